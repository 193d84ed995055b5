import { contextTag, type DerElement, derChildren, derTag, hexText, objectIdentifierText, readDer, readObjectIdentifier } from './der.ts';
import { readDistinguishedName } from './distinguished-name.ts';
import { ipAddressText } from './ip-address.ts';
import { ia5Text, printableText, readText } from './text.ts';

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
  ediParty: contextTag(5, true),
  uri: contextTag(6, false),
  ip: contextTag(7, false),
  registeredId: contextTag(8, false),
} as const;

const userPrincipalName = '1.3.6.1.4.1.311.20.2.3';
const ntdsReplicationGuid = '1.3.6.1.4.1.311.25.1';

/** Microsoft writes the first three groups of a GUID with the low byte first. */
function guidText(bytes: Uint8Array): string {
  const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
  const hex = hexText(Uint8Array.from(order, (index) => bytes[index] ?? 0));
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** `upn:`, `guid:` (a domain controller's directory object) or the object identifier with the value in hexadecimal. */
function otherNameText(element: DerElement): string {
  const [typeElement, wrapper] = derChildren(element);
  const type = readObjectIdentifier(typeElement);
  const value = wrapper?.tag === contextTag(0, true) ? readDer(wrapper.content) : undefined;
  if (value !== undefined && type === userPrincipalName) {
    const text = readText(value);
    if (text !== null) return `upn:${printableText(text)}`;
  }
  if (value?.tag === derTag.octetString && type === ntdsReplicationGuid && value.content.length === 16)
    return `guid:${guidText(value.content)}`;
  return printableText(`${type}:${value === undefined ? '' : hexText(value.bytes)}`);
}

/** Reads GeneralNames (RFC 5280 section 4.2.1.6). */
export function readGeneralNames(list: DerElement): GeneralNames {
  const names: GeneralNames = { dnsNames: [], ipAddresses: [], otherNames: [] };
  for (const element of derChildren(list)) {
    switch (element.tag) {
      case generalNameTag.dns:
        names.dnsNames.push(ia5Text(element.content).toLowerCase());
        break;
      case generalNameTag.ip: {
        const text = ipAddressText(element.content);
        if (text === null) names.otherNames.push(printableText(`ip:${hexText(element.content)}`));
        else names.ipAddresses.push(text);
        break;
      }
      case generalNameTag.email:
        names.otherNames.push(`email:${ia5Text(element.content)}`);
        break;
      case generalNameTag.uri:
        names.otherNames.push(`uri:${ia5Text(element.content)}`);
        break;
      case generalNameTag.directory:
        names.otherNames.push(`dn:${readDistinguishedName(derChildren(element)[0], 'directory name').text}`);
        break;
      case generalNameTag.registeredId:
        names.otherNames.push(`id:${objectIdentifierText(element.content)}`);
        break;
      case generalNameTag.otherName:
        names.otherNames.push(otherNameText(element));
        break;
      default:
        names.otherNames.push(printableText(`${element.tag === generalNameTag.x400 ? 'x400' : 'edi'}:${hexText(element.content)}`));
    }
  }
  return names;
}

/** The addresses (URIs) among general names. */
export function addressesOf(elements: readonly DerElement[]): string[] {
  return elements.flatMap((element) => (element.tag === generalNameTag.uri ? [ia5Text(element.content)] : []));
}

export { generalNameTag };
