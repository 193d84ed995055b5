import 'reflect-metadata';
import { GeneralName } from '@peculiar/x509';
import { contextTag, type DerElement, derChildren, hexText, objectIdentifierText, parseOptions, readObjectIdentifier } from './der.ts';
import { readDistinguishedName } from './distinguished-name.ts';
import { ipAddressText } from './ip-address.ts';
import { ia5Text, printableText } from './text.ts';

/** Names of a subject alternative name, sorted by what they are compared with. */
export interface GeneralNames {
  /** Lower-cased; wildcards and odd characters are kept as sent. */
  readonly dnsNames: string[];
  /** Normalised text. */
  readonly ipAddresses: string[];
  /** `type:value` of everything else. */
  readonly otherNames: string[];
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
function otherNameText(element: DerElement): string {
  const known = libraryText(element);
  if (known !== null) return `${known.type}:${known.text}`;
  const [type, wrapper] = derChildren(element);
  return printableText(`${readObjectIdentifier(type)}:${wrapper?.tag === contextTag(0, true) ? hexText(wrapper.content) : ''}`);
}

/**
 * Reads GeneralNames (RFC 5280 section 4.2.1.6). Each name is given to the library by itself, because its list drops unknown
 * otherNames without a word (a domain controller's Kerberos name among them) and throws as a whole over X.400 and EDI names.
 */
export function readGeneralNames(list: DerElement): GeneralNames {
  const names: GeneralNames = { dnsNames: [], ipAddresses: [], otherNames: [] };
  for (const element of derChildren(list)) {
    const hex = hexText(element.content.subarray(0, 1000));
    switch (element.tag) {
      case generalNameTag.dns:
        // Read by ourselves, and addresses too: a hostile certificate may hold thousands, and the library takes 0.02 ms for each.
        names.dnsNames.push(ia5Text(element.content).toLowerCase());
        break;
      case generalNameTag.ip: {
        const address = ipAddressText(element.content);
        if (address === null) names.otherNames.push(printableText(`ip:${hex}`));
        else names.ipAddresses.push(address);
        break;
      }
      case generalNameTag.email:
        names.otherNames.push(`email:${libraryText(element)?.text ?? ''}`);
        break;
      case generalNameTag.uri:
        names.otherNames.push(`uri:${libraryText(element)?.text ?? ''}`);
        break;
      case generalNameTag.directory:
        names.otherNames.push(`dn:${readDistinguishedName(derChildren(element)[0], 'directory name').text}`);
        break;
      case generalNameTag.registeredId:
        // The library garbles long arcs.
        names.otherNames.push(`id:${objectIdentifierText(element.content)}`);
        break;
      case generalNameTag.otherName:
        names.otherNames.push(otherNameText(element));
        break;
      default:
        names.otherNames.push(printableText(`${element.tag === generalNameTag.x400 ? 'x400' : 'edi'}:${hex}`));
    }
  }
  return names;
}

export { generalNameTag };
