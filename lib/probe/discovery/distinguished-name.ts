/** One part of a distinguished name: its type in lower case, and its value without escapes. */
type NamePart = { type: string; value: string };

/** Parts of a distinguished name as RFC 4514 writes it, the innermost first; parts that cannot be read have an empty type. */
export function namePartsOf(dn: string): NamePart[] {
  const parts: string[] = [];
  let current = '';
  for (let at = 0; at < dn.length; at += 1) {
    const character = dn.charAt(at);
    if (character === '\\') {
      current += character + dn.charAt(at + 1);
      at += 1;
    } else if (character === ',' || character === ';') {
      parts.push(current);
      current = '';
    } else current += character;
  }
  parts.push(current);
  return parts.map((part) => {
    const equals = part.indexOf('=');
    if (equals === -1) return { type: '', value: part.trim() };
    return { type: part.slice(0, equals).trim().toLowerCase(), value: unescaped(part.slice(equals + 1).trim()) };
  });
}

function unescaped(value: string): string {
  const bytes: number[] = [];
  const encoded = Buffer.from(value, 'utf8');
  for (let at = 0; at < encoded.length; at += 1) {
    const byte = encoded[at] ?? 0;
    if (byte !== 0x5c) {
      bytes.push(byte);
      continue;
    }
    const hex = encoded.toString('latin1', at + 1, at + 3);
    if (/^[0-9a-f]{2}$/i.test(hex)) {
      bytes.push(Number.parseInt(hex, 16));
      at += 2;
    } else {
      bytes.push(encoded[at + 1] ?? 0x5c);
      at += 1;
    }
  }
  return Buffer.from(bytes).toString('utf8');
}

/** The DNS name that a naming context of Active Directory stands for: `DC=corp,DC=example` is corp.example; null for any other. */
export function dnsNameOf(dn: string): string | null {
  const parts = namePartsOf(dn);
  if (parts.length === 0 || parts.some(({ type, value }) => type !== 'dc' || value === '')) return null;
  return parts.map(({ value }) => value.toLowerCase()).join('.');
}

/** DNS name of the domain that an object lies in: its last parts of type DC; null when there are none. */
export function domainOfObject(dn: string): string | null {
  const labels = namePartsOf(dn)
    .filter(({ type }) => type === 'dc')
    .map(({ value }) => value.toLowerCase());
  return labels.length === 0 ? null : labels.join('.');
}

/**
 * The site of a server object or of what lies below it, such as `CN=NTDS Settings,CN=DC1,CN=Servers,CN=Berlin,CN=Sites,…`; null when it
 * lies elsewhere.
 */
export function siteOfObject(dn: string): string | null {
  const parts = namePartsOf(dn);
  const sites = parts.findIndex(
    ({ type, value }, index) => type === 'cn' && value.toLowerCase() === 'sites' && parts[index - 2]?.value.toLowerCase() === 'servers',
  );
  return sites < 2 ? null : (parts[sites - 1]?.value ?? null);
}

/** The same name in any case and with any blanks around its parts. */
export const sameName = (dn: string): string =>
  namePartsOf(dn)
    .map(({ type, value }) => `${type}=${value.toLowerCase().replaceAll(/[\\,]/g, '\\$&')}`)
    .join(',');

/** The name of what lies right above; empty for a name of one part. */
export function parentName(dn: string): string {
  for (let at = 0; at < dn.length; at += 1) {
    if (dn.charAt(at) === '\\') at += 1;
    else if (dn.charAt(at) === ',' || dn.charAt(at) === ';') return dn.slice(at + 1).trim();
  }
  return '';
}
