import type { Database } from '../../db/client.ts';
import { type Profile, profiles } from '../../diagnosis/rule.ts';
import { windowsInForce } from '../../fleet/expiry-windows.ts';
import { reachOf } from '../../fleet/locations/read-locations.ts';
import { subjectOf } from '../subject.ts';
import type { DoorLook, JudgedDoor } from './door.ts';
import { decidingEndpoint, judgeEndpoint, leadingCause, verdictPolicyOf } from './host-state.ts';
import { readBindAccount } from './read-bind-account.ts';
import { readLook } from './read-look.ts';
import { readSideBySide } from './side-by-side/read-side-by-side.ts';
import type { DoorView, HostView } from './views.ts';

/** One host with the door asked for, or the one that decides its state when `port` is null. Null when there is no such host or door. */
export async function readHost(
  db: Database,
  { name, port, now }: { name: string; port: number | null; now: Date },
): Promise<HostView | null> {
  const host = await loadHost(db, name);
  if (host === null) return null;
  const policy = verdictPolicyOf(host.domain?.verdictPolicy);
  const doors = host.endpoints.map((endpoint): JudgedDoor => {
    const looks = endpoint.states.map(doorLook);
    const facts = { port: endpoint.port, intervalSeconds: endpoint.intervalSeconds, pausedAt: host.pausedAt, policy, looks };
    const { id, port, transport, intervalSeconds, slowAfterMs, probedFrom } = endpoint;
    return { id, port, transport, intervalSeconds, slowAfterMs, probedFrom, looks, judged: judgeEndpoint(facts, now) };
  });
  const door = port === null ? decidingEndpoint(doors) : doors.find((candidate) => candidate.port === port);
  if (door === undefined) return null;

  const [bindAccount, look, installation, sideBySide, locations] = await Promise.all([
    readBindAccount(db, host.id),
    readLook(db, { hostId: host.id, door, now }),
    db.installation.findUnique({ where: { id: 1 }, select: { expiryWindows: true } }),
    readSideBySide(db, door, now),
    db.location.findMany({ select: { name: true, reach: true }, orderBy: { name: 'asc' } }),
  ]);
  const windows = windowsInForce({
    host: host.expiryWindows,
    domain: host.domain?.expiryWindows,
    installation: installation?.expiryWindows,
  });
  const setByHand = profiles.find((profile) => profile === host.profile) ?? null;
  return {
    id: host.id,
    name: host.name,
    site: host.site === '' ? host.siteDetected : host.site,
    domain: host.domain?.name ?? null,
    profile: setByHand ?? detectedProfile(door),
    profileSetByHand: setByHand !== null,
    address: host.address,
    standsForDomain: host.standsForDomain,
    expectedAddresses: host.expectedAddresses,
    reachedFromOutside: host.reachedFromOutside,
    ldapsIntended: host.ldapsIntended,
    owner: ownerOf(host),
    expiryWindowsFrom: windows.from,
    bindAccount,
    paused: host.pausedAt && { since: host.pausedAt.toISOString(), reason: host.pauseReason },
    doors: doors.map((each) => doorView(host.name, each)),
    door: doorView(host.name, door),
    sideBySide,
    locations: locations.map(({ name, reach }) => ({ name, reach: reachOf(reach) })),
    subject: subjectOf({
      ...host,
      ...door,
      profile: setByHand,
      detectedProfile: detectedProfile(door),
      expiryWindows: windows.windows,
      reachedFromOutside: host.reachedFromOutside || door.judged.look?.reach === 'outside',
    }),
    ...look,
    unknownBecause: door.judged.look?.unknownBecause ?? null,
    generatedAt: now.toISOString(),
  };
}

/** Is there a host of that name, and such a door of it when `port` names one? */
export async function isWatched(db: Database, { name, port }: { name: string; port: number | null }): Promise<boolean> {
  return (await db.host.count({ where: { name, ...(port === null ? {} : { endpoints: { some: { port } } }) } })) > 0;
}

const loadHost = (db: Database, name: string) =>
  db.host.findUnique({
    where: { name },
    select: {
      id: true,
      name: true,
      site: true,
      siteDetected: true,
      domain: { select: { name: true, owner: true, expiryWindows: true, verdictPolicy: true } },
      owner: true,
      expiryWindows: true,
      profile: true,
      address: true,
      standsForDomain: true,
      expectedAddresses: true,
      reachedFromOutside: true,
      ldapsIntended: true,
      pausedAt: true,
      pauseReason: true,
      endpoints: {
        // LDAPS first, as the enum declares them: 636, 3269, 389, 3268.
        orderBy: [{ transport: 'asc' }, { port: 'asc' }],
        select: {
          id: true,
          port: true,
          transport: true,
          intervalSeconds: true,
          slowAfterMs: true,
          probedFrom: true,
          states: {
            orderBy: { locationId: 'asc' },
            select: {
              locationId: true,
              location: { select: { name: true, reach: true } },
              nextDueAt: true,
              verdict: true,
              verdictSince: true,
              confirming: true,
              rootCauseId: true,
              rootCauseNo: true,
              rootCauseTitle: true,
              rootCauseSeverity: true,
              summary: true,
              unknownBecause: true,
              lastCheckedAt: true,
              leafSha256: true,
              leafNotAfter: true,
              acceptedCount: true,
              detectedProfile: true,
            },
          },
        },
      },
    },
  });
type StateRow = NonNullable<Awaited<ReturnType<typeof loadHost>>>['endpoints'][number]['states'][number];

function ownerOf(host: { owner: string; domain: { owner: string } | null }): HostView['owner'] {
  if (host.owner !== '') return { name: host.owner, from: 'host' };
  return host.domain !== null && host.domain.owner !== '' ? { name: host.domain.owner, from: 'domain' } : null;
}

function doorLook(row: StateRow): DoorLook {
  const { rootCauseId: id, rootCauseNo: no, rootCauseTitle: title, rootCauseSeverity: severity } = row;
  return {
    locationId: row.locationId,
    location: row.location.name,
    reach: reachOf(row.location.reach),
    nextDueAt: row.nextDueAt,
    verdict: row.verdict,
    verdictSince: row.verdictSince,
    confirming: row.confirming,
    cause: id === null || no === null || title === null || severity === null ? null : { id, no, title, severity },
    summary: row.summary,
    unknownBecause: row.unknownBecause,
    lastCheckedAt: row.lastCheckedAt,
    leafSha256: row.leafSha256,
    leafNotAfter: row.leafNotAfter,
    acceptedCount: row.acceptedCount,
    detectedProfile: profiles.find((profile) => profile === row.detectedProfile) ?? null,
  };
}

/** What the look that decides saw, else any that saw one. */
const detectedProfile = ({ judged, looks }: JudgedDoor): Profile | null =>
  judged.look?.detectedProfile ?? looks.find((look) => look.detectedProfile !== null)?.detectedProfile ?? null;

function doorView(host: string, door: JudgedDoor): DoorView {
  const { judged } = door;
  const due = door.looks.flatMap(({ nextDueAt }) => (nextDueAt === null ? [] : [nextDueAt.getTime()]));
  return {
    endpointId: door.id,
    target: { host, port: door.port, transport: door.transport },
    state: judged.state,
    since: judged.since?.toISOString() ?? null,
    cause: leadingCause(judged),
    intervalSeconds: door.intervalSeconds,
    slowAfterMs: door.slowAfterMs,
    probedFrom: [...door.probedFrom],
    checkedAt: judged.look?.lastCheckedAt?.toISOString() ?? null,
    nextDueAt: due.length === 0 ? null : new Date(Math.min(...due)).toISOString(),
    leafSha256: judged.look?.leafSha256 ?? null,
    expiresAt: judged.look?.leafNotAfter?.toISOString() ?? null,
    acceptedCount: Math.max(0, ...door.looks.map(({ acceptedCount }) => acceptedCount)),
  };
}
