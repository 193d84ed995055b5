import 'reflect-metadata';
import { createECDH, createHash } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { FleetPlan, PlannedLeaf } from './plan-fleet.ts';

/** DER bytes of every certificate of a plan, in the order of its lists. */
export type IssuedFleet = { authorities: readonly Uint8Array[]; leaves: readonly Uint8Array[] };

type Signer = { name: string; publicKey: CryptoKey; privateKey: CryptoKey };

/** PKCS #8 of an Ed25519 key is this and its 32 bytes (RFC 8410 section 7). */
const ED25519_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Issues the certificates of a plan. Authorities sign with Ed25519, whose signatures and whose keys come from the seed alone, and the
 * servers have P-256 keys from the seed: the same plan and seed give the same bytes on every machine.
 */
export async function issueCertificates(plan: FleetPlan, seed: string): Promise<IssuedFleet> {
  const signers: Signer[] = [];
  const authorities: Uint8Array[] = [];
  for (const [number, { name, issuer, notBefore, notAfter }] of plan.authorities.entries()) {
    const own = await signerOf(`${seed}/authority/${number}`, `CN=${name},DC=corp,DC=example`);
    const above = (issuer === null ? undefined : signers[issuer]) ?? own;
    const certificate = await X509CertificateGenerator.create({
      serialNumber: digest(`${seed}/authority serial/${number}`).subarray(0, 15).toString('hex'),
      subject: reversed(own.name),
      issuer: reversed(above.name),
      notBefore,
      notAfter,
      publicKey: own.publicKey,
      signingKey: above.privateKey,
      signingAlgorithm: { name: 'Ed25519' },
      extensions: [
        new BasicConstraintsExtension(true, issuer === null ? undefined : 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
        await SubjectKeyIdentifierExtension.create(own.publicKey),
        ...(issuer === null ? [] : [await AuthorityKeyIdentifierExtension.create(above.publicKey)]),
      ],
    });
    signers.push(own);
    authorities.push(new Uint8Array(certificate.rawData));
  }
  const identifiers = await Promise.all(signers.map(({ publicKey }) => AuthorityKeyIdentifierExtension.create(publicKey)));
  const leaves: Uint8Array[] = [];
  for (const [number, leaf] of plan.leaves.entries()) {
    const signer = signers[leaf.authority];
    const identifier = identifiers[leaf.authority];
    if (signer === undefined || identifier === undefined) throw new Error(`The plan has no authority ${leaf.authority}.`);
    leaves.push(await issueLeaf(leaf, signer, identifier, `${seed}/leaf/${number}`));
  }
  return { authorities, leaves };
}

async function issueLeaf(
  leaf: PlannedLeaf,
  signer: Signer,
  identifier: AuthorityKeyIdentifierExtension,
  seed: string,
): Promise<Uint8Array> {
  const publicKey = await serverKey(seed);
  const certificate = await X509CertificateGenerator.create({
    serialNumber: digest(`${seed}/serial`).subarray(0, 15).toString('hex'),
    subject: [{ CN: [leaf.names[0] ?? ''] }],
    issuer: reversed(signer.name),
    notBefore: leaf.notBefore,
    notAfter: leaf.notAfter,
    publicKey,
    signingKey: signer.privateKey,
    signingAlgorithm: { name: 'Ed25519' },
    extensions: [
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment, true),
      new ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']),
      new SubjectAlternativeNameExtension(leaf.names.map((value) => ({ type: 'dns' as const, value }))),
      await SubjectKeyIdentifierExtension.create(publicKey),
      identifier,
    ],
  });
  return new Uint8Array(certificate.rawData);
}

/** Certificates hold names outermost part first. */
const reversed = (name: string) =>
  name
    .split(',')
    .reverse()
    .map((part) => {
      const [type = '', value = ''] = part.split('=');
      return { [type]: [value] };
    });

async function signerOf(seed: string, name: string): Promise<Signer> {
  const pkcs8 = Uint8Array.from(Buffer.concat([ED25519_HEAD, digest(seed)]));
  const privateKey = await crypto.subtle.importKey('pkcs8', pkcs8, { name: 'Ed25519' }, true, ['sign']);
  const { x, kty, crv } = await crypto.subtle.exportKey('jwk', privateKey);
  if (x === undefined || kty === undefined || crv === undefined) throw new Error('The key does not tell its public half.');
  const publicKey = await crypto.subtle.importKey('jwk', { x, kty, crv }, { name: 'Ed25519' }, true, ['verify']);
  return { name, publicKey, privateKey };
}

async function serverKey(seed: string): Promise<CryptoKey> {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(digest(`${seed}/key`));
  return crypto.subtle.importKey('raw', Uint8Array.from(pair.getPublicKey()), { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify']);
}
