/** One block of a PEM text (RFC 7468): what it says it is, its bytes (null where its body is no base64), and the line it begins in, from 1. */
export type PemBlock = { label: string; bytes: Uint8Array | null; isEncryptedKey: boolean; line: number };

const begin = '-----BEGIN ';
const dashes = '-----';

/**
 * The blocks of a PEM text in their order, with whatever stands between them left out. A block without an end reaches to the end of
 * the text. Time grows with the length of the text alone. `most` bounds how many are looked at.
 */
export function pemBlocks(text: string, most: number): PemBlock[] {
  const blocks: PemBlock[] = [];
  let [line, counted] = [1, 0];
  for (let at = text.indexOf(begin); at !== -1 && blocks.length < most; ) {
    const labelEnd = text.indexOf(dashes, at + begin.length);
    if (labelEnd === -1 || labelEnd - at > 80) {
      at = text.indexOf(begin, at + begin.length);
      continue;
    }
    const label = text.slice(at + begin.length, labelEnd).trim();
    const bodyStart = labelEnd + dashes.length;
    const next = text.indexOf(begin, bodyStart);
    const whole = text.slice(bodyStart, next === -1 ? text.length : next);
    const end = whole.indexOf(`-----END ${label}`);
    const body = end === -1 ? whole : whole.slice(0, end);
    line += linesIn(text.slice(counted, at));
    counted = at;
    blocks.push({ label, bytes: base64Bytes(body), isEncryptedKey: body.includes('Proc-Type: 4,ENCRYPTED'), line });
    at = next;
  }
  return blocks;
}

const linesIn = (text: string): number => text.split('\n').length - 1;

/** The bytes of a base64 text, whatever its line breaks; null when it is none. */
export function base64Bytes(text: string): Uint8Array | null {
  const body = text.replace(/\s+/g, '');
  return body.length >= 4 && /^[A-Za-z0-9+/]+={0,2}$/.test(body) ? Buffer.from(body, 'base64') : null;
}
