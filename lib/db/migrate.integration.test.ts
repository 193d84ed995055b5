import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate, readMigrations } from './migrate.ts';
import { startTestDatabase, type TestDatabase } from './testing/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase({ migrated: false });
});
afterAll(() => database.stop());

const rows = async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const result = await client.query(
    'SELECT migration_name, checksum, applied_steps_count FROM "_prisma_migrations" ORDER BY migration_name',
  );
  await client.end();
  return result.rows;
};

describe('migrate', () => {
  it('lets exactly one of four processes that start at once apply each migration', async () => {
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(database.url)));
    const names = readMigrations().map(({ name }) => name);
    expect(applied.flat().sort()).toEqual(names);
    expect(await rows()).toEqual(
      readMigrations().map(({ name, checksum }) => ({ migration_name: name, checksum, applied_steps_count: 1 })),
    );
  });

  it('applies nothing to a database that is up to date', async () => {
    expect(await migrate(database.url)).toEqual([]);
  });

  it('applies a failing migration not at all and names it', async () => {
    const broken = { name: '29990101000000_broken', sql: 'CREATE TABLE half_done (id int); SELECT no_such_function();', checksum: 'x' };
    await expect(migrate(database.url, [...readMigrations(), broken])).rejects.toThrow(
      '29990101000000_broken failed: function no_such_function() does not exist',
    );
    expect((await rows()).map((row) => row.migration_name)).not.toContain(broken.name);
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    expect((await client.query("SELECT to_regclass('half_done') AS found")).rows).toEqual([{ found: null }]);
    await client.end();
  });

  it('refuses a database that a newer version has used, and a migration that was edited after it was applied', async () => {
    const all = readMigrations();
    await expect(migrate(database.url, all.slice(1))).rejects.toThrow('used by a newer version');
    await expect(
      migrate(
        database.url,
        all.map((migration) => ({ ...migration, checksum: 'edited' })),
      ),
    ).rejects.toThrow('differs from the one that was applied');
  });
});
