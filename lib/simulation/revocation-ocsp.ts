import { createHash, createPrivateKey, sign } from 'node:crypto';
import { now } from '#lib/clock.ts';
import { derChildren, readBits, readDer } from '../probe/x509/der.ts';
import type { IssuedCertificate } from './certificate-factory.ts';
import { encodeDer, encodeObjectIdentifier, encodeText } from './certificate-factory-der.ts';
import { algorithmIdentifier } from './certificate-factory-resign.ts';
import { encodeExtensions, serialOf, subjectDer, type TestExtension } from './revocation-crl.ts';

/** What an OCSP response shall say about a certificate. */
export interface OcspOptions {
  certificate: Uint8Array;
  issuer: IssuedCertificate;
  status?: 'good' | 'unknown' | { revokedAt: Date; reason?: number };
  thisUpdate?: Date;
  /** Null leaves it out. Default: a day after thisUpdate. */
  nextUpdate?: Date | null;
  /** Who signs, and whether its certificate is sent along. Default: the issuer itself. */
  delegate?: IssuedCertificate;
  sendDelegate?: boolean;
  responderBy?: 'name' | 'key';
  /** Another serial number than the certificate's. */
  serial?: Uint8Array;
  /** Another issuer in the certificate identifier than the certificate's. */
  namedIssuer?: IssuedCertificate;
  identifierHash?: 'sha1' | 'sha256';
  extensions?: TestExtension[];
  brokenSignature?: boolean;
}

const identifierHashes = { sha1: '1.3.14.3.2.26', sha256: '2.16.840.1.101.3.4.2.1' } as const;

const generalizedTime = (date: Date): Uint8Array => encodeText(0x18, `${date.toISOString().replace(/[-:T]|\.\d+Z/g, '')}Z`);

function publicKeyBits(der: Uint8Array): Uint8Array {
  const fields = derChildren(derChildren(readDer(der))[0] ?? readDer(der));
  return readBits(derChildren(fields[6] ?? readDer(der))[1], 'public key');
}

function encodeStatus(status: NonNullable<OcspOptions['status']>): Uint8Array {
  if (status === 'good') return Uint8Array.of(0x80, 0);
  if (status === 'unknown') return Uint8Array.of(0x82, 0);
  const { revokedAt, reason } = status;
  return encodeDer(0xa1, generalizedTime(revokedAt), ...(reason === undefined ? [] : [encodeDer(0xa0, Uint8Array.of(0x0a, 1, reason))]));
}

/** Signs an OCSP response (RFC 6960 section 4.2). */
export function signOcspResponse(options: OcspOptions): Uint8Array {
  const { issuer, certificate, status = 'good', identifierHash = 'sha1', responderBy = 'key' } = options;
  const { thisUpdate = new Date(now().getTime() - 3_600_000) } = options;
  const { nextUpdate = new Date(thisUpdate.getTime() + 86_400_000) } = options;
  const signer = options.delegate ?? issuer;
  const named = options.namedIssuer ?? issuer;
  const hash = (bytes: Uint8Array) => createHash(identifierHash).update(bytes).digest();
  const identifier = encodeDer(
    0x30,
    encodeDer(0x30, encodeObjectIdentifier(identifierHashes[identifierHash]), Uint8Array.of(5, 0)),
    encodeDer(0x04, hash(subjectDer(named.der))),
    encodeDer(0x04, hash(publicKeyBits(named.der))),
    encodeDer(0x02, options.serial ?? serialOf(certificate)),
  );
  const single = encodeDer(
    0x30,
    identifier,
    encodeStatus(status),
    generalizedTime(thisUpdate),
    ...(nextUpdate === null ? [] : [encodeDer(0xa0, generalizedTime(nextUpdate))]),
  );
  const responder =
    responderBy === 'name'
      ? encodeDer(0xa1, subjectDer(signer.der))
      : encodeDer(0xa2, encodeDer(0x04, createHash('sha1').update(publicKeyBits(signer.der)).digest()));
  const extensions = options.extensions === undefined ? [] : [encodeDer(0xa1, encodeExtensions(options.extensions))];
  const data = encodeDer(0x30, responder, generalizedTime(thisUpdate), encodeDer(0x30, single), ...extensions);
  const key = createPrivateKey(signer.keyPem);
  const signature = sign('sha256', data, key);
  if (options.brokenSignature === true) signature[signature.length - 3] = (signature[signature.length - 3] ?? 0) ^ 0x55;
  const sent = options.delegate !== undefined && options.sendDelegate !== false ? [encodeDer(0xa0, encodeDer(0x30, signer.der))] : [];
  const basic = encodeDer(0x30, data, algorithmIdentifier(key, 'SHA-256'), encodeDer(0x03, Uint8Array.of(0), signature), ...sent);
  const answer = encodeDer(0x30, encodeObjectIdentifier('1.3.6.1.5.5.7.48.1.1'), encodeDer(0x04, basic));
  return encodeDer(0x30, Uint8Array.of(0x0a, 1, 0), encodeDer(0xa0, answer));
}

/** An OCSP response that is only an error, such as 3 for tryLater. */
export const ocspError = (status: number): Uint8Array => encodeDer(0x30, Uint8Array.of(0x0a, 1, status));
