import { describe, expect, it } from 'vitest';
import type { DeepScan } from '../../probe/deep-scan/record.ts';
import { makeDeepScan, makeOffer, scannedAt } from '../testing/deep-scan-factory.ts';
import { evidenceOf, makeAttempt, makeEvidence, type Overrides, probedAt } from '../testing/evidence-factory.ts';
import { handshakeFails } from '../testing/evidence-of-failures.ts';
import { runRule } from '../testing/rule-testing.ts';
import { weakKeyExchange } from './weak-key-exchange.ts';

const agreed = (protocol: string, ephemeralKey: { type: string; name: string | null; bits: number | null } | null) =>
  evidenceOf(makeAttempt({ handshake: { status: 'ok', data: { protocol, ephemeralKey } } }));
const scanned = (overrides: Overrides<DeepScan>, now = probedAt) =>
  runRule(weakKeyExchange, makeEvidence(), { knowledge: { deepScan: makeDeepScan(overrides) }, now });

describe('weak-key-exchange', () => {
  it('finds a static RSA key exchange in the handshake, below TLS 1.3 alone', () => {
    expect(runRule(weakKeyExchange, agreed('TLSv1.2', null))).toMatchObject({
      summary: 'dc01.corp.example:636 chose a static RSA key exchange, without forward secrecy.',
      facts: { agreed: true, staticRsa: true, finiteFieldBits: null },
    });
    expect(runRule(weakKeyExchange, agreed('TLSv1.3', null))).toBeNull();
  });

  it.each([
    [1024, true],
    [2047, true],
    [2048, false],
    [4096, false],
  ])('judges a Diffie-Hellman group of %i bits', (bits, weak) => {
    const found = runRule(weakKeyExchange, agreed('TLSv1.2', { type: 'DH', name: null, bits }));
    if (weak) expect(found).toMatchObject({ summary: `dc01.corp.example:636 chose a Diffie-Hellman key exchange of ${bits} bits.` });
    else expect(found).toBeNull();
  });

  it('lets the bits of elliptic curves alone', () => {
    expect(runRule(weakKeyExchange, agreed('TLSv1.2', { type: 'ECDH', name: 'prime256v1', bits: 256 }))).toBeNull();
  });

  it('finds in the deep scan what current clients do not choose, and says when', () => {
    expect(scanned({ staticRsaKeyExchange: true, finiteFieldBits: 1024 })).toMatchObject({
      summary:
        'dc01.corp.example:636 agrees to a Diffie-Hellman key exchange of 1024 bits and a static RSA key exchange, without forward secrecy (deep scan of 2026-11-20 06:00 UTC).',
      facts: { agreed: false, staticRsa: true, finiteFieldBits: 1024, seenAt: scannedAt.toISOString() },
    });
    const small = makeOffer('TLSv1.2', { cipher: 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA', ephemeralKey: { type: 'DH', name: null, bits: 768 } });
    expect(scanned({ versions: [small] })).toMatchObject({ facts: { finiteFieldBits: 768 } });
    expect(scanned({ versions: [makeOffer('TLSv1.2', { cipher: 'TLS_RSA_WITH_AES_256_GCM_SHA384', ephemeralKey: null })] })).toMatchObject({
      facts: { staticRsa: true },
    });
  });

  it('passes when neither tells anything weak, or nothing is known', () => {
    expect(scanned({})).toBeNull();
    expect(scanned({ staticRsaKeyExchange: null, finiteFieldBits: null })).toBeNull();
    expect(runRule(weakKeyExchange, makeEvidence())).toBeNull();
  });

  it('does not count a deep scan older than a week', () => {
    expect(scanned({ staticRsaKeyExchange: true }, new Date(scannedAt.getTime() + 8 * 86_400_000))).toBeNull();
  });

  it('does not apply without a finished handshake', () => {
    expect(runRule(weakKeyExchange, handshakeFails('timeout'))).toBe('not-applicable');
  });
});
