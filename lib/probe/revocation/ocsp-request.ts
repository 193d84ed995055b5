import { createHash } from 'node:crypto';
import type { CertificateParts } from './certificate-parts.ts';

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const header = length < 0x80 ? [tag, length] : length < 0x100 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(header), content]);
}

/** AlgorithmIdentifier of SHA-1. RFC 6960 knows others, but it is the one that every responder understands; it protects nothing here. */
const sha1Identifier = Buffer.from('300906052b0e03021a0500', 'hex');

const sha1 = (bytes: Uint8Array): Buffer => createHash('sha1').update(bytes).digest();

/**
 * An OCSP request about one certificate (RFC 6960 section 4.1), without a nonce: answers made in advance, as responders, caches and
 * staples give them, could not carry it (RFC 5019 section 2.1.1). That an answer is current is told by its times.
 */
export function ocspRequest(certificate: CertificateParts, issuer: CertificateParts): Uint8Array {
  const certificateId = der(
    0x30,
    sha1Identifier,
    der(0x04, sha1(certificate.issuer)),
    der(0x04, sha1(issuer.publicKey)),
    der(0x02, certificate.serial),
  );
  return der(0x30, der(0x30, der(0x30, der(0x30, certificateId))));
}
