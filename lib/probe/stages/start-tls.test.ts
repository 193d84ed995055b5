import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startBrokenServer } from '../../simulation/broken-server.ts';
import { encodeResult, operation } from '../../simulation/ldap-messages.ts';
import { type LdapServerOptions, type Misbehaviour, startLdapServer } from '../../simulation/ldap-server.ts';
import type { SimulatedServer } from '../../simulation/listener.ts';
import { createTestAuthority, onlyAttempt, outcomeOf, probePort } from '../testing/probe-setup.ts';

let tls: { cert: string; key: string };
let server: SimulatedServer | undefined;

beforeAll(async () => {
  tls = await (await createTestAuthority()).tls();
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function startTlsOf(options: LdapServerOptions) {
  server = await startLdapServer({ transport: 'plain', ...options });
  return onlyAttempt(await probePort(server.port, { timeouts: { startTlsMs: 200, totalMs: 500 } }, 'starttls')).startTls;
}

describe('StartTLS', () => {
  it('that the server does not know is refused with its result and words', async () => {
    expect(await startTlsOf({})).toMatchObject({
      code: 'refused',
      detail: { resultCode: 2, diagnosticMessage: 'unsupported extended operation' },
    });
  });

  it.each<[string, string, Misbehaviour]>([
    ['silence', 'timeout', 'silent'],
    ['the end of the connection', 'closed', 'close'],
    ['a reset', 'reset', 'reset'],
    ['something else', 'not-ldap', { bytes: Buffer.from('-ERR unknown command\r\n') }],
    ['an announced gigabyte', 'message-too-large', { bytes: Buffer.from('30843fffffff020101', 'hex') }],
  ])('that is answered with %s has the code %s', async (_what, code, misbehaviour) => {
    expect(outcomeOf(await startTlsOf({ onRequest: () => misbehaviour }))).toBe(code);
  });

  it('is not continued when bytes are slipped in before TLS', async () => {
    const slipped = (messageId: number) =>
      Buffer.concat([encodeResult(messageId, operation.extendedResponse, 0), Buffer.from([0x30, 0x0c, 0x02])]);
    expect(await startTlsOf({ tls, onRequest: () => ({ bytes: slipped }) })).toMatchObject({
      code: 'unclassified',
      detail: { resultCode: 0 },
    });
  });

  it('meets a mail server', async () => {
    server = await startBrokenServer('smtp-banner');
    const seen = onlyAttempt(await probePort(server.port, { timeouts: { startTlsMs: 200, totalMs: 500 } }, 'starttls'));
    expect(outcomeOf(seen.startTls)).toBe('not-ldap');
  });
});
