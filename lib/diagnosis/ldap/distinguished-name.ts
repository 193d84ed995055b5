/** One attribute of a relative distinguished name, folded for comparison. */
type Pair = { type: string; value: string };

/** The short names of RFC 4514 section 3, and those that directories write beside them, for their object identifiers. */
const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'cn',
  '2.5.4.7': 'l',
  '2.5.4.8': 'st',
  '2.5.4.10': 'o',
  '2.5.4.11': 'ou',
  '2.5.4.6': 'c',
  '2.5.4.9': 'street',
  '0.9.2342.19200300.100.1.25': 'dc',
  '0.9.2342.19200300.100.1.1': 'uid',
  commonname: 'cn',
  organizationalunitname: 'ou',
  organizationname: 'o',
  domaincomponent: 'dc',
  userid: 'uid',
};

const pattern = /^\s*(?:oid\.)?([A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+)\s*=\s*/i;

/** The bytes of `\\2C`, or the character itself that was escaped; values are compared as folded text. */
function unescaped(raw: string): string {
  const bytes: number[] = [];
  for (let at = 0; at < raw.length; ) {
    const hex = /^\\([0-9a-fA-F]{2})/.exec(raw.slice(at, at + 3));
    if (hex !== null) {
      bytes.push(Number.parseInt(hex[1] ?? '', 16));
      at += 3;
      continue;
    }
    const character = String.fromCodePoint(raw.codePointAt(raw[at] === '\\' ? at + 1 : at) ?? 0);
    bytes.push(...new TextEncoder().encode(character));
    at += (raw[at] === '\\' ? 1 : 0) + character.length;
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

const folded = (value: string): string => value.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

/** The parts between separators that are not escaped. */
function split(text: string, separator: RegExp): string[] {
  const parts = [''];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '\\') {
      parts[parts.length - 1] += character + (text[at + 1] ?? '');
      at += 1;
    } else if (separator.test(character)) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}

function pairOf(text: string): Pair | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  const type = (match[1] ?? '').toLowerCase();
  const raw = text.slice(match[0].length);
  return { type: shortNames[type] ?? type, value: folded(unescaped(raw)) };
}

/** A form of a distinguished name (RFC 4514) that is equal for equal names; null when the text is none. The empty name is empty. */
function comparable(text: string): string | null {
  if (text.trim() === '') return '';
  const names = split(text, /[,;]/).map((part) => split(part, /\+/).map(pairOf));
  if (names.some((pairs) => pairs.some((pair) => pair === null))) return null;
  return JSON.stringify(names.map((pairs) => pairs.map((pair) => `${pair?.type}=${pair?.value}`).sort()));
}

/** Is the text a distinguished name, such as `CN=probe,DC=corp,DC=example`? The empty text is not. */
export const isDistinguishedName = (text: string): boolean => text.trim() !== '' && comparable(text) !== null;

/**
 * Do two distinguished names mean the same entry, by RFC 4514 and caseIgnoreMatch (case and runs of spaces do not count)? Null when
 * one of them is no distinguished name.
 */
export function sameDistinguishedName(one: string, other: string): boolean | null {
  const [first, second] = [comparable(one), comparable(other)];
  return first === null || second === null ? null : first === second;
}
