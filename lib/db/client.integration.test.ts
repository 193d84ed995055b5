import { expect, it } from 'vitest';
import { createDatabase } from './client.ts';
import { startTestDatabase } from './testing/test-database.ts';

it('reads and writes times as they are, and counts days of 24 hours, on a server of whatever zone', async () => {
  const test = await startTestDatabase();
  await test.db.$executeRawUnsafe(`ALTER DATABASE "${new URL(test.url).pathname.slice(1)}" SET timezone TO 'America/New_York'`);
  const db = createDatabase(test.url);
  try {
    const createdAt = new Date('2026-03-07T12:00:00.000Z');
    await db.location.create({ data: { name: 'here', createdAt } });
    // The clocks of that zone change on the next day.
    const rows = await db.$queryRaw<object[]>`
      SELECT '2026-03-07T12:00:00Z'::timestamptz AS read, extract(epoch FROM created_at)::int AS written,
        extract(epoch FROM created_at + interval '30 days')::int AS "afterThirtyDays" FROM locations`;
    const written = createdAt.getTime() / 1_000;
    expect(rows).toEqual([{ read: createdAt, written, afterThirtyDays: written + 30 * 86_400 }]);
  } finally {
    await db.$disconnect();
    await test.stop();
  }
});
