import 'reflect-metadata';
import { GeneralName } from '@peculiar/x509';
import { contextTag, type DerElement, derChildren, hexText, objectIdentifierText, parseOptions, readObjectIdentifier } from './der.ts';
import { type DistinguishedName, readDistinguishedName } from './distinguished-name.ts';
import { ipAddressText } from './ip-address.ts';
import { ia5Text, printableText } from './text.ts';

/**
 * One GeneralName (RFC 5280 section 4.2.1.6). `text` is for the eye and for comparing: lower case for DNS names, normalised for
 * addresses. `ip` has no text when it has neither 4 nor 16 bytes.
 */
export type AnyName =
  | { readonly form: 'dns' | 'email' | 'uri'; readonly text: string }
  | { readonly form: 'ip'; readonly text: string | null; readonly bytes: Uint8Array }
  | { readonly form: 'directory'; readonly text: string; readonly name: DistinguishedName }
  | { readonly form: 'other'; readonly text: string; readonly type: string }
  | { readonly form: 'x400' | 'edi' | 'id'; readonly text: string };

/** Names of a subject alternative name, sorted by what they are compared with. */
export interface GeneralNames {
  /** Lower-cased; wildcards and odd characters are kept as sent. */
  readonly dnsNames: string[];
  /** Normalised text. */
  readonly ipAddresses: string[];
  /** `type:value` of everything else. */
  readonly otherNames: string[];
  /** All of them, in the order of the encoding. */
  readonly all: readonly AnyName[];
}

const generalNameTag = {
  otherName: contextTag(0, true),
  email: contextTag(1, false),
  dns: contextTag(2, false),
  x400: contextTag(3, true),
  directory: contextTag(4, true),
  uri: contextTag(6, false),
  ip: contextTag(7, false),
  registeredId: contextTag(8, false),
} as const;

/** The library's text of a name; null where it has none. */
function libraryText(element: DerElement): { type: string; text: string } | null {
  try {
    const { type, value } = new GeneralName(Uint8Array.from(element.bytes), parseOptions);
    return { type, text: printableText(value) };
  } catch {
    return null;
  }
}

/**
 * `upn:` and `guid:` (a domain controller's directory object) as the library reads them. Kerberos names (1.3.6.1.5.2.2) and all
 * others it does not know are the object identifier with the value in hexadecimal.
 */
function otherName(element: DerElement): AnyName {
  const [typeElement, wrapper] = derChildren(element);
  const type = readObjectIdentifier(typeElement);
  const known = libraryText(element);
  const text =
    known === null ? `${type}:${wrapper?.tag === contextTag(0, true) ? hexText(wrapper.content) : ''}` : `${known.type}:${known.text}`;
  return { form: 'other', type, text: printableText(text) };
}

/** Reads one name, or the base of a name constraint, which has the same form. */
export function readGeneralName(element: DerElement): AnyName {
  switch (element.tag) {
    case generalNameTag.dns:
      // Read by ourselves, and addresses too: a hostile certificate may hold thousands, and the library takes 0.02 ms for each.
      return { form: 'dns', text: ia5Text(element.content).toLowerCase() };
    case generalNameTag.ip:
      return { form: 'ip', text: ipAddressText(element.content), bytes: Uint8Array.from(element.content.subarray(0, 64)) };
    case generalNameTag.email:
      return { form: 'email', text: libraryText(element)?.text ?? '' };
    case generalNameTag.uri:
      return { form: 'uri', text: libraryText(element)?.text ?? '' };
    case generalNameTag.directory: {
      const name = readDistinguishedName(derChildren(element)[0], 'directory name');
      return { form: 'directory', text: name.text, name };
    }
    case generalNameTag.registeredId:
      // The library garbles long arcs.
      return { form: 'id', text: objectIdentifierText(element.content) };
    case generalNameTag.otherName:
      return otherName(element);
    default:
      return { form: element.tag === generalNameTag.x400 ? 'x400' : 'edi', text: hexText(element.content.subarray(0, 1000)) };
  }
}

/** `type:value`, as names without a list of their own are kept. */
function taggedText(name: AnyName): string {
  switch (name.form) {
    case 'other':
      return name.text;
    case 'directory':
      return `dn:${name.text}`;
    case 'ip':
      return printableText(`ip:${hexText(name.bytes)}`);
    default:
      return printableText(`${name.form}:${name.text}`);
  }
}

/**
 * Reads GeneralNames. Each name is given to the library by itself, because its list drops unknown otherNames without a word (a
 * domain controller's Kerberos name among them) and throws as a whole over X.400 and EDI names.
 */
export function readGeneralNames(list: DerElement): GeneralNames {
  const names: GeneralNames = { dnsNames: [], ipAddresses: [], otherNames: [], all: derChildren(list).map(readGeneralName) };
  for (const name of names.all) {
    if (name.form === 'dns') names.dnsNames.push(name.text);
    else if (name.form === 'ip' && name.text !== null) names.ipAddresses.push(name.text);
    else names.otherNames.push(taggedText(name));
  }
  return names;
}
