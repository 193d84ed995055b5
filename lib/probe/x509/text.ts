import { type DerElement, DerFault, derTag } from './der.ts';

/** Longest text kept of any one value a peer sent; the rest is cut with an ellipsis. */
const LONGEST_TEXT = 1000;

/**
 * Makes foreign text safe to store and show: control characters (NUL among them, which PostgreSQL refuses and which has hidden
 * the true end of a name before) become `\xNN`, lone surrogates are replaced, and the length is bounded.
 */
export function printableText(text: string): string {
  const cut = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
  return cut.toWellFormed().replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`;
  });
}

function bytesOf(content: Uint8Array): Buffer {
  return Buffer.from(content.buffer, content.byteOffset, content.byteLength);
}

function wideText(content: Uint8Array): string {
  if (content.length % 2 !== 0) throw new DerFault('has a text of broken length');
  return Buffer.from(content).swap16().toString('utf16le');
}

/** Text of the ASN.1 string types that template names come in; null for other types. As sent, not yet made printable. */
export function readText(element: DerElement): string | null {
  switch (element.tag) {
    case derTag.utf8String:
      return bytesOf(element.content).toString('utf8');
    case derTag.printableString:
    case derTag.ia5String:
      return bytesOf(element.content).toString('latin1');
    case derTag.bmpString:
      return wideText(element.content);
    default:
      return null;
  }
}

/** Text of an implicitly tagged IA5String, as general names use it. */
export function ia5Text(content: Uint8Array): string {
  return printableText(bytesOf(content).toString('latin1'));
}
