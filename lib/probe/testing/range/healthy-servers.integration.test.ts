import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { healthyServers } from './healthy-servers.ts';
import { judgeStanding, type Range, startRange } from './range.ts';

let range: Range;
beforeAll(async () => {
  range = await startRange(healthyServers);
});
afterAll(() => range.stop());

describe('two hundred servers in good health', () => {
  it('are all different', () => {
    expect(new Set(healthyServers.map(({ what }) => what)).size).toBe(200);
  });

  it.each(healthyServers.map(({ id, what }) => [id, what] as const))('%s raises no alarm (%s)', async (id) => {
    const standing = range.standing.find(({ endpoint }) => endpoint.id === id);
    if (standing === undefined) throw new Error(`${id} was not started`);
    const { diagnosis } = await judgeStanding(range, standing);
    expect(diagnosis.findings.filter(({ severity }) => severity !== 'notice')).toEqual([]);
    expect(diagnosis.crashed).toEqual([]);
    expect(diagnosis.verdict).toBe('healthy');
  });
});
