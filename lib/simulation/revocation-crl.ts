import { createPrivateKey, sign } from 'node:crypto';
import { now } from '#lib/clock.ts';
import { derChildren, readDer } from '../probe/x509/der.ts';
import { readCertificateFully } from '../probe/x509/read-certificate.ts';
import type { IssuedCertificate } from './certificate-factory.ts';
import { encodeCount, encodeDer, encodeObjectIdentifier, encodeText } from './certificate-factory-der.ts';
import { algorithmIdentifier, type SignatureHash } from './certificate-factory-resign.ts';

/** One Extension, its value as DER. */
export type TestExtension = { type: string; critical?: boolean; value: Uint8Array };

/** What a CRL shall say. */
export interface CrlOptions {
  /** Content octets of serial numbers with times and CRLReason numbers. */
  revoked?: readonly { serial: Uint8Array; revokedAt?: Date; reason?: number; extensions?: TestExtension[] }[];
  thisUpdate?: Date;
  /** Null leaves it out. Default: a week after thisUpdate. */
  nextUpdate?: Date | null;
  extensions?: TestExtension[];
  hash?: SignatureHash;
  /** Spoils the signature. */
  brokenSignature?: boolean;
  /** Without extensions and version, as of 1988. */
  version1?: boolean;
}

const DAY_MS = 86_400_000;

/** Content octets of a certificate's serial number. */
export const serialOf = (der: Uint8Array): Uint8Array => readCertificateFully(der).serial;

/** UTCTime. */
export const encodeUtcTime = (date: Date): Uint8Array =>
  encodeText(
    0x17,
    `${date
      .toISOString()
      .replace(/[-:T]|\.\d+Z/g, '')
      .slice(2)}Z`,
  );

/** Writes Extensions. */
export const encodeExtensions = (extensions: readonly TestExtension[]): Uint8Array =>
  encodeDer(
    0x30,
    ...extensions.map(({ type, critical = false, value }) =>
      encodeDer(0x30, encodeObjectIdentifier(type), ...(critical ? [Uint8Array.of(1, 1, 0xff)] : []), encodeDer(0x04, value)),
    ),
  );

/** Extension of a CRLReason. */
export const reasonExtension = (reason: number): TestExtension => ({ type: '2.5.29.21', value: Uint8Array.of(0x0a, 1, reason) });

/** Issuing distribution point: flags by their tag number, and one address. */
export const scopeExtension = (flags: readonly number[], address?: string): TestExtension => ({
  type: '2.5.29.28',
  critical: true,
  value: encodeDer(
    0x30,
    ...(address === undefined ? [] : [encodeDer(0xa0, encodeDer(0xa0, encodeText(0x86, address)))]),
    ...flags.map((flag) => (flag === 3 ? Uint8Array.of(0x83, 2, 6, 0x40) : Uint8Array.of(0x80 | flag, 1, 0xff))),
  ),
});

/** DER of the subject of a certificate. */
export function subjectDer(der: Uint8Array): Uint8Array {
  const fields = derChildren(derChildren(readDer(der))[0] ?? readDer(der));
  return fields[5]?.bytes ?? new Uint8Array();
}

/** Signs a CRL as the authority whose certificate and key are given. */
export function signCrl(issuer: IssuedCertificate, options: CrlOptions = {}): Uint8Array {
  const key = createPrivateKey(issuer.keyPem);
  const algorithm = algorithmIdentifier(key, options.hash ?? 'SHA-256');
  const { thisUpdate = new Date(now().getTime() - 3_600_000) } = options;
  const { nextUpdate = new Date(thisUpdate.getTime() + 7 * DAY_MS), revoked = [], version1 = false } = options;
  const entries = revoked.map(({ serial, revokedAt = thisUpdate, reason, extensions = [] }) => {
    const all = [...(reason === undefined ? [] : [reasonExtension(reason)]), ...extensions];
    return encodeDer(0x30, encodeDer(0x02, serial), encodeUtcTime(revokedAt), ...(all.length === 0 ? [] : [encodeExtensions(all)]));
  });
  const number: TestExtension = { type: '2.5.29.20', value: encodeCount(7) };
  const body = encodeDer(
    0x30,
    ...(version1 ? [] : [encodeCount(1)]),
    algorithm,
    subjectDer(issuer.der),
    encodeUtcTime(thisUpdate),
    ...(nextUpdate === null ? [] : [encodeUtcTime(nextUpdate)]),
    ...(entries.length === 0 ? [] : [encodeDer(0x30, Buffer.concat(entries))]),
    ...(version1 ? [] : [encodeDer(0xa0, encodeExtensions([number, ...(options.extensions ?? [])]))]),
  );
  const signature = sign((options.hash ?? 'SHA-256').replace('-', ''), body, key);
  if (options.brokenSignature === true) signature[signature.length - 3] = (signature[signature.length - 3] ?? 0) ^ 0x55;
  return encodeDer(0x30, body, algorithm, encodeDer(0x03, Uint8Array.of(0), signature));
}
