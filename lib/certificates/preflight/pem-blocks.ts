/** One block of a PEM text (RFC 7468): what it says it is, and its bytes; null where its body is no base64. */
export type PemBlock = { label: string; bytes: Uint8Array | null; isEncryptedKey: boolean };

const begin = '-----BEGIN ';
const dashes = '-----';

/**
 * The blocks of a PEM text in their order, with whatever stands between them left out. A block without an end reaches to the end of
 * the text. Time grows with the length of the text alone. `most` bounds how many are looked at.
 */
export function pemBlocks(text: string, most: number): PemBlock[] {
  const blocks: PemBlock[] = [];
  for (let at = text.indexOf(begin); at !== -1 && blocks.length < most; ) {
    const labelEnd = text.indexOf(dashes, at + begin.length);
    if (labelEnd === -1 || labelEnd - at > 80) {
      at = text.indexOf(begin, at + begin.length);
      continue;
    }
    const label = text.slice(at + begin.length, labelEnd).trim();
    const bodyStart = labelEnd + dashes.length;
    const end = text.indexOf(`-----END ${label}`, bodyStart);
    const next = text.indexOf(begin, bodyStart);
    const bodyEnd = [end, next].filter((place) => place !== -1).reduce((least, place) => Math.min(least, place), text.length);
    const body = text.slice(bodyStart, bodyEnd);
    blocks.push({ label, bytes: base64Bytes(body), isEncryptedKey: body.includes('Proc-Type: 4,ENCRYPTED') });
    at = next;
  }
  return blocks;
}

/** The bytes of a base64 text, whatever its line breaks; null when it is none. */
export function base64Bytes(text: string): Uint8Array | null {
  const body = text.replace(/\s+/g, '');
  return body.length >= 4 && /^[A-Za-z0-9+/]+={0,2}$/.test(body) ? Buffer.from(body, 'base64') : null;
}
