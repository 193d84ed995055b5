import { describe, expect, it } from 'vitest';
import { makeDeepScan, scannedAt } from '../testing/deep-scan-factory.ts';
import { evidenceOf, makeAttempt, makeEvidence, probedAt } from '../testing/evidence-factory.ts';
import { handshakeFails } from '../testing/evidence-of-failures.ts';
import { runRule } from '../testing/rule-testing.ts';
import { weakCipher } from './weak-cipher.ts';

const agreed = (name: string, standardName: string) =>
  evidenceOf(makeAttempt({ handshake: { status: 'ok', data: { protocol: 'TLSv1.2', cipher: { name, standardName } } } }));
const deepScan = makeDeepScan({
  weakCiphers: [
    { name: 'TLS_RSA_WITH_3DES_EDE_CBC_SHA', kind: '3DES', protocol: 'TLSv1.2' },
    { name: 'TLS_RSA_WITH_RC4_128_SHA', kind: 'RC4', protocol: 'TLSv1' },
  ],
});

describe('weak-cipher', () => {
  it.each([
    ['RC4-SHA', 'TLS_RSA_WITH_RC4_128_SHA', 'RC4'],
    ['DES-CBC3-SHA', 'TLS_RSA_WITH_3DES_EDE_CBC_SHA', '3DES'],
    ['DES-CBC-SHA', 'TLS_RSA_WITH_DES_CBC_SHA', 'DES'],
    ['EXP-RC4-MD5', 'TLS_RSA_EXPORT_WITH_RC4_40_MD5', 'export'],
    ['NULL-SHA256', 'TLS_RSA_WITH_NULL_SHA256', 'NULL'],
    ['ADH-AES128-SHA', 'TLS_DH_anon_WITH_AES_128_CBC_SHA', 'anonymous'],
  ])('finds %s in the handshake', (name, standardName, kind) => {
    expect(runRule(weakCipher, agreed(name, standardName))).toMatchObject({
      summary: `dc01.corp.example:636 chose the weak cipher suite ${standardName} (${kind}).`,
      facts: { agreed: standardName, kinds: [kind] },
    });
  });

  it.each([
    ['ECDHE-RSA-AES256-GCM-SHA384', 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'],
    ['DHE-RSA-CHACHA20-POLY1305', 'TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256'],
    ['AES128-SHA', 'TLS_RSA_WITH_AES_128_CBC_SHA'],
    ['CAMELLIA256-SHA', 'TLS_RSA_WITH_CAMELLIA_256_CBC_SHA'],
  ])('lets %s alone', (name, standardName) => {
    expect(runRule(weakCipher, agreed(name, standardName))).toBeNull();
  });

  it('finds what the deep scan was given, and says when', () => {
    expect(runRule(weakCipher, makeEvidence(), { knowledge: { deepScan } })).toMatchObject({
      summary:
        'dc01.corp.example:636 agrees to weak cipher suites when a client offers nothing better: 3DES and RC4 (deep scan of 2026-11-20 06:00 UTC).',
      facts: { agreed: null, kinds: ['3DES', 'RC4'], seenAt: scannedAt.toISOString() },
    });
  });

  it('passes on a healthy server, with and without a deep scan', () => {
    expect(runRule(weakCipher, makeEvidence())).toBeNull();
    expect(runRule(weakCipher, makeEvidence(), { knowledge: { deepScan: makeDeepScan() } })).toBeNull();
  });

  it('does not count a deep scan older than a week, nor one of another address', () => {
    const later = new Date(probedAt.getTime() + 8 * 86_400_000);
    expect(runRule(weakCipher, makeEvidence(), { knowledge: { deepScan }, now: later })).toBeNull();
    expect(runRule(weakCipher, makeEvidence(), { knowledge: { deepScan: { ...deepScan, address: '192.0.2.99' } } })).toBeNull();
  });

  it('does not apply without a finished handshake', () => {
    expect(runRule(weakCipher, handshakeFails('alert-no-shared-cipher'), { knowledge: { deepScan } })).toBe('not-applicable');
  });
});
