import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encodeCount, encodeDer, encodeObjectIdentifier } from '../../simulation/certificate-factory-der.ts';
import { readDer } from '../x509/der.ts';
import { verifySignature } from './verify-signature.ts';

const bytes = Buffer.from('what is signed');
const sha256 = encodeDer(0x30, encodeObjectIdentifier('2.16.840.1.101.3.4.2.1'), Uint8Array.of(5, 0));
const maskGeneration = encodeDer(0x30, encodeObjectIdentifier('1.2.840.113549.1.1.8'), sha256);
const identifiers = {
  rsa: encodeDer(0x30, encodeObjectIdentifier('1.2.840.113549.1.1.11'), Uint8Array.of(5, 0)),
  pss: encodeDer(
    0x30,
    encodeObjectIdentifier('1.2.840.113549.1.1.10'),
    encodeDer(0x30, encodeDer(0xa0, sha256), encodeDer(0xa1, maskGeneration), encodeDer(0xa2, encodeCount(32))),
  ),
  ecdsa: encodeDer(0x30, encodeObjectIdentifier('1.2.840.10045.4.3.2')),
  ed25519: encodeDer(0x30, encodeObjectIdentifier('1.3.101.112')),
  unknown: encodeDer(0x30, encodeObjectIdentifier('1.2.3.4')),
};
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const edwards = generateKeyPairSync('ed25519');
const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };

const cases: [keyof typeof identifiers, KeyObject, Buffer][] = [
  ['rsa', rsa.publicKey, sign('sha256', bytes, rsa.privateKey)],
  ['pss', rsa.publicKey, sign('sha256', bytes, { key: rsa.privateKey, ...pss })],
  ['ecdsa', ec.publicKey, sign('sha256', bytes, ec.privateKey)],
  ['ed25519', edwards.publicKey, sign(null, bytes, edwards.privateKey)],
];

describe('verifying a signature', () => {
  it.each(cases)('tells good from bad with %s', async (name, key, signature) => {
    const identifier = readDer(identifiers[name]);
    expect(await verifySignature(identifier, bytes, signature, key)).toBe('good');
    expect(await verifySignature(identifier, Buffer.from('what is not'), signature, key)).toBe('bad');
    expect(await verifySignature(identifier, bytes, signature.subarray(0, -1), key)).toBe('bad');
    expect(await verifySignature(identifier, bytes, Buffer.alloc(0), key)).toBe('bad');
  });

  it('uses a key only with the algorithms that are made for it', async () => {
    for (const [name, , signature] of cases) {
      for (const [other, key] of cases) {
        if (key !== cases.find(([each]) => each === name)?.[1]) {
          expect([name, other, await verifySignature(readDer(identifiers[name]), bytes, signature, key)]).toEqual([name, other, 'bad']);
        }
      }
    }
  });

  it('knows what it does not know', async () => {
    expect(await verifySignature(readDer(identifiers.unknown), bytes, Buffer.alloc(64), rsa.publicKey)).toBe('unsupported');
  });
});
