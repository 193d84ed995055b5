import { plainText } from '../plain-text.ts';
import { readBerElement, readBerInteger, readBerText } from './ber.ts';

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
};

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const ENUMERATED = 0x0a;
const OCTET_STRING = 0x04;
const REFERRAL = 0xa3;

export const SEARCH_RESULT_ENTRY = 0x64;
export const EXTENDED_RESPONSE = 0x78;

/** Identifier bytes of the responses that begin with an LDAPResult: bind, search done, modify, add, delete, rename, compare, extended. */
const operationsWithResult = new Set([0x61, 0x65, 0x67, 0x69, 0x6b, 0x6d, 0x6f, EXTENDED_RESPONSE]);

/** Every identifier byte a server may answer with: those above, search entry, search reference and intermediate response. */
const serverOperations = new Set([...operationsWithResult, SEARCH_RESULT_ENTRY, 0x73, 0x79]);

/** Reads one whole LDAP message; null when the bytes are not one that a server may send. */
export function readLdapMessage(bytes: Uint8Array): LdapMessage | null {
  const sequence = readBerElement(bytes, 0);
  if (sequence === null || sequence.tag !== SEQUENCE) return null;
  const id = readBerElement(bytes, sequence.contentStart, sequence.end);
  if (id === null || id.tag !== INTEGER) return null;
  const messageId = readBerInteger(bytes, id);
  const operation = readBerElement(bytes, id.end, sequence.end);
  if (messageId === null || messageId < 0 || operation === null || !serverOperations.has(operation.tag)) return null;
  if (!operationsWithResult.has(operation.tag)) return { messageId, operation: operation.tag, result: null };
  const result = readResult(bytes, operation.contentStart, operation.end);
  return result === null ? null : { messageId, operation: operation.tag, result };
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
