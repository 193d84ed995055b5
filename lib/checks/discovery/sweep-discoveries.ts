import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/client.ts';
import { endSettledFindings } from '../../fleet/discovery/judge-record.ts';
import { discoveryJob } from '../../queue/jobs.ts';
import type { Queue } from '../../queue/queue.ts';
import { aliveBetween } from '../heartbeat.ts';

/** How many domains one sweep takes at most. */
const DOMAINS_PER_SWEEP = 20;
/** A run that is not over by then never will be: its job has run out. */
const STUCK_AFTER_MS = 20 * 60_000;
/** Runs are kept for this long, and the newest ones of each domain. */
const KEEP_DAYS = 30;
const KEEP_RUNS = 3;

/**
 * Enqueues a discovery for every domain that is due for one, and moves each to its next time, in one transaction; ends runs whose worker
 * never came back, forgets old ones, and ends findings that registrations have settled. Workers that look from outside leave it to
 * those inside, while one of them is alive. Returns how many were enqueued. `now` is the database's time.
 */
export async function sweepDiscoveries(
  db: Database,
  queue: Queue,
  { location, now }: { location: { id: number; name: string }; now: Date },
): Promise<number> {
  await tidyRuns(db, now);
  const alive = aliveBetween(now);
  return db.$transaction(async (tx) => {
    const due = await tx.$queryRaw<{ id: number; name: string; resolvers: string[]; dn: string | null }[]>`
      SELECT domain.id, domain.name, domain.resolvers, (SELECT dn FROM bind_accounts WHERE domain_id = domain.id) AS dn
      FROM domains AS domain
      WHERE domain.discovery <> 'off' AND domain.discovery_due_at <= ${now}
        AND (EXISTS (SELECT 1 FROM locations WHERE id = ${location.id} AND reach = 'inside')
          OR NOT EXISTS (SELECT 1 FROM locations WHERE reach = 'inside' AND last_seen_at BETWEEN ${alive.from} AND ${alive.to}))
      ORDER BY domain.discovery_due_at LIMIT ${DOMAINS_PER_SWEEP}
      FOR UPDATE OF domain SKIP LOCKED`;
    if (due.length === 0) return 0;
    await tx.$executeRaw`
      UPDATE domains SET discovery_due_at = ${now}::timestamptz + discovery_interval_seconds * interval '1 second'
      WHERE id = ANY(${due.map(({ id }) => id)}::int[])`;
    const runs = due.map(({ name, resolvers, dn }) => ({
      id: randomUUID(),
      domainName: name,
      resolvers,
      accountDn: dn,
      state: 'waiting',
      scheduled: true,
      requestedBy: 'system',
      createdAt: now,
    }));
    await tx.discoveryRun.createMany({ data: runs });
    await queue.enqueue(
      discoveryJob,
      runs.map(({ id }) => ({ runId: id })),
      { location: location.name, transaction: tx },
    );
    return due.length;
  });
}

async function tidyRuns(db: Database, now: Date): Promise<void> {
  const stuck = new Date(now.getTime() - STUCK_AFTER_MS);
  const failure = 'No worker finished it. Start the discovery again.';
  await db.discoveryRun.updateMany({
    where: { state: { in: ['waiting', 'running'] }, createdAt: { lt: stuck } },
    data: { state: 'failed', failure, progress: '', secretCiphertext: null, secretKeyId: null, finishedAt: now },
  });
  await db.$executeRaw`
    DELETE FROM discovery_runs WHERE id IN (
      SELECT id FROM (
        SELECT id, created_at, row_number() OVER (PARTITION BY domain_name ORDER BY created_at DESC) AS place FROM discovery_runs
      ) AS run WHERE place > ${KEEP_RUNS}::int AND created_at < ${now}::timestamptz - ${KEEP_DAYS}::int * interval '1 day')
    AND id NOT IN (
      -- What a directory publishes stays on offer while newer looks cannot read it.
      SELECT DISTINCT ON (domain_name) id FROM discovery_runs
      WHERE jsonb_typeof(record -> 'anchors') = 'object' ORDER BY domain_name, created_at DESC)`;
  await db.$transaction((tx) => endSettledFindings(tx));
}
