import type { Database } from '../../db/client.ts';

/** More than people choose from. */
const choicesMax = 1_000;

/** What changes of many hosts can name: domains, locations and the tags that hosts have. */
export async function readChoices(db: Database): Promise<{ domains: string[]; locations: string[]; tags: string[] }> {
  const [choices] = await db.$queryRaw<{ domains: string[]; locations: string[]; tags: string[] }[]>`
    SELECT ARRAY(SELECT name FROM domains ORDER BY name LIMIT ${choicesMax}) AS domains,
      ARRAY(SELECT name FROM locations ORDER BY name LIMIT ${choicesMax}) AS locations,
      ARRAY(SELECT DISTINCT tag FROM hosts CROSS JOIN unnest(tags) AS tag ORDER BY tag LIMIT ${choicesMax}) AS tags`;
  return choices ?? { domains: [], locations: [], tags: [] };
}
