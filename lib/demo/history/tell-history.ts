import { setTimeout as wait } from 'node:timers/promises';
import { monotonicMs, now } from '../../clock.ts';
import type { Database } from '../../db/client.ts';
import { demoDomains, demoLocation, demoManager, demoRows } from '../../fleet/demo/marks.ts';
import type { StandingDemo } from '../stand-up.ts';
import { writeBranch } from './branch.ts';
import { writeCertificateHistory } from './certificate-history.ts';
import { writePast } from './past.ts';
import { planThings } from './plans.ts';

const WAIT_AT_MOST_MS = 120_000;
/** Findings that only a deep scan shows: it is wanted soon rather than at some time of the day. */
const shownByDeepScan = ['legacy-protocol-offered', 'weak-cipher', 'certificate-revoked', 'revocation-unknown'];

/**
 * Invents the last ninety days of the fleet, once: since when each door is as the first checks found it, what was there before, which
 * certificates were renewed, what people planned and accepted. All of it hangs on what is managed by the demo, or is remembered by id.
 */
export async function tellHistory(db: Database, demo: StandingDemo, input: { location: string; signal: AbortSignal }): Promise<void> {
  const { signal, location: name } = input;
  const installation = await db.installation.findFirst({ select: { demoSince: true, demoRows: true } });
  if (!installation?.demoSince || installation.demoRows !== null) return;
  await firstChecks(db, signal);
  if (signal.aborted) return;
  const at = now();
  const location = await db.location.findUniqueOrThrow({ where: { name }, select: { id: true, name: true } });
  await db.$transaction(
    async (tx) => {
      await writePast(tx, demo, { location, now: at });
      await writeCertificateHistory(tx, demo, { location, now: at });
      await writeBranch(tx, { location, now: at });
      const soon = demo.hosts.filter(({ host }) => host.shows.some((id) => shownByDeepScan.includes(id))).map(({ name: host }) => host);
      await tx.$executeRaw`
        UPDATE endpoint_states SET deep_scan_due_at = CASE WHEN hosts.name = ANY(${soon}) THEN ${at}::timestamptz ELSE deep_scan_due_at END,
          next_due_at = CASE WHEN next_due_at IS NULL THEN NULL ELSE ${at}::timestamptz END
        FROM endpoints JOIN hosts ON hosts.id = endpoints.host_id
        WHERE endpoints.id = endpoint_id AND hosts.managed_by = ${demoManager} AND location_id = ${location.id}`;
    },
    { timeout: 120_000 },
  );
  const rows = await planThings({ db, now: at, actor: demoManager });
  const kept = await db.$executeRaw`
    UPDATE installation SET demo_rows = ${JSON.stringify(demoRows.parse(rows))}::jsonb WHERE demo_since IS NOT NULL`;
  if (kept > 0) return;
  // It was removed while this was written.
  await db.changeFreeze.deleteMany({ where: { id: { in: rows.freezes } } });
  await db.savedView.deleteMany({ where: { id: { in: rows.views } } });
}

/** Waits until every door was checked once, but not for ever. */
async function firstChecks(db: Database, signal: AbortSignal): Promise<void> {
  const endMs = monotonicMs() + WAIT_AT_MOST_MS;
  while (!signal.aborted && monotonicMs() < endMs) {
    const waiting = await db.endpoint.count({
      where: { host: { managedBy: demoManager, pausedAt: null }, states: { none: { verdict: { not: null } } } },
    });
    if (waiting === 0) return;
    await wait(500, undefined, { signal }).catch(() => undefined);
  }
}

/**
 * Keeps true what is told in hours and days: the branch fell silent two hours ago, the news is of this morning, and what is wrong with
 * the fleet has been so for days.
 */
export async function keepFresh(db: Database, at: Date): Promise<void> {
  await db.$executeRaw`
    UPDATE locations SET last_seen_at = ${at}::timestamptz - interval '2 hours'
    WHERE name = ${demoLocation} AND last_seen_at < ${at}::timestamptz - interval '1 day'`;
  await db.$executeRaw`
    UPDATE served_certificates AS served SET to_at = ${at}::timestamptz - interval '3 hours'
    FROM endpoints JOIN hosts ON hosts.id = endpoints.host_id
    WHERE endpoints.id = served.endpoint_id AND hosts.managed_by = ${demoManager} AND hosts.tags @> ARRAY['just-renewed']
      AND served.to_at < ${at}::timestamptz - interval '20 hours' AND served.is_leaf`;
  await db.$executeRaw`
    UPDATE fleet_findings AS finding SET since = since - CASE no WHEN 605 THEN 2 WHEN 601 THEN 200 WHEN 602 THEN 600 ELSE 70 END * interval '1 hour'
    FROM installation WHERE since >= installation.demo_since AND EXISTS (SELECT FROM installation WHERE demo_rows IS NOT NULL)
      AND (domain = ANY(${[...demoDomains]}) OR subject = ${demoLocation}
        OR EXISTS (SELECT FROM hosts WHERE hosts.name = ANY(finding.hosts) AND hosts.managed_by = ${demoManager}))`;
}
