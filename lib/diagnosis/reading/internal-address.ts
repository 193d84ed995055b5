/** Why an address cannot be reached from the internet. */
export type InternalKind = 'private' | 'link-local' | 'carrier-grade NAT' | 'unique-local' | 'loopback';

function ipv4Bytes(text: string): number[] | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  const bytes = match?.slice(1).map(Number) ?? [];
  return bytes.length === 4 && bytes.every((byte) => byte <= 255) ? bytes : null;
}

function ipv6Words(text: string): number[] | null {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const last = dotted === null ? null : ipv4Bytes(dotted[2] ?? '');
  if (dotted !== null && last === null) return null;
  const [a = 0, b = 0, c = 0, d = 0] = last ?? [];
  const written = dotted === null ? text : `${dotted[1]}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  const halves = written.split('::');
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':')));
  if (head === undefined || halves.length > 2) return null;
  const zeros = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? zeros !== 0 : zeros < 1) return null;
  const words = [...head, ...new Array<string>(zeros).fill('0'), ...(tail ?? [])];
  return words.every((word) => /^[0-9a-f]{1,4}$/i.test(word)) ? words.map((word) => Number.parseInt(word, 16)) : null;
}

/** The bytes of an IP literal; an IPv4 address written inside IPv6 (`::ffff:10.0.0.1`) counts as IPv4. Null for anything else. */
function addressBytes(text: string): number[] | null {
  const literal = text.replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, '');
  if (!literal.includes(':')) return ipv4Bytes(literal);
  const bytes = ipv6Words(literal)?.flatMap((word) => [word >> 8, word & 0xff]) ?? null;
  const isMapped = bytes?.slice(0, 12).join() === '0,0,0,0,0,0,0,0,0,0,255,255';
  return isMapped ? (bytes?.slice(12) ?? null) : bytes;
}

/** One spelling of an IP literal, for comparisons alone; the text itself, in lower case, when it is no literal. */
export const comparableAddress = (text: string): string => addressBytes(text)?.join('.') ?? text.trim().toLowerCase();

/** What keeps the internet from reaching an address (RFC 1918, 3927, 4193, 4291, 6598); null for every other address. */
export function internalKind(address: string): InternalKind | null {
  const bytes = addressBytes(address);
  if (bytes === null) return null;
  const [first = 0, second = 0] = bytes;
  if (bytes.length === 4) return internalIpv4(first, second);
  if (bytes.slice(0, 15).every((byte) => byte === 0) && bytes[15] === 1) return 'loopback';
  if (first === 0xfe && (second & 0xc0) === 0x80) return 'link-local';
  return (first & 0xfe) === 0xfc ? 'unique-local' : null;
}

function internalIpv4(first: number, second: number): InternalKind | null {
  if (first === 127) return 'loopback';
  if (first === 169 && second === 254) return 'link-local';
  if (first === 100 && second >= 64 && second <= 127) return 'carrier-grade NAT';
  const isPrivate = first === 10 || (first === 172 && second >= 16 && second <= 31) || (first === 192 && second === 168);
  return isPrivate ? 'private' : null;
}
