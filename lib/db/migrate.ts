import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/** Prisma's own advisory lock, so that `prisma migrate deploy` and this runner exclude each other. */
const prismaAdvisoryLock = 72_707_369;

const table = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

type Migration = { name: string; sql: string; checksum: string };

/** The migrations of this version, oldest first. */
export function readMigrations(folder: string = fileURLToPath(new URL('../../prisma/migrations', import.meta.url))): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(`${folder}/${name}/migration.sql`, 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

/**
 * Brings the database at `url` to this version, under an advisory lock: several processes may call it at once. Writes the rows
 * that `prisma migrate deploy` writes, so that both agree. Returns the names applied now. Throws when the database was changed
 * by a newer version or an applied migration differs from ours: nothing is applied then.
 */
export async function migrate(url: string, migrations: Migration[] = readMigrations()): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [prismaAdvisoryLock]);
    await client.query(table);
    const { rows } = await client.query<{ migration_name: string; checksum: string; finished: boolean }>(
      'SELECT migration_name, checksum, finished_at IS NOT NULL AS finished FROM "_prisma_migrations" WHERE rolled_back_at IS NULL',
    );
    const pending = pendingMigrations(rows, migrations);
    for (const migration of pending) await apply(client, migration);
    return pending.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

function pendingMigrations(rows: { migration_name: string; checksum: string; finished: boolean }[], migrations: Migration[]): Migration[] {
  const ours = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of rows) {
    const migration = ours.get(row.migration_name);
    if (!migration)
      throw new Error(
        `The database holds the migration ${row.migration_name}, which this version does not know: it was used by a newer version.`,
      );
    if (!row.finished) throw new Error(`The migration ${row.migration_name} was begun and not finished. See prisma migrate resolve.`);
    if (migration.checksum !== row.checksum)
      throw new Error(`The migration ${row.migration_name} differs from the one that was applied to this database.`);
  }
  const applied = new Set(rows.map((row) => row.migration_name));
  return migrations.filter((migration) => !applied.has(migration.name));
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(migration.sql);
    await client.query(
      'INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, started_at, applied_steps_count) VALUES ($1, $2, clock_timestamp(), $3, now(), 1)',
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(`The migration ${migration.name} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
