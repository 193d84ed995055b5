import { describe, expect, it } from 'vitest';
import { weakCipherKinds } from '../record.ts';
import { cipherSuiteOf, cipherSuites, suitesForVersion, suitesOfKind, suitesWithKeyExchange } from './cipher-suites.ts';

describe('the table of cipher suites', () => {
  it('names every number once', () => {
    expect(new Set(cipherSuites.map(({ number }) => number)).size).toBe(cipherSuites.length);
    expect(new Set(cipherSuites.map(({ name }) => name)).size).toBe(cipherSuites.length);
  });

  it.each([
    [0x0005, { name: 'TLS_RSA_WITH_RC4_128_SHA', kind: 'RC4', keyExchange: 'RSA', needsTls12: false }],
    [0x0016, { name: 'TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA', kind: '3DES', keyExchange: 'DHE' }],
    [0x0009, { name: 'TLS_RSA_WITH_DES_CBC_SHA', kind: 'DES' }],
    [0x0003, { name: 'TLS_RSA_EXPORT_WITH_RC4_40_MD5', kind: 'export', keyExchange: 'other' }],
    [0x0017, { name: 'TLS_DH_anon_EXPORT_WITH_RC4_40_MD5', kind: 'anonymous', keyExchange: 'DHE' }],
    [0xc015, { name: 'TLS_ECDH_anon_WITH_NULL_SHA', kind: 'NULL', keyExchange: 'ECDHE' }],
    [0x003b, { name: 'TLS_RSA_WITH_NULL_SHA256', kind: 'NULL', needsTls12: true }],
    [0xc02f, { name: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', kind: null, keyExchange: 'ECDHE', needsTls12: true }],
    [0xc09d, { name: 'TLS_RSA_WITH_AES_256_CCM', needsTls12: true }],
    [0xcca8, { name: 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256', needsTls12: true }],
    [0x002f, { name: 'TLS_RSA_WITH_AES_128_CBC_SHA', kind: null, keyExchange: 'RSA', needsTls12: false }],
  ] as const)('knows %i as its worst kind, with its key exchange', (number, facts) => {
    expect(cipherSuiteOf(number)).toMatchObject(facts);
  });

  it('has suites of every weak kind, each in one kind alone', () => {
    const all = weakCipherKinds.flatMap((kind) => suitesOfKind(kind));
    for (const kind of weakCipherKinds) expect(suitesOfKind(kind).length).toBeGreaterThan(2);
    expect(new Set(all).size).toBe(all.length);
  });

  it('offers under 64 suites for a version, as Windows Server 2003 reads no more, and nothing of TLS 1.2 to older versions', () => {
    expect(suitesForVersion(true).length).toBeLessThan(64);
    expect(suitesForVersion(false).some(({ name }) => /GCM|SHA256|SHA384|CCM/.test(name))).toBe(false);
    expect(suitesForVersion(false).map(({ number }) => number)).toContain(0x000a);
    for (const { kind } of suitesForVersion(true)) expect([null, 'RC4', '3DES']).toContain(kind);
  });

  it('sorts by key exchange', () => {
    expect(suitesWithKeyExchange('RSA').every(({ name }) => name.startsWith('TLS_RSA_WITH_'))).toBe(true);
    expect(suitesWithKeyExchange('DHE').every(({ name }) => name.startsWith('TLS_DHE_'))).toBe(true);
    expect(cipherSuiteOf(0x1301)).toBeUndefined();
  });
});
