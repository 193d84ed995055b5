import { isIPv4, isIPv6 } from 'node:net';

/** The 4 or 16 bytes of an IP literal (brackets and zone are ignored); null for anything else. */
export function ipAddressBytes(text: string): Uint8Array | null {
  const literal = text.replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, '');
  if (isIPv4(literal)) return Uint8Array.from(literal.split('.').map(Number));
  if (!isIPv6(literal)) return null;
  const [head = '', tail] = literal.split('::');
  const before = groups(head);
  const after = groups(tail ?? '');
  return Uint8Array.from([...before, ...new Array<number>(16 - before.length - after.length).fill(0), ...after]);
}

function groups(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (group.includes('.')) return group.split('.').map(Number);
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}

/** Text of 4 or 16 address bytes, IPv6 in the short form of RFC 5952; null for any other number of bytes. */
export function ipAddressText(bytes: Uint8Array): string | null {
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.length !== 16) return null;
  const words = Array.from({ length: 8 }, (_, index) => (((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0)).toString(16));
  const longest = words
    .join(':')
    .match(/(?:^|(?<=:))0(?::0)+(?=:|$)/g)
    ?.reduce((best, run) => (run.length > best.length ? run : best));
  const full = words.join(':');
  if (longest === undefined) return full;
  const at = full.search(new RegExp(`(?:^|(?<=:))${longest}(?=:|$)`));
  return `${full.slice(0, at).replace(/:$/, '')}::${full.slice(at + longest.length).replace(/^:/, '')}`;
}

/** The one spelling of an IP literal that can be compared as text; null when the text is no IP literal. */
export function normalizeIpAddress(text: string): string | null {
  const bytes = ipAddressBytes(text);
  return bytes === null ? null : ipAddressText(bytes);
}
