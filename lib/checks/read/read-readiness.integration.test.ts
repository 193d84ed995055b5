import { describe, expect, it } from 'vitest';
import { startTestDatabase } from '../../db/testing/test-database.ts';
import { readReadiness } from './read-readiness.ts';
import { ago, FleetFixture, now } from './testing/fleet-fixture.ts';

const fleet = new FleetFixture();

describe('readiness', () => {
  it('needs the database, whole migrations and a worker that was heard of lately', async () => {
    expect(await readReadiness(fleet.db, { now })).toEqual({
      ready: true,
      checks: [
        { name: 'database', ok: true },
        { name: 'migrations', ok: true },
        { name: 'worker', ok: true },
      ],
    });
    expect(await readReadiness(fleet.db, { now: ago(-60) })).toMatchObject({
      ready: false,
      checks: [{ ok: true }, { ok: true }, { ok: false }],
    });
  });

  it('is refused, and no error thrown, without a schema', async () => {
    const empty = await startTestDatabase({ migrated: false });
    const { ready, checks } = await readReadiness(empty.db, { now });
    await empty.stop();
    expect([ready, ...checks.map(({ ok }) => ok)]).toEqual([false, true, false, false]);
  });
});
