import { fromPrisma, type JobInsert, PgBoss, type PrismaTransactionLike } from 'pg-boss';
import { type JobDefinition, queueName } from './define-job.ts';

/** Schema of the queue's tables, beside the product's own. */
export const QUEUE_SCHEMA = 'pgboss';

/** What every process can do with the queue: put jobs in. */
export type Queue = {
  /**
   * Puts jobs in, as part of the caller's transaction when one is given: they exist if and when it commits. Payloads are checked.
   */
  enqueue<Payload>(
    definition: JobDefinition<Payload>,
    payloads: readonly Payload[],
    options?: { location?: string; priority?: number; transaction?: PrismaTransactionLike },
  ): Promise<void>;
  stop(): Promise<void>;
};

/** The queue of a process that also works on jobs. */
export type WorkingQueue = Queue & { boss: PgBoss };

/** A queue that only takes jobs in: no timers, no maintenance, two connections. Throws while no worker has made its tables yet. */
export async function openQueue(databaseUrl: string, onError: (error: Error) => void): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    schema: QUEUE_SCHEMA,
    application_name: 'port636-queue',
    max: 2,
    supervise: false,
    schedule: false,
    migrate: false,
    createSchema: false,
  });
  await start(boss, onError);
  return { enqueue: enqueuer(boss), stop: () => boss.stop({ graceful: false }) };
}

/** A queue for a worker: it makes or updates the tables, over jobs of workers that died and sends the scheduled ones. */
export async function openWorkingQueue(databaseUrl: string, onError: (error: Error) => void): Promise<WorkingQueue> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    schema: QUEUE_SCHEMA,
    application_name: 'port636-worker',
    max: 6,
    // Jobs of a dead worker are found by this round, so it has to come often.
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    maintenanceIntervalSeconds: 300,
  });
  await start(boss, onError);
  return { boss, enqueue: enqueuer(boss), stop: () => boss.stop({ graceful: true, timeout: 3_000 }) };
}

/** Starts an instance, or closes its connections again when that fails. */
async function start(boss: PgBoss, onError: (error: Error) => void): Promise<void> {
  boss.on('error', onError);
  try {
    await boss.start();
  } catch (error) {
    await boss.stop({ graceful: false });
    throw error;
  }
}

function enqueuer(boss: PgBoss): Queue['enqueue'] {
  const known = new Set<string>();
  return async (definition, payloads, options = {}) => {
    if (payloads.length === 0) return;
    const name = queueName(definition, options.location ?? null);
    if (!known.has(name)) {
      await ensureQueue(boss, definition, name);
      known.add(name);
    }
    const inserts = payloads.map(
      (payload): JobInsert => ({ data: definition.payload.parse(payload) as object, priority: options.priority ?? 0 }),
    );
    await boss.insert(name, inserts, options.transaction ? { db: fromPrisma(options.transaction) } : {});
  };
}

/** Creates the queue of a definition or gives it the definition's options. */
export async function ensureQueue(boss: PgBoss, definition: Pick<JobDefinition, 'options'>, name: string): Promise<void> {
  await boss.createQueue(name, { policy: 'standard', ...definition.options });
  await boss.updateQueue(name, definition.options);
}
