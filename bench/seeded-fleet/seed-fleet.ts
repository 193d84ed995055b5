import { randomUUID } from 'node:crypto';
import { claimEndpoint } from '#lib/checks/claim.ts';
import { ensureCheckPartitions } from '#lib/checks/partitions.ts';
import { createKnowledgeSource, type KnowledgeSource } from '#lib/checks/read-knowledge.ts';
import { recordTrust } from '#lib/checks/record-trust.ts';
import { refreshUsage } from '#lib/checks/refresh-certificate-usage.ts';
import { saveCheck } from '#lib/checks/save-check.ts';
import { subjectOf } from '#lib/checks/subject.ts';
import type { Database } from '#lib/db/client.ts';
import { diagnose } from '#lib/diagnosis/diagnose.ts';
import { domainControllerRootDse, makeAttempt, makeEvidence } from '#lib/diagnosis/testing/evidence-factory.ts';
import { registerHosts } from '#lib/fleet/register-hosts.ts';
import type { CertificateFacts, Evidence } from '#lib/probe/evidence.ts';
import { buildTrust } from '#lib/probe/x509/build-trust.ts';
import { matchName } from '#lib/probe/x509/match-name.ts';
import { readCertificate } from '#lib/probe/x509/read-certificate.ts';
import { createTrustAnchors, type TrustAnchors } from '#lib/probe/x509/trust-anchors.ts';
import { certificatePem } from '#lib/simulation/certificate-factory.ts';
import { issueCertificates } from './issue-certificates.ts';
import { type FleetPlan, type PlannedHost, planFleet } from './plan-fleet.ts';

const LOCATION = 'bench';
/** Hosts registered in one statement. */
const HOSTS_AT_ONCE = 500;
/** Checks saved at a time. */
const SAVES_AT_ONCE = 6;

type Served = { leaf: CertificateFacts; sent: readonly CertificateFacts[] };
type Door = { endpointId: string; host: PlannedHost; port: number; leaf: number };
type Seeding = {
  db: Database;
  plan: FleetPlan;
  served: (leaf: number) => Served;
  anchors: TrustAnchors;
  knowledge: KnowledgeSource;
  today: Date;
};

export type SeededFleet = { hostCount: number; endpointCount: number; certificateCount: number };

/**
 * Fills an empty database with a planned fleet as its checks would: hosts are registered by the product's own verb, and each door's
 * result goes through diagnosis and saving, so that whatever a check keeps is kept. Only the probe is left out: its evidence is made
 * from the plan. Takes about a minute for 10,000 doors.
 */
export async function seedFleet(
  db: Database,
  { seed, endpointCount, today, onProgress }: { seed: string; endpointCount: number; today: Date; onProgress?: (saved: number) => void },
): Promise<SeededFleet> {
  const plan = planFleet({ seed, endpointCount, today });
  const issued = await issueCertificates(plan, seed);
  const authorities = issued.authorities.map((der) => readCertificate(der));
  const roots = plan.authorities.flatMap(({ issuer }, number) => (issuer === null ? [issued.authorities[number] ?? new Uint8Array()] : []));
  const served = (number: number): Served => {
    const leaf = readCertificate(issued.leaves[number] ?? new Uint8Array());
    const issuer = authorities[plan.leaves[number]?.authority ?? -1];
    return { leaf, sent: issuer === undefined ? [leaf] : [leaf, issuer] };
  };
  const location = await db.location.create({ data: { name: LOCATION, createdAt: today, lastSeenAt: today }, select: { id: true } });
  const yesterday = new Date(today.getTime() - 86_400_000);
  await ensureCheckPartitions(db, yesterday);
  await ensureCheckPartitions(db, today);
  const doors = await register(db, plan, today);
  const seeding: Seeding = {
    db,
    plan,
    served,
    anchors: createTrustAnchors([{ store: 'corp-roots.pem', pem: roots.map((der) => certificatePem(der)).join('') }]),
    knowledge: createKnowledgeSource(db),
    today,
  };
  const recorded = seeding.anchors.all.map((anchor) => ({ ...anchor, kind: 'bundle' as const }));
  await recordTrust(db, location.id, { anchors: recorded }, today);
  let done = 0;
  const queue = doors.values();
  const work = async () => {
    for (const door of queue) {
      const former = door.host.formerLeaf;
      if (former !== null && door.port === 636) await check(seeding, door, location.id, former, yesterday);
      await check(seeding, door, location.id, door.leaf, today);
      done++;
      onProgress?.(done);
    }
  };
  await Promise.all(Array.from({ length: SAVES_AT_ONCE }, work));
  // As the worker does soon after a change.
  await refreshUsage(db);
  await db.$executeRaw`ANALYZE`;
  return { hostCount: plan.hosts.length, endpointCount: doors.length, certificateCount: await db.certificate.count() };
}

async function register(db: Database, plan: FleetPlan, today: Date): Promise<Door[]> {
  const context = { db, now: today, actor: 'bench' };
  for (const [site, hosts] of Map.groupBy(plan.hosts, ({ site }) => site))
    for (let from = 0; from < hosts.length; from += HOSTS_AT_ONCE) {
      const lines = hosts.slice(from, from + HOSTS_AT_ONCE).flatMap(({ name, doors }) => doors.map(({ port }) => `${name}:${port}`));
      await registerHosts(context, { lines: lines.join('\n'), site });
    }
  for (const [owner, hosts] of Map.groupBy(plan.hosts, ({ owner }) => owner))
    await db.host.updateMany({ where: { name: { in: hosts.map(({ name }) => name) } }, data: { owner } });
  const rows = await db.endpoint.findMany({ select: { id: true, port: true, host: { select: { name: true } } } });
  const ids = new Map(rows.map(({ id, port, host }) => [`${host.name}:${port}`, id]));
  return plan.hosts.flatMap((host) =>
    host.doors.flatMap(({ port, leaf }) => {
      const endpointId = ids.get(`${host.name}:${port}`);
      return endpointId === undefined ? [] : [{ endpointId, host, port, leaf }];
    }),
  );
}

async function check(seeding: Seeding, door: Door, locationId: number, leaf: number, at: Date): Promise<void> {
  const { db, knowledge, anchors } = seeding;
  const claimed = await claimEndpoint(db, { endpointId: door.endpointId, locationId });
  if (claimed.status !== 'claimed') throw new Error(`${door.host.name}:${door.port} cannot be claimed: ${claimed.status}.`);
  const evidence = evidenceOf(seeding, door, leaf, at);
  const judgedWith = {
    subject: subjectOf(claimed.endpoint.registered),
    knowledge: await knowledge.read(claimed.endpoint, evidence),
    now: at,
  };
  const diagnosis = diagnose(evidence, judgedWith);
  await saveCheck(db, claimed.endpoint, { checkId: randomUUID(), evidence, diagnosis, judgedWith, anchors });
}

/** What a probe of a sound domain controller with that certificate brings home. */
function evidenceOf({ served, anchors }: Seeding, { host, port }: Door, leaf: number, at: Date): Evidence {
  const { leaf: facts, sent } = served(leaf);
  const address = `10.${Number(host.name.slice(2, 4)) % 250}.${Number(host.name.slice(4, 6)) % 250}.${Number(host.name.slice(5, 7)) + 1}`;
  const [label = ''] = host.name.split('.');
  const rootDse = {
    ...domainControllerRootDse,
    dnsHostName: [host.name],
    currentTime: [`${at.toISOString().replace(/[-:T]|\.\d+Z$/g, '')}.0Z`],
    dsServiceName: [`CN=NTDS Settings,CN=${label},CN=Servers,CN=${host.site},CN=Sites,CN=Configuration,DC=corp,DC=example`],
  };
  const attempt = makeAttempt({
    address,
    certificate: { status: 'ok', ms: 1, data: { sent: [...sent], trust: buildTrust(sent, anchors), name: matchName(facts, host.name) } },
    directory: { status: 'ok', ms: 2, data: { rootDse, askedAt: at.toISOString(), roundTripMs: 2 } },
  });
  return makeEvidence({
    target: { host: host.name, port, transport: 'ldaps' },
    location: LOCATION,
    startedAt: at.toISOString(),
    resolve: {
      status: 'ok',
      ms: 1,
      data: { source: 'dns', resolvers: ['192.0.2.53'], addresses: [{ address, family: 4 }], leftOutCount: 0, unanswered: [] },
    },
    attempts: [attempt],
  });
}
