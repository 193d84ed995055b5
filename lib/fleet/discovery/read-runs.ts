import type { Database, Transaction } from '../../db/client.ts';
import { type DiscoveryRecord, discoveryRecord } from '../../probe/discovery/record.ts';
import { compareDiscovery } from './compare.ts';
import { readControllers } from './read-controllers.ts';
import type { DiscoveryComparison, DiscoveryRunSummary, DiscoveryRunView, DiscoverySchedule } from './views.ts';
import { discoveryModes } from './views.ts';

const states = ['waiting', 'running', 'done', 'failed'] as const;
const stateOf = (text: string): DiscoveryRunView['state'] => states.find((state) => state === text) ?? 'failed';

/** What was found beside what is registered now. */
export async function compareWithFleet(db: Database | Transaction, record: DiscoveryRecord): Promise<DiscoveryComparison> {
  const registered = await readControllers(db, {
    domains: record.domains.map(({ name }) => name),
    names: record.servers.map(({ name }) => name),
    addresses: record.servers.flatMap(({ addresses }) => addresses),
  });
  return compareDiscovery(record, registered);
}

/** One run with what it found, beside what is registered now; null when there is none of that id. The password never leaves the store. */
export async function readDiscoveryRun(db: Database, id: string): Promise<DiscoveryRunView | null> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return null;
  const run = await db.discoveryRun.findUnique({ where: { id }, omit: { secretCiphertext: true, secretKeyId: true } });
  if (run === null) return null;
  const record = discoveryRecord.nullable().catch(null).parse(run.record);
  return {
    id: run.id,
    domain: run.domainName,
    forest: run.forest,
    resolvers: run.resolvers,
    state: stateOf(run.state),
    progress: run.progress,
    failure: run.failure,
    accountDn: run.accountDn,
    scheduled: run.scheduled,
    requestedBy: run.requestedBy,
    createdAt: run.createdAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
    record,
    comparison: record === null ? null : await compareWithFleet(db, record),
  };
}

/** The newest runs, of one domain or of all. */
export async function readDiscoveryRuns(db: Database, choice: { domain?: string; limit?: number } = {}): Promise<DiscoveryRunSummary[]> {
  const runs = await db.discoveryRun.findMany({
    where: choice.domain === undefined ? {} : { domainName: choice.domain },
    select: { id: true, domainName: true, forest: true, state: true, scheduled: true, requestedBy: true, createdAt: true },
    orderBy: { createdAt: 'desc' },
    take: choice.limit ?? 10,
  });
  return runs.map(({ id, domainName, forest, state, scheduled, requestedBy, createdAt }) => ({
    id,
    domain: domainName,
    forest,
    state: stateOf(state),
    scheduled,
    requestedBy,
    createdAt: createdAt.toISOString(),
  }));
}

/** How the schedule discovers a domain; null for a domain that is not registered. */
export async function readDiscoverySchedule(db: Database, domainName: string): Promise<DiscoverySchedule | null> {
  const domain = await db.domain.findUnique({
    where: { name: domainName },
    select: {
      id: true,
      name: true,
      discovery: true,
      discoveryIntervalSeconds: true,
      discoveryDueAt: true,
      bindAccount: { select: { id: true } },
    },
  });
  if (domain === null) return null;
  const [lastRun] = await readDiscoveryRuns(db, { domain: domain.name, limit: 1 });
  return {
    domainId: domain.id,
    domain: domain.name,
    mode: discoveryModes.find((mode) => mode === domain.discovery) ?? 'off',
    intervalSeconds: domain.discoveryIntervalSeconds,
    dueAt: domain.discoveryDueAt?.toISOString() ?? null,
    lastRun: lastRun ?? null,
    hasAccount: domain.bindAccount !== null,
  };
}
