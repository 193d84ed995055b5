import {
  contextTag,
  type DerElement,
  DerFault,
  derChildren,
  derTag,
  expectTag,
  readBits,
  readObjectIdentifier,
  readWholeDer,
} from '../x509/der.ts';
import { readExtension } from './crl-extensions.ts';
import { readTimeMs } from './der-time.ts';

/** One answer inside a response. Nothing in it is proven before the signature is. */
export interface SingleResponse {
  /** Object identifier of the hash that the two hashes of the issuer are made with. */
  readonly hash: string;
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  readonly serial: Uint8Array;
  readonly status: 'good' | 'revoked' | 'unknown';
  readonly revokedAtMs: number | null;
  /** CRLReason. */
  readonly reason: number | null;
  readonly thisUpdateMs: number;
  readonly nextUpdateMs: number | null;
}

/** An OCSP response (RFC 6960 section 4.2) taken apart. */
export type OcspResponse =
  | { readonly kind: 'error'; readonly status: string }
  | {
      readonly kind: 'basic';
      readonly signed: Uint8Array;
      readonly algorithm: DerElement;
      readonly signature: Uint8Array;
      /** Name (DER) or key hash of the responder. */
      readonly responder: { readonly name: Uint8Array } | { readonly keyHash: Uint8Array };
      readonly answers: readonly SingleResponse[];
      /** Certificates sent along. */
      readonly certificates: readonly Uint8Array[];
      /** Object identifiers of critical extensions; none is understood here. */
      readonly criticalExtensions: readonly string[];
    };

/** Names of RFC 6960 section 4.2.1 and what they mean; 4 is not used. */
const errors: Readonly<Record<number, string>> = {
  1: 'malformedRequest: it could not read the question',
  2: 'internalError: it has a fault of its own',
  3: 'tryLater: it cannot answer just now',
  5: 'sigRequired: it wants signed questions',
  6: 'unauthorized: it does not answer this question for this asker, or does not know the certificate',
};

const BASIC = '1.3.6.1.5.5.7.48.1.1';
const MOST_CERTIFICATES = 8;

/** Reads an OCSP response. Throws a `DerFault` when the bytes are none. */
export function readOcspResponse(bytes: Uint8Array): OcspResponse {
  const [status, wrapped] = derChildren(expectTag(readWholeDer(bytes), derTag.sequence, 'outer list'));
  const code = expectTag(status, ENUMERATED, 'status').content;
  if (code.length !== 1) throw new DerFault('has a status that nobody knows');
  if (code[0] !== 0) return { kind: 'error', status: errors[code[0] ?? 0] ?? `status ${code[0]}, which nobody knows` };
  const [responseBytes] = derChildren(expectTag(wrapped, contextTag(0, true), 'answer'));
  const [type, value] = derChildren(expectTag(responseBytes, derTag.sequence, 'answer'));
  if (readObjectIdentifier(type) !== BASIC) throw new DerFault('is of a type other than the basic one');
  return readBasic(readWholeDer(expectTag(value, derTag.octetString, 'answer').content));
}

const ENUMERATED = 0x0a;

function readBasic(basic: DerElement): OcspResponse {
  const [data, algorithm, signature, wrapped] = derChildren(expectTag(basic, derTag.sequence, 'basic response'));
  const fields = derChildren(expectTag(data, derTag.sequence, 'response data'));
  const [responder, producedAt, list, extensions] = fields[0]?.tag === contextTag(0, true) ? fields.slice(1) : fields;
  readTimeMs(producedAt, 'producedAt');
  const [certificates] = wrapped === undefined ? [] : derChildren(expectTag(wrapped, contextTag(0, true), 'list of certificates'));
  const critical: string[] = [];
  collectCritical(extensions, critical);
  return {
    kind: 'basic',
    signed: expectTag(data, derTag.sequence, 'response data').bytes,
    algorithm: expectTag(algorithm, derTag.sequence, 'signature algorithm'),
    signature: readBits(signature, 'signature'),
    responder: readResponder(responder),
    answers: derChildren(expectTag(list, derTag.sequence, 'list of answers')).map((single) => readSingle(single, critical)),
    certificates:
      certificates === undefined
        ? []
        : derChildren(certificates)
            .slice(0, MOST_CERTIFICATES)
            .map((each) => each.bytes),
    criticalExtensions: critical,
  };
}

/** Extensions of a response or of one answer, under the tag [1]. */
function collectCritical(wrapped: DerElement | undefined, critical: string[]): void {
  if (wrapped === undefined) return;
  const [list] = derChildren(expectTag(wrapped, contextTag(1, true), 'list of extensions'));
  for (const element of derChildren(expectTag(list, derTag.sequence, 'list of extensions'))) {
    const extension = readExtension(element);
    if (extension.critical) critical.push(extension.type);
  }
}

function readResponder(element: DerElement | undefined): { name: Uint8Array } | { keyHash: Uint8Array } {
  if (element === undefined) throw new DerFault('has no responder');
  const [inner] = derChildren(element);
  if (element.tag === contextTag(1, true)) return { name: expectTag(inner, derTag.sequence, 'name of the responder').bytes };
  expectTag(element, contextTag(2, true), 'responder');
  return { keyHash: expectTag(inner, derTag.octetString, 'key hash of the responder').content };
}

function readSingle(element: DerElement, critical: string[]): SingleResponse {
  const [id, status, thisUpdate, ...rest] = derChildren(expectTag(element, derTag.sequence, 'answer'));
  const [hash, nameHash, keyHash, serial] = derChildren(expectTag(id, derTag.sequence, 'certificate identifier'));
  const next = rest.find(({ tag }) => tag === contextTag(0, true));
  collectCritical(
    rest.find(({ tag }) => tag === contextTag(1, true)),
    critical,
  );
  return {
    hash: readObjectIdentifier(derChildren(expectTag(hash, derTag.sequence, 'hash algorithm'))[0]),
    issuerNameHash: expectTag(nameHash, derTag.octetString, 'hash of the issuer').content,
    issuerKeyHash: expectTag(keyHash, derTag.octetString, 'hash of the issuer').content,
    serial: expectTag(serial, derTag.integer, 'serial number').content,
    ...readStatus(status),
    thisUpdateMs: readTimeMs(thisUpdate, 'thisUpdate'),
    nextUpdateMs: next === undefined ? null : readTimeMs(derChildren(next)[0], 'nextUpdate'),
  };
}

function readStatus(element: DerElement | undefined): Pick<SingleResponse, 'status' | 'revokedAtMs' | 'reason'> {
  if (element?.tag === contextTag(0, false)) return { status: 'good', revokedAtMs: null, reason: null };
  if (element?.tag === contextTag(2, false)) return { status: 'unknown', revokedAtMs: null, reason: null };
  const [time, wrapped] = derChildren(expectTag(element, contextTag(1, true), 'status of the certificate'));
  const [reason] = wrapped === undefined ? [] : derChildren(expectTag(wrapped, contextTag(0, true), 'reason'));
  return {
    status: 'revoked',
    revokedAtMs: readTimeMs(time, 'revocation'),
    reason: reason === undefined ? null : (expectTag(reason, ENUMERATED, 'reason').content[0] ?? null),
  };
}
