/** An LDAP address that names one list of revoked certificates of one object (RFC 4516, RFC 4523). */
export interface LdapAddress {
  readonly secure: boolean;
  /** Null: any server that holds the object, as in `ldap:///`. */
  readonly host: string | null;
  readonly port: number;
  readonly baseDn: string;
  readonly attribute: string;
  /** Attribute and value that the object must have; a null value asks for the attribute alone. */
  readonly filter: { readonly attribute: string; readonly value: string | null };
}

const form = /^(ldaps?):\/\/([^/?#]{0,300})(?:\/([^?]*))?(?:\?([^?]*))?(?:\?([^?]*))?(?:\?([^?]*))?(?:\?([^?]*))?$/i;
const hostForm = /^(\[[\da-f:.]+\]|[^:[\]]+)?(?::(\d{1,5}))?$/i;
const LONGEST = 4_000;
/** Nothing else of a directory is read because a certificate says so. */
const lists = /^(?:certificateRevocationList|authorityRevocationList|deltaRevocationList)(?:;binary)?$/i;

/**
 * Reads an `ldap:` or `ldaps:` address. Null when it is none, or asks for anything but reading one list of one object: another
 * scope than base, another attribute or several, a filter of several parts, a critical extension.
 */
export function readLdapAddress(text: string): LdapAddress | null {
  const parts = text.length > LONGEST ? null : form.exec(text);
  if (parts === null) return null;
  const [, scheme = '', authority = '', dn = '', attributes = '', scope = '', filter = '', extensions = ''] = parts;
  const place = hostForm.exec(authority);
  const secure = scheme.toLowerCase() === 'ldaps';
  const port = Number(place?.[2] ?? (secure ? 636 : 389));
  if (place === null || port < 1 || port > 65_535) return null;
  if ((scope !== '' && scope.toLowerCase() !== 'base') || extensions.includes('!')) return null;
  try {
    const attribute = decodeURIComponent(attributes) || 'certificateRevocationList;binary';
    const condition = readFilter(decodeURIComponent(filter));
    const baseDn = decodeURIComponent(dn);
    if (!lists.test(attribute) || condition === null || baseDn === '') return null;
    return { secure, host: place[1] ?? null, port, baseDn, attribute, filter: condition };
  } catch {
    return null;
  }
}

function readFilter(text: string): LdapAddress['filter'] | null {
  if (text === '') return { attribute: 'objectClass', value: null };
  const [, attribute, value = ''] = /^\(?([a-z\d.;-]+)=([^()*\\]*|\*)\)?$/i.exec(text) ?? [];
  if (attribute === undefined) return null;
  return { attribute, value: value === '*' ? null : value };
}
