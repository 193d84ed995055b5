import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rules } from '../../../diagnosis/rules/index.ts';
import { judgeStanding, type Range, rangeEndpoints, startRange } from './range.ts';

let range: Range;
beforeAll(async () => {
  range = await startRange();
});
afterAll(() => range.stop());

describe('the range', () => {
  it('has names that are unique, and findings that exist', () => {
    const ids = rangeEndpoints.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    const known = new Set(rules.map(({ id }) => id));
    expect(rangeEndpoints.flatMap(({ finds }) => finds).filter((id) => !known.has(id))).toEqual([]);
  });
});

/** Not in the range: what is not probed at all. It is proven by evidence alone. */
const withoutEndpoint = ['ldaps-not-intended'];

describe('the catalog', () => {
  it('has an endpoint of the range for every rule', () => {
    const found = new Set(rangeEndpoints.flatMap(({ finds }) => finds));
    expect(rules.map(({ id }) => id).filter((id) => !found.has(id))).toEqual(withoutEndpoint);
  });
});

describe.concurrent('an endpoint of the range', () => {
  it.for(rangeEndpoints.map(({ id, what, finds }) => [id, what, finds] as const))('%s (%s) gives %j', async ([id, , finds], { expect }) => {
    const standing = range.standing.find(({ endpoint }) => endpoint.id === id);
    if (standing === undefined) throw new Error(`${id} was not started`);
    const { diagnosis } = await judgeStanding(range, standing);
    expect(diagnosis.findings.map((finding) => finding.id)).toEqual([...finds]);
    expect(diagnosis.crashed).toEqual([]);
    const worst = diagnosis.findings.find(({ severity }) => severity !== 'notice');
    expect(diagnosis.verdict).toBe(standing.endpoint.unknown === true ? 'unknown' : (worst?.severity ?? 'healthy'));
  });
});
