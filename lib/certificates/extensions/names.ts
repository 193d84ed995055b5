import { contextTag, type DerElement, derChildren, expectTag, readDer } from '../../probe/x509/der.ts';
import { type AnyName, readGeneralName } from '../../probe/x509/general-names.ts';
import { ipAddressText } from '../../probe/x509/ip-address.ts';
import { code, stringOf, unlessEmpty } from './lines.ts';
import type { ExtensionLine } from './views.ts';

const kerberosName = '1.3.6.1.5.2.2';

/** Labels of the kinds of names, in the order in which they are shown. */
const kinds: readonly (readonly [label: string, belongs: (name: AnyName) => boolean])[] = [
  ['DNS name', ({ form }) => form === 'dns'],
  ['IP address', ({ form }) => form === 'ip'],
  ['User principal name', (name) => name.form === 'other' && name.text.startsWith('upn:')],
  ['Directory object (objectGUID)', (name) => name.form === 'other' && name.text.startsWith('guid:')],
  ['Kerberos principal', (name) => name.form === 'other' && name.type === kerberosName],
  ['Other name (type:value)', ({ form }) => form === 'other'],
  ['Email address', ({ form }) => form === 'email'],
  ['Address (URI)', ({ form }) => form === 'uri'],
  ['Directory name', ({ form }) => form === 'directory'],
  ['Registered identifier', ({ form }) => form === 'id'],
  ['X.400 address (hexadecimal)', ({ form }) => form === 'x400'],
  ['EDI party name (hexadecimal)', ({ form }) => form === 'edi'],
];

/** `service/host@REALM` of a KRB5PrincipalName (RFC 4556 section 3.2.2); null when the bytes are none. */
function kerberosText(hex: string): string | null {
  try {
    const [realm, principal] = derChildren(readDer(Buffer.from(hex, 'hex')));
    const [, names] = derChildren(derChildren(expectTag(principal, contextTag(1, true), 'principal'))[0] ?? readDer(new Uint8Array()));
    const parts = derChildren(derChildren(expectTag(names, contextTag(1, true), 'names'))[0] ?? readDer(new Uint8Array())).map(stringOf);
    const [realmText] = derChildren(expectTag(realm, contextTag(0, true), 'realm')).map(stringOf);
    return parts.includes(null) || parts.length === 0 || !realmText ? null : `${parts.join('/')}@${realmText}`;
  } catch {
    return null;
  }
}

function nameText(name: AnyName): string {
  if (name.form === 'ip') return name.text ?? `an address of ${name.bytes.length} bytes, which is none`;
  if (name.form !== 'other') return name.text === '' ? 'empty' : name.text;
  if (name.type === kerberosName) return kerberosText(name.text.slice(kerberosName.length + 1)) ?? name.text;
  return name.text.replace(/^(upn|guid):/, '');
}

/** One line for each kind of name that occurs. */
export function nameLines(names: readonly AnyName[]): ExtensionLine[] {
  const kindOf = (name: AnyName) => kinds.find(([, belongs]) => belongs(name))?.[0];
  const byKind = Map.groupBy(names, kindOf);
  return kinds.flatMap(([label]) => unlessEmpty(code(label, ...(byKind.get(label) ?? []).map(nameText))));
}

/** Reads the names of a list, whatever its tag. */
export const namesIn = (list: DerElement): AnyName[] => derChildren(list).map(readGeneralName);

/** One name for the middle of a sentence, such as `DNS corp.example`. */
export function taggedName(name: AnyName): string {
  const label = kinds.find(([, belongs]) => belongs(name))?.[0] ?? name.form;
  return `${label}: ${nameText(name)}`;
}

function prefixLength(mask: Uint8Array): number | null {
  const bits = Array.from(mask, (octet) => octet.toString(2).padStart(8, '0')).join('');
  return /^1*0*$/.test(bits) ? bits.replaceAll('0', '').length : null;
}

/** The base of a name constraint; ranges of addresses as `10.0.0.0/8`. */
export function constraintText(base: AnyName): string {
  if (base.form !== 'ip') return taggedName(base);
  const half = base.bytes.length / 2;
  const mask = base.bytes.subarray(half);
  return `IP addresses: ${ipAddressText(base.bytes.subarray(0, half))}/${prefixLength(mask) ?? ipAddressText(mask)}`;
}
