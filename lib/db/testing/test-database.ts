import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { createDatabase, type Database } from '../client.ts';
import { migrate } from '../migrate.ts';

/** An empty database at this version's schema, for one test file. */
export type TestDatabase = { url: string; db: Database; stop: () => Promise<void> };

/** Makes a fresh, migrated database in the server of the integration run; `stop` drops it. */
export async function startTestDatabase(options: { migrated?: boolean } = {}): Promise<TestDatabase> {
  const serverUrl = inject('databaseServerUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, `CREATE DATABASE ${name}`);
  const address = new URL(serverUrl);
  address.pathname = `/${name}`;
  const url = address.href;
  if (options.migrated !== false) await migrate(url);
  const db = createDatabase(url);
  return {
    url,
    db,
    stop: async () => {
      await db.$disconnect();
      await onServer(serverUrl, waitUntilAlone(name), `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

/** Gives connections that are being closed five seconds: one that is cut off instead throws where nobody can catch it. */
const waitUntilAlone = (name: string): string => `DO $$ BEGIN
  FOR attempt IN 1..100 LOOP
    PERFORM pg_stat_clear_snapshot();
    EXIT WHEN NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = '${name}');
    PERFORM pg_sleep(0.05);
  END LOOP;
END $$`;

async function onServer(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const sql of statements) await client.query(sql);
  } finally {
    await client.end();
  }
}
