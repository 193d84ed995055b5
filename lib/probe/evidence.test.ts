import { describe, expect, it } from 'vitest';
import { resolveStage } from './evidence.ts';

describe('a record', () => {
  it('from before left-out addresses and unanswered lookups were kept is still read', () => {
    const addresses = [{ address: '192.0.2.1', family: 4 }];
    expect(resolveStage.parse({ status: 'ok', ms: 1, data: { source: 'dns', resolvers: [], addresses } })).toMatchObject({
      data: { addresses, leftOutCount: 0, unanswered: [] },
    });
  });
});
