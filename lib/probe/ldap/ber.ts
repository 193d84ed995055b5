/**
 * Just enough of the Basic Encoding Rules to look at LDAP messages before anything else does (RFC 4511 section 5.1:
 * definite lengths only, tags of one byte).
 */

/** Identifier and length of an element; `contentStart` and `end` are offsets into the bytes it was read from. */
export type BerElement = { tag: number; contentStart: number; end: number };

/** A header that is not complete yet, or can never become one. */
export type BerHeader =
  | { kind: 'header'; tag: number; headerBytes: number; contentBytes: number }
  | { kind: 'incomplete' }
  | { kind: 'invalid'; message: string };

/** Longest header accepted: tag, length of length, and four bytes of length, as Active Directory sends them. */
export const LONGEST_HEADER_BYTES = 6;

/** Reads identifier and length at `offset` of bytes that may still be arriving. */
export function readBerHeader(bytes: Uint8Array, offset = 0): BerHeader {
  const tag = bytes[offset];
  const first = bytes[offset + 1];
  if (tag === undefined || first === undefined) return { kind: 'incomplete' };
  if ((tag & 0x1f) === 0x1f) return { kind: 'invalid', message: 'a tag of more than one byte' };
  if (first < 0x80) return { kind: 'header', tag, headerBytes: 2, contentBytes: first };
  if (first === 0x80) return { kind: 'invalid', message: 'an indefinite length' };
  const lengthBytes = first & 0x7f;
  if (lengthBytes > 4) return { kind: 'invalid', message: `a length of ${lengthBytes} bytes` };
  let contentBytes = 0;
  for (let index = 0; index < lengthBytes; index += 1) {
    const byte = bytes[offset + 2 + index];
    if (byte === undefined) return { kind: 'incomplete' };
    contentBytes = contentBytes * 256 + byte;
  }
  return { kind: 'header', tag, headerBytes: 2 + lengthBytes, contentBytes };
}

/** Reads the element at `offset` when all of it lies before `end`; null otherwise. */
export function readBerElement(bytes: Uint8Array, offset: number, end: number = bytes.length): BerElement | null {
  const header = readBerHeader(bytes, offset);
  if (header.kind !== 'header') return null;
  const contentStart = offset + header.headerBytes;
  const elementEnd = contentStart + header.contentBytes;
  return elementEnd > end ? null : { tag: header.tag, contentStart, end: elementEnd };
}

/** Value of an INTEGER or ENUMERATED of at most four bytes; null when it is empty or longer. */
export function readBerInteger(bytes: Uint8Array, element: BerElement): number | null {
  const length = element.end - element.contentStart;
  if (length < 1 || length > 4) return null;
  let value = (bytes[element.contentStart] ?? 0) & 0x80 ? -1 : 0;
  for (let offset = element.contentStart; offset < element.end; offset += 1) value = (value << 8) | (bytes[offset] ?? 0);
  return value;
}

/** Content of an OCTET STRING as UTF-8 text; broken sequences become the replacement character. */
export function readBerText(bytes: Uint8Array, element: BerElement): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + element.contentStart, element.end - element.contentStart).toString('utf8');
}
