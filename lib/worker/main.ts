import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { createAccountSource } from '../checks/bind/account-source.ts';
import { createAccountTurns } from '../checks/bind/account-turns.ts';
import { createOwnNetworkWatch } from '../checks/own-network/own-network.ts';
import { networkIsGone } from '../checks/own-network/record-own-network.ts';
import { ensureCheckPartitions } from '../checks/partitions.ts';
import { createKnowledgeSource } from '../checks/read-knowledge.ts';
import type { CheckContext } from '../checks/run-check.ts';
import { CHECKS_PER_JOB } from '../checks/sweep.ts';
import { createTrustSource } from '../checks/trust.ts';
import { now } from '../clock.ts';
import { type Settings, settings } from '../config/env.ts';
import { createDatabase, type Database } from '../db/client.ts';
import { databaseUrl } from '../db/url.ts';
import { log } from '../log.ts';
import { createRevocationCache } from '../probe/revocation/cache.ts';
import { openWorkingQueue, type WorkingQueue } from '../queue/queue.ts';
import { boxToOpen } from '../secrets/secret-boxes.ts';
import { createClaimKeeper } from './claim-keeper.ts';
import { createLimiter } from './limiter.ts';
import { keepPresent, signIn } from './presence.ts';
import { repeat } from './repeat.ts';
import { JOBS_PER_LANE, takeJobs } from './take-jobs.ts';
import { tasks } from './tasks/index.ts';
import type { TaskContext } from './tasks/task.ts';
import { watchLag } from './watch-lag.ts';
import type { WorkerContext } from './worker-context.ts';

/** A worker that was told to stop is gone within this time, done or not. */
const STOP_WITHIN_MS = 4_000;

/**
 * Works for one location until the signal aborts: enqueues due checks, probes, applies the retention. Resolves after a clean stop,
 * at most four seconds after the signal. Rejects when the database cannot be reached or is lost: then start it again. Several
 * workers may run for the same location.
 */
export async function runWorker(options: { location: string; signal: AbortSignal; settings?: Settings }): Promise<void> {
  const given = options.settings ?? settings();
  const url = given.databaseUrl ?? databaseUrl();
  const logger = log('worker');
  const complain = (what: string) => (error: unknown) => logger.warn({ err: error }, what);

  const db = createDatabase(url);
  const stop = new AbortController();
  setMaxListeners(0, stop.signal, options.signal);
  let queue: WorkingQueue | null = null;
  const claims = createClaimKeeper(db, complain('claims could not be renewed'));
  const unwatchLag = watchLag(logger);
  try {
    await ensureCheckPartitions(db, now());
    // First the queue: where a worker is known to be, checks can be asked for.
    queue = await openWorkingQueue(url, complain('the queue reports an error'));
    const place = { name: options.location, reach: given.reach };
    const location = { ...place, id: await signIn(db, place, now()) };
    const { allowed, proxy } = given.revocation;
    const ownNetwork = createOwnNetworkWatch({
      ...{ db, location, resolvers: given.probe.resolvers, controlNames: given.probe.controlNames },
      wasGone: await networkIsGone(db, location.id),
      onError: complain('the location’s own network could not be looked at'),
    });
    const check: CheckContext = {
      db,
      location: location.name,
      trust: createTrustSource(db, given.probe, complain('the trust anchors could not be read again')),
      accounts: createAccountSource(
        db,
        () => boxToOpen(given),
        createAccountTurns(db, complain('the turn of an account could not be written')),
      ),
      knowledge: createKnowledgeSource(db),
      ownNetwork,
      resolvers: given.probe.resolvers,
      timeoutMs: given.probe.timeoutMs,
    };
    const context: WorkerContext = {
      location,
      check,
      ownNetwork,
      deepScan: { ...check, revocation: { allowed, proxy: proxy === null ? null : new URL(proxy), cache: createRevocationCache() } },
      discovery: { ...check, key: () => boxToOpen(given) },
      claims,
      limiter: createLimiter(given.probe.concurrency),
      retention: given.retention,
      signal: stop.signal,
      log: logger,
    };
    await takeJobs(queue, context, { lanes: Math.ceil(given.probe.concurrency / (CHECKS_PER_JOB * JOBS_PER_LANE)) + 1 });
    logger.info({ location: location.name, concurrency: given.probe.concurrency }, 'the worker is ready');
    await untilStopped(db, queue, context, options.signal);
    logger.info('the worker stops');
  } finally {
    stop.abort();
    unwatchLag();
    const end = async (): Promise<void> => {
      await queue?.stop();
      await claims.stop();
      await db.$disconnect();
    };
    const deadline = new AbortController();
    const late = wait(STOP_WITHIN_MS, 'late' as const, { signal: deadline.signal }).catch(() => 'done' as const);
    const ended = await Promise.race([end().catch(complain('the worker did not end cleanly')), late]);
    deadline.abort();
    if (ended === 'late') logger.warn('the worker leaves unfinished work to others');
  }
}

/** Keeps the repeated tasks going until the signal aborts. Throws when the database is lost. */
async function untilStopped(db: Database, queue: WorkingQueue, context: WorkerContext, signal: AbortSignal): Promise<void> {
  const fail = new AbortController();
  const running = AbortSignal.any([signal, fail.signal]);
  const complain = (what: string) => (error: unknown) => context.log.warn({ err: error }, what);
  const given: TaskContext = { ...context, queue, signal: running };
  try {
    await Promise.all([
      keepPresent(db, context.location, running, { onError: complain('the database does not answer') }),
      ...tasks.map((task) => repeat(() => task.run(given), { everyMs: task.everyMs, signal: running, onError: complain(task.complaint) })),
    ]);
  } finally {
    fail.abort();
  }
}
