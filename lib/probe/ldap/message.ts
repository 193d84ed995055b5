import { plainText } from '../plain-text.ts';
import { type BerElement, readBerElement, readBerInteger, readBerText } from './ber.ts';

/** COMPONENTS OF LDAPResult (RFC 4511 section 4.1.9). */
export type LdapResult = {
  code: number;
  diagnosticMessage: string;
  /** First address of a referral; null when there is none. */
  referral: string | null;
};

/** Envelope of one LDAP message, and its result when the operation carries one. */
export type LdapMessage = {
  messageId: number;
  /** Identifier byte of the operation, such as 0x64 for a search entry. */
  operation: number;
  result: LdapResult | null;
  /** Where the content of the operation begins and ends in the bytes of the message. */
  contentStart: number;
  contentEnd: number;
};

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const ENUMERATED = 0x0a;
const OCTET_STRING = 0x04;
const SET = 0x31;
const REFERRAL = 0xa3;

export const BIND_RESPONSE = 0x61;
export const SEARCH_RESULT_ENTRY = 0x64;
export const SEARCH_RESULT_DONE = 0x65;
export const SEARCH_RESULT_REFERENCE = 0x73;
export const EXTENDED_RESPONSE = 0x78;

/** Identifier bytes of the responses that begin with an LDAPResult: bind, search done, modify, add, delete, rename, compare, extended. */
const operationsWithResult = new Set([BIND_RESPONSE, SEARCH_RESULT_DONE, 0x67, 0x69, 0x6b, 0x6d, 0x6f, EXTENDED_RESPONSE]);

/** Every identifier byte a server may answer with: those above, search entry, search reference and intermediate response. */
const serverOperations = new Set([...operationsWithResult, SEARCH_RESULT_ENTRY, SEARCH_RESULT_REFERENCE, 0x79]);

/** Reads one whole LDAP message; null when the bytes are not one that a server may send. */
export function readLdapMessage(bytes: Uint8Array): LdapMessage | null {
  const sequence = readBerElement(bytes, 0);
  if (sequence === null || sequence.tag !== SEQUENCE) return null;
  const id = readBerElement(bytes, sequence.contentStart, sequence.end);
  if (id === null || id.tag !== INTEGER) return null;
  const messageId = readBerInteger(bytes, id);
  const operation = readBerElement(bytes, id.end, sequence.end);
  if (messageId === null || messageId < 0 || operation === null || !serverOperations.has(operation.tag)) return null;
  const { tag, contentStart, end: contentEnd } = operation;
  if (!operationsWithResult.has(tag)) return { messageId, operation: tag, result: null, contentStart, contentEnd };
  const result = readResult(bytes, contentStart, contentEnd);
  return result === null ? null : { messageId, operation: tag, result, contentStart, contentEnd };
}

/**
 * Whether the content of a search entry is built as it must be (RFC 4511 section 4.5.2), every length exact. ldapts does not
 * look: an element that is longer than what is left of its list makes it read the same place for ever.
 */
export function isWellFormedEntry(content: Uint8Array): boolean {
  const nameEnd = endOf(OCTET_STRING, content, 0, content.length);
  const list = nameEnd === null ? null : readBerElement(content, nameEnd);
  if (list === null || list.tag !== SEQUENCE || list.end !== content.length) return false;
  for (let offset = list.contentStart; offset < list.end; ) {
    const attribute = readBerElement(content, offset, list.end);
    if (attribute === null || attribute.tag !== SEQUENCE || !isWellFormedAttribute(content, attribute)) return false;
    offset = attribute.end;
  }
  return true;
}

function isWellFormedAttribute(content: Uint8Array, attribute: BerElement): boolean {
  const typeEnd = endOf(OCTET_STRING, content, attribute.contentStart, attribute.end);
  const values = typeEnd === null ? null : readBerElement(content, typeEnd, attribute.end);
  if (values === null || values.tag !== SET || values.end !== attribute.end) return false;
  for (let offset: number | null = values.contentStart; offset !== values.end; ) {
    offset = endOf(OCTET_STRING, content, offset, values.end);
    if (offset === null) return false;
  }
  return true;
}

/** Where an element of that tag ends; null when there is none that ends before `end`. */
function endOf(tag: number, bytes: Uint8Array, offset: number, end: number): number | null {
  if (bytes[offset] !== tag) return null;
  const length = bytes[offset + 1];
  if (length === undefined || length >= 0x80) return readBerElement(bytes, offset, end)?.end ?? null;
  const elementEnd = offset + 2 + length;
  return elementEnd > end ? null : elementEnd;
}

function readResult(bytes: Uint8Array, start: number, end: number): LdapResult | null {
  const code = readBerElement(bytes, start, end);
  if (code === null || code.tag !== ENUMERATED) return null;
  const value = readBerInteger(bytes, code);
  const matchedDn = readBerElement(bytes, code.end, end);
  if (value === null || matchedDn === null || matchedDn.tag !== OCTET_STRING) return null;
  const diagnostic = readBerElement(bytes, matchedDn.end, end);
  if (diagnostic === null || diagnostic.tag !== OCTET_STRING) return null;
  const further = readBerElement(bytes, diagnostic.end, end);
  const address = further?.tag === REFERRAL ? readBerElement(bytes, further.contentStart, further.end) : null;
  return {
    code: value,
    diagnosticMessage: plainText(readBerText(bytes, diagnostic)),
    referral: address === null ? null : plainText(readBerText(bytes, address)),
  };
}
