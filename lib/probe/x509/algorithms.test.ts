import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encodeDer, encodeObjectIdentifier } from '../../simulation/certificate-factory-der.ts';
import { readKeyFacts, readSignatureFacts } from './algorithms.ts';
import { readDer } from './der.ts';

const signatureFactsOf = (type: string, ...parameters: Uint8Array[]) =>
  readSignatureFacts(readDer(encodeDer(0x30, encodeObjectIdentifier(type), ...parameters)));
const pss = '1.2.840.113549.1.1.10';
const sha384 = encodeDer(0x30, encodeObjectIdentifier('2.16.840.1.101.3.4.2.2'));

describe('signature algorithms', () => {
  it('tell the hash of RSASSA-PSS from its parameters, SHA-1 when there are none', () => {
    expect(signatureFactsOf(pss, encodeDer(0x30, encodeDer(0xa0, sha384)))).toEqual({ algorithm: 'RSA-PSS', hash: 'SHA-384' });
    expect(signatureFactsOf(pss, encodeDer(0x30))).toEqual({ algorithm: 'RSA-PSS', hash: 'SHA-1' });
  });

  it('are called by their object identifier when nobody knows them', () => {
    expect(signatureFactsOf('1.2.3.4')).toEqual({ algorithm: '1.2.3.4', hash: null });
    expect(signatureFactsOf('1.3.101.112')).toEqual({ algorithm: 'Ed25519', hash: null });
  });
});

describe('keys', () => {
  const factsOf = (publicKey: { export(options: { type: 'spki'; format: 'der' }): Buffer }) =>
    readKeyFacts(readDer(publicKey.export({ type: 'spki', format: 'der' })));

  it('tell algorithm, size and curve as OpenSSL writes them', () => {
    expect(factsOf(generateKeyPairSync('rsa-pss', { modulusLength: 1024 }).publicKey)).toEqual({
      algorithm: 'RSA-PSS',
      bits: 1024,
      curve: null,
    });
    expect(factsOf(generateKeyPairSync('rsa', { modulusLength: 1023 }).publicKey)).toEqual({ algorithm: 'RSA', bits: 1023, curve: null });
    expect(factsOf(generateKeyPairSync('ec', { namedCurve: 'secp521r1' }).publicKey)).toEqual({
      algorithm: 'EC',
      bits: 521,
      curve: 'P-521',
    });
    expect(factsOf(generateKeyPairSync('ed448').publicKey)).toEqual({ algorithm: 'Ed448', bits: null, curve: null });
  });

  it('on an unknown curve keep its object identifier, and say when the curve is written out', () => {
    expect(factsOf(generateKeyPairSync('ec', { namedCurve: 'sect283k1' }).publicKey)).toEqual({
      algorithm: 'EC',
      bits: null,
      curve: '1.3.132.0.16',
    });
    const explicit = generateKeyPairSync('ec', { namedCurve: 'prime256v1', paramEncoding: 'explicit' });
    expect(factsOf(explicit.publicKey)).toEqual({ algorithm: 'EC', bits: null, curve: 'explicit parameters' });
  });
});
