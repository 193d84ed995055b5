import { derTag } from '#lib/probe/x509/der.ts';
import { encode } from '../preflight/normalise-ber.ts';

const signedData = Buffer.from('06092a864886f70d010702', 'hex');
const data = Buffer.from('06092a864886f70d010701', 'hex');
const versionOne = Buffer.from('020101', 'hex');
const set = 0x31;

/** A PKCS #7 bundle (.p7b) of certificates in DER, as Windows exports and imports them: signed data that nobody signed (RFC 2315 section 9.1). */
export function writePkcs7(certificates: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const content = encode(derTag.sequence, [
    versionOne,
    encode(set, []),
    encode(derTag.sequence, [data]),
    encode(0xa0, certificates),
    encode(set, []),
  ]);
  return Uint8Array.from(encode(derTag.sequence, [signedData, encode(0xa0, [content])]));
}
