import { describe, expect, it } from 'vitest';
import { resolveStage, secondLookStage } from './evidence.ts';

describe('a record', () => {
  it('from before left-out addresses and unanswered lookups were kept is still read', () => {
    const addresses = [{ address: '192.0.2.1', family: 4 }];
    expect(resolveStage.parse({ status: 'ok', ms: 1, data: { source: 'dns', resolvers: [], addresses } })).toMatchObject({
      data: { addresses, leftOutCount: 0, unanswered: [] },
    });
  });

  it('from before further greetings were tried in the second look is still read', () => {
    const plainPort = { port: 389, connect: 'ok', rootDse: null, startTlsResultCode: 52, startTlsMessage: null };
    const data = { unprompted: 'silent', firstBytes: null, looksLike: null, plainLdapOnTlsPort: 'reset', plainPort };
    expect(secondLookStage.parse({ status: 'ok', ms: 1, data })).toEqual({
      status: 'ok',
      ms: 1,
      data: { ...data, plainPort: { ...plainPort, startTlsHandshake: null }, withoutServerName: null, oldStack: null, again: null },
    });
  });
});
