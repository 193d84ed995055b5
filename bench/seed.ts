import { parseArgs } from 'node:util';
import { now } from '#lib/clock.ts';
import { createDatabase } from '#lib/db/client.ts';
import { migrate } from '#lib/db/migrate.ts';
import { databaseUrl } from '#lib/db/url.ts';
import { seedFleet } from './seeded-fleet/seed-fleet.ts';

/**
 * Fills the empty database that DATABASE_URL names with a made-up fleet, the same for the same seed and day:
 * `DATABASE_URL=… node bench/seed.ts [--endpoints 10000] [--seed port636]`.
 */
const { values: flags } = parseArgs({
  options: { endpoints: { type: 'string', default: '10000' }, seed: { type: 'string', default: 'port636' } },
});
const endpointCount = Math.max(10, Math.min(50_000, Math.trunc(Number(flags.endpoints)) || 10_000));
const url = databaseUrl();
await migrate(url);
const db = createDatabase(url);
if ((await db.host.count()) > 0) {
  console.error('The database has hosts already. The made-up fleet goes into an empty one only.');
  process.exitCode = 1;
} else {
  const fleet = await seedFleet(db, {
    seed: flags.seed,
    endpointCount,
    today: now(),
    onProgress: (saved) => saved % 1_000 === 0 && console.error(`${saved} of ${endpointCount} doors`),
  });
  console.log(`${fleet.hostCount} hosts, ${fleet.endpointCount} doors, ${fleet.certificateCount} certificates.`);
}
await db.$disconnect();
