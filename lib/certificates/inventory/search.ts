/** What to look for. A certificate matches when all words occur in its texts, or when it bears one of the numbers. */
export type InventorySearch = {
  /** Lower case. */
  words: string[];
  /** The beginning of a SHA-256 or SHA-1 value, lower-case hex, at least four digits long; null when the search is no such thing. */
  thumbprint: string | null;
  /** Serial numbers that may be meant: lower-case hex without leading zeros. */
  serials: string[];
};

const thumbprintMin = 4;
/** So many digits in parts are no words. */
const partsMin = 12;
/** A serial number has twenty octets at most (RFC 5280 section 4.1.2.2); broken ones have had more. */
const serialDigitsMax = 128;
/** As programs label such values: `SHA256 Fingerprint=`, `Thumbprint:`, `serial=`, `Cert Hash(sha1):`. */
const label =
  /^(?:cert(?:ificate)?\s*hash\s*\(\s*sha-?(?:1|256)\s*\)|(?:sha-?(?:1|256)\s+)?(?:fingerprint|thumbprint)|serial(?:\s*number)?|sha-?(?:1|256))\s*[:=]?\s*(?=\S)/;

/**
 * A search in any spelling: thumbprints with colons, dashes, spaces or the invisible marks that come along when they are copied from
 * Windows, after `0x` or in base64, serial numbers as hexadecimal, decimal or negative numbers, distinguished names with spaces around `=`, addresses of
 * servers, or plain words.
 */
export function readSearch(typed: string): InventorySearch {
  const given = typed
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}]/gu, (mark) => (/\s/.test(mark) ? ' ' : ''))
    .trim();
  const text = given.toLowerCase();
  const digest = base64Digest(given.slice(label.exec(text)?.[0].length ?? 0));
  if (digest !== null) return { words: wordsOf(text), thumbprint: digest, serials: [] };
  const numbers = numbersOf(text.replace(label, '').trim());
  const words = wordsOf(text);
  // Octets with spaces between them are one long number: as words they would be found in many another one.
  const isNumberInParts = words.length > 1 && (numbers.serials[0]?.length ?? 0) >= partsMin;
  return { words: isNumberInParts ? [] : words, ...numbers };
}

function wordsOf(text: string): string[] {
  const words = text
    .replace(/\s*=\s*/g, '=')
    .split(/[\s,;]+/)
    .map(withoutAddress)
    .filter((word) => word !== '');
  return [...new Set(words)];
}

/** `ldaps://dc01.corp.example:636/` is `dc01.corp.example`, and so is the name with a trailing dot. */
const withoutAddress = (word: string): string =>
  word
    .replace(/^[a-z][a-z0-9+.-]*:\/\/([^/]+).*$/, '$1')
    .replace(/^([^:[\]]*\.[^:[\]]*|\[.*\]):\d{1,5}$/, '$1')
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/(?<=[^.])\.$/, '');

/** SHA-256 and, with the `=` at its end, SHA-1 in base64, as OpenSSH and HTTP headers write digests; null for anything else. */
const base64Digest = (text: string): string | null =>
  /^[a-z\d+/_-]{43}=?$|^[a-z\d+/_-]{27}=$/i.test(text) && /[^a-f\d]/i.test(text.replace('=', ''))
    ? Buffer.from(text, 'base64').toString('hex')
    : null;

/** Octets with dashes between them, as .NET writes them. */
const dashedOctets = /^[\da-f]{2}(?:-[\da-f]{2})+$/;

function numbersOf(typed: string): Pick<InventorySearch, 'thumbprint' | 'serials'> {
  const text = dashedOctets.test(typed) ? typed.replaceAll('-', '') : typed;
  const shape = /^([+-]?)(0x)?([0-9a-f](?:[\s:]*[0-9a-f])*)h?(?:\s*\(0x([0-9a-f]+)\))?$/.exec(text);
  const digits = shape?.[3]?.replace(/[\s:]/g, '');
  if (!shape || digits === undefined || digits.length > serialDigitsMax) return { thumbprint: null, serials: [] };
  const [, sign, prefix, , inParentheses] = shape;
  if (sign === '-') {
    const magnitudes = prefix === undefined && /^\d+$/.test(digits) ? [BigInt(`0x${digits}`), BigInt(digits)] : [BigInt(`0x${digits}`)];
    return { thumbprint: null, serials: distinct(magnitudes.map(asNegative)) };
  }
  const serials = [digits];
  if (inParentheses !== undefined) serials.push(inParentheses);
  if (prefix === undefined && /^\d+$/.test(digits)) serials.push(BigInt(digits).toString(16));
  const isWhole = digits.length === 40 || digits.length === 64;
  const isPlain = (prefix === undefined || isWhole) && sign === '' && inParentheses === undefined;
  return { thumbprint: isPlain && digits.length >= thumbprintMin ? digits : null, serials: distinct(serials.map(withoutZeros)) };
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];
const withoutZeros = (digits: string): string => digits.replace(/^0+(?=.)/, '');

/** The octets of a negative integer, in two's complement and as few as hold it (X.690 section 8.3). */
function asNegative(magnitude: bigint): string {
  if (magnitude === 0n) return '0';
  let octets = 1;
  while (magnitude > 1n << BigInt(8 * octets - 1)) octets++;
  return ((1n << BigInt(8 * octets)) - magnitude).toString(16);
}
