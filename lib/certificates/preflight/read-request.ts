import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { Pkcs10CertificateRequest } from '@peculiar/x509';
import type { CertificateFacts } from '#lib/probe/evidence.ts';
import {
  type DerElement,
  DerFault,
  derChildren,
  derTag,
  expectTag,
  parseOptions,
  readObjectIdentifier,
  readWholeDer,
} from '#lib/probe/x509/der.ts';
import { readCertificate } from '#lib/probe/x509/read-certificate.ts';
import { encode } from './normalise-ber.ts';

/** What a certificate request tells; of dates and issuer it knows nothing. */
export type ReadRequest = {
  /** Names, key and usages asked for, as the facts of a certificate; dates are null, the issuer is empty. */
  facts: CertificateFacts;
  /** Is it signed by the key it is for (RFC 2986 section 3)? Null where its algorithm is not known here. */
  isSignedByItsKey: boolean | null;
};

export type RequestResult = { ok: true; request: ReadRequest } | { ok: false; message: string };

/** Extensions asked for: PKCS #9 extensionRequest, and Microsoft's older identifier for the same. */
const extensionRequests: readonly string[] = ['1.2.840.113549.1.9.14', '1.3.6.1.4.1.311.2.1.14'];

const utcTime = (text: string): Uint8Array => encode(derTag.utcTime, [Buffer.from(text, 'latin1')]);

/** Reads a PKCS #10 request (RFC 2986). Never throws. */
export async function readRequest(der: Uint8Array): Promise<RequestResult> {
  try {
    const standIn = certificateAskedFor(der);
    const facts = readCertificate(standIn);
    if (facts.malformed !== null)
      return {
        ok: false,
        message: `The certificate request cannot be read: ${facts.malformed.replace('The certificate', 'what it asks for')}`,
      };
    return {
      ok: true,
      request: {
        facts: {
          ...facts,
          sha256: createHash('sha256').update(der).digest('hex'),
          issuer: '',
          serialNumber: '',
          notBefore: null,
          notAfter: null,
        },
        isSignedByItsKey: await verified(der),
      },
    };
  } catch (error) {
    if (error instanceof DerFault) return { ok: false, message: `The certificate request ${error.message}.` };
    throw error;
  }
}

/**
 * The certificate that a CA would make of the request if it changed nothing, so that requests and certificates are read by the same
 * rules. Its dates, issuer and signature mean nothing.
 */
function certificateAskedFor(der: Uint8Array): Uint8Array {
  const [info, algorithm] = derChildren(expectTag(readWholeDer(der), derTag.sequence, 'outer list'));
  const [, subject, publicKey, attributes] = derChildren(expectTag(info, derTag.sequence, 'request body'));
  const signature = expectTag(algorithm, derTag.sequence, 'signature algorithm').bytes;
  const extensions = attributes === undefined ? null : extensionsIn(attributes);
  const body = encode(derTag.sequence, [
    encode(0xa0, [encode(derTag.integer, [Uint8Array.of(2)])]),
    encode(derTag.integer, [Uint8Array.of(1)]),
    signature,
    encode(derTag.sequence, []),
    encode(derTag.sequence, [utcTime('000101000000Z'), utcTime('491231235959Z')]),
    expectTag(subject, derTag.sequence, 'subject').bytes,
    expectTag(publicKey, derTag.sequence, 'public key').bytes,
    ...(extensions === null ? [] : [encode(0xa3, [extensions])]),
  ]);
  return encode(derTag.sequence, [body, signature, encode(derTag.bitString, [Uint8Array.of(0, 0)])]);
}

function extensionsIn(attributes: DerElement): Uint8Array | null {
  for (const attribute of derChildren(attributes)) {
    const [type, values] = derChildren(expectTag(attribute, derTag.sequence, 'attribute'));
    if (!extensionRequests.includes(readObjectIdentifier(type))) continue;
    return expectTag(derChildren(expectTag(values, derTag.set, 'attribute'))[0], derTag.sequence, 'list of extensions').bytes;
  }
  return null;
}

async function verified(der: Uint8Array): Promise<boolean | null> {
  try {
    return await new Pkcs10CertificateRequest(Uint8Array.from(der), parseOptions).verify();
  } catch {
    return null;
  }
}
