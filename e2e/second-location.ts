import { randomUUID } from 'node:crypto';
import { claimEndpoint } from '#lib/checks/claim.ts';
import { readKnowledge } from '#lib/checks/read-knowledge.ts';
import { saveCheck } from '#lib/checks/save-check.ts';
import { subjectOf } from '#lib/checks/subject.ts';
import { now } from '#lib/clock.ts';
import type { Database } from '#lib/db/client.ts';
import { diagnose } from '#lib/diagnosis/diagnose.ts';
import { type Attempt, type Evidence, evidence as evidenceRecord } from '#lib/probe/evidence.ts';

const skipped = { status: 'skipped', because: 'the connection was not made' } as const;
const noAnswer: Attempt['connect'] = {
  status: 'failed',
  ms: 5_000,
  code: 'timeout',
  detail: { message: 'connect ETIMEDOUT', systemCode: 'ETIMEDOUT' },
};

/** What a place sees behind a firewall that drops the packets to a server. */
function filtered(seen: Evidence, location: string): Evidence {
  const attempts = seen.attempts.map(({ address, family }) => ({
    ...{ address, family, connect: noAnswer, startTls: skipped, handshake: skipped, certificate: skipped },
    ...{ directory: skipped, bind: skipped, secondLook: skipped },
  }));
  return { ...seen, location, startedAt: now().toISOString(), totalMs: 5_000, attempts };
}

/** A second location whose worker saw one host, through a firewall that lets nothing pass. */
export async function lookFromOutside(database: Database, location: string, host: string): Promise<void> {
  const { id: locationId } = await database.location.create({
    data: { name: location, reach: 'outside', createdAt: now(), lastSeenAt: now() },
    select: { id: true },
  });
  const state = await database.endpointState.findFirstOrThrow({
    where: { endpoint: { host: { name: host } }, NOT: { locationId } },
    select: { endpointId: true, evidence: { select: { document: true } } },
  });
  const { endpointId } = state;
  await database.endpointState.create({ data: { endpointId, locationId } });
  const claimed = await claimEndpoint(database, { endpointId, locationId });
  if (claimed.status !== 'claimed') throw new Error(`${host} is ${claimed.status}.`);
  const evidence = filtered(evidenceRecord.parse(state.evidence?.document), location);
  const knowledge = await readKnowledge(database, claimed.endpoint, evidence, []);
  const diagnosis = diagnose(evidence, { subject: subjectOf(claimed.endpoint.registered), knowledge, now: now() });
  await saveCheck(database, claimed.endpoint, { checkId: randomUUID(), evidence, diagnosis });
}

/** A sign of life of the location's worker, or the want of one since an hour. */
export async function beat(database: Database, location: string, isAlive: boolean): Promise<void> {
  const lastSeenAt = new Date(now().getTime() - (isAlive ? 0 : 3_600_000));
  await database.location.update({ where: { name: location }, data: { lastSeenAt }, select: { id: true } });
}
