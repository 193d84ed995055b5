import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { encodeBer, encodeEntry, encodeResult, operation } from '../../simulation/ldap-messages.ts';
import { type LdapServerOptions, type Misbehaviour, startLdapServer } from '../../simulation/ldap-server.ts';
import type { SimulatedServer } from '../../simulation/listener.ts';
import { limits } from '../limits.ts';
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

async function directoryOf(options: LdapServerOptions) {
  server = await startLdapServer({ tls, ...options });
  return onlyAttempt(await probePort(server.port, { timeouts: { directoryMs: 300 } })).directory;
}

const answering = (misbehaviour: Misbehaviour): LdapServerOptions => ({ onRequest: () => misbehaviour });

describe('a rootDSE that cannot be read', () => {
  it.each<[string, string, Misbehaviour]>([
    ['silence', 'timeout', 'silent'],
    ['the end of the connection', 'closed', 'close'],
    ['a reset', 'reset', 'reset'],
    ['garbage', 'not-ldap', { bytes: Buffer.from('GARBAGE GARBAGE') }],
    ['HTTP', 'not-ldap', { bytes: Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n') }],
    ['a sequence that is no LDAP message', 'not-ldap', { bytes: encodeBer(0x30, Buffer.from('hello')) }],
    ['an indefinite length', 'not-ldap', { bytes: Buffer.from('30800201016500', 'hex') }],
    [
      'an intermediate response',
      'not-ldap',
      { bytes: (id) => encodeBer(0x30, Buffer.concat([encodeBer(2, Buffer.of(id)), encodeBer(0x79, [])])) },
    ],
    ['a result of another operation', 'not-ldap', { bytes: (id) => encodeResult(id, operation.bindResponse, 0) }],
    ['an answer to nobody', 'timeout', { bytes: (id) => encodeResult(id + 1, operation.searchDone, 0) }],
    ['an announced gigabyte', 'message-too-large', { bytes: Buffer.from('30843fffffff020101', 'hex') }],
    ['busy', 'result', { resultCode: 51, options: { message: 'too busy' } }],
    ['unavailable', 'result', { resultCode: 52, options: { message: 'shutting down' } }],
    ['a referral', 'referral', { resultCode: 10, options: { referral: 'ldap://other.example.test/' } }],
    ['an unknown result', 'result', { resultCode: 4711 }],
    [
      'a notice of disconnection',
      'disconnected',
      { bytes: encodeResult(0, operation.extendedResponse, 52, { message: 'going down', oid: '1.3.6.1.4.1.1466.20036' }) },
    ],
  ])('because of %s has the code %s', async (_what, code, misbehaviour) => {
    expect(outcomeOf(await directoryOf(answering(misbehaviour)))).toBe(code);
  });

  it.each([
    ['a value longer than its set', '0400' + '3009' + '3007' + '040161' + '3102' + '0464'],
    ['a value longer than the message', '0400' + '3009' + '3007' + '040161' + '3164' + '0464'],
    ['an attribute longer than its list', '0400' + '3009' + '3064' + '040161' + '3102' + '0400'],
    ['a list longer than the message', '0400' + '3064' + '3007' + '040161' + '3102' + '0400'],
    ['a name longer than the message', '0464'],
    ['nothing inside', ''],
  ])('because of an entry with %s has the code not-ldap, at once', async (_what, content) => {
    const entry = (id: number) =>
      encodeBer(0x30, Buffer.concat([encodeBer(2, Buffer.of(id)), encodeBer(operation.searchEntry, Buffer.from(content, 'hex'))]));
    const bytes = (id: number) => Buffer.concat([entry(id), encodeResult(id, operation.searchDone, 0)]);
    expect(outcomeOf(await directoryOf(answering({ bytes })))).toBe('not-ldap');
  });

  it('keeps result code and message of the server', async () => {
    expect(await directoryOf(answering({ resultCode: 51, options: { message: 'too busy\u0000' } }))).toMatchObject({
      detail: { resultCode: 51, diagnosticMessage: 'too busy' },
    });
  });

  it('keeps where a referral leads', async () => {
    const directory = await directoryOf(answering({ resultCode: 10, options: { referral: 'ldap://other.example.test/' } }));
    expect(directory).toMatchObject({ detail: { resultCode: 10, message: expect.stringContaining('ldap://other.example.test/') } });
  });

  it('keeps what a notice of disconnection says', async () => {
    const bytes = encodeResult(0, operation.extendedResponse, 52, { message: 'going down', oid: '1.3.6.1.4.1.1466.20036' });
    expect(await directoryOf(answering({ bytes }))).toMatchObject({ detail: { resultCode: 52, diagnosticMessage: 'going down' } });
  });

  it('because there is no entry has the code empty', async () => {
    expect(outcomeOf(await directoryOf({ rootDse: null }))).toBe('empty');
  });

  it('costs next to no processor time, however large the message is announced', async () => {
    const flood = Buffer.concat([Buffer.from('30840000fff0020101', 'hex'), Buffer.alloc(60_000)]);
    const before = process.cpuUsage();
    const directory = await directoryOf(answering({ bytes: Buffer.concat([flood, flood, flood, flood, flood, flood]) }));
    const { user, system } = process.cpuUsage(before);
    expect(['not-ldap', 'message-too-large']).toContain(outcomeOf(directory));
    expect((user + system) / 1000).toBeLessThan(250);
  });
});

describe('a rootDSE that can be read', () => {
  it('may come one byte at a time', async () => {
    const whole = (messageId: number) =>
      Buffer.concat([
        encodeEntry(messageId, '', { vendorName: ['Example'], namingContexts: ['dc=a', 'dc=b'] }, true),
        encodeResult(messageId, operation.searchDone, 0),
      ]);
    const onRequest: LdapServerOptions['onRequest'] = ({ kind }) => (kind === 'search' ? { bytes: whole, oneByOne: true } : undefined);
    const directory = await directoryOf({ onRequest });
    expect(directory).toMatchObject({ data: { rootDse: { vendorName: ['Example'], namingContexts: ['dc=a', 'dc=b'] } } });
  });

  it('keeps the spelling of the server and drops what cannot be stored', async () => {
    const kept = { defaultnamingcontext: ['dc=a'], vendorVersion: ['1\u00000'] };
    const directory = await directoryOf({ rootDse: { ...kept, ['__proto__']: ['x'], '__proto__\u0000': ['x'] } });
    const rootDse = directory.status === 'ok' ? directory.data.rootDse : {};
    expect(Object.entries(rootDse)).toEqual([
      ['defaultnamingcontext', ['dc=a']],
      ['vendorVersion', ['10']],
    ]);
  });

  it('is cut to a bounded number of attributes and values', async () => {
    const attributes = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`attribute${index}`, ['x']]));
    const directory = await directoryOf({ rootDse: { many: Array.from({ length: 700 }, String), ...attributes } });
    const rootDse: { many?: string[] } = directory.status === 'ok' ? directory.data.rootDse : {};
    expect(Object.keys(rootDse)).toHaveLength(limits.rootDseAttributes);
    expect(rootDse.many).toHaveLength(limits.rootDseValues);
  });
});
