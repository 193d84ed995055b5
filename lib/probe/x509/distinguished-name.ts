import { type DerElement, derChildren, derTag, expectTag, hexText, readObjectIdentifier } from './der.ts';
import { printableText, readText } from './text.ts';

/** A distinguished name: for the eye, for comparing, and taken apart. */
export interface DistinguishedName {
  /** RFC 4514 text, most specific part first, as directory people write it. */
  readonly text: string;
  /** One key per relative name, outermost first; equal keys mean equal names (RFC 5280 section 7.1). */
  readonly keys: readonly string[];
  /** All keys in one text. */
  readonly key: string;
  /** Every common name, in the order of the encoding. */
  readonly commonNames: readonly string[];
}

const commonNameType = '2.5.4.3';

/** Short names of RFC 4514 and the ones that certificate viewers show. */
const attributeNames: Readonly<Record<string, string>> = {
  [commonNameType]: 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.17': 'postalCode',
  '2.5.4.42': 'GN',
  '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
};

function escapeValue(value: string): string {
  return printableText(value)
    .replace(/["+,;<>]|\\(?!x[0-9a-f]{2}|u[0-9a-f]{4})/g, '\\$&')
    .replace(/^[ #]| $/g, '\\$&');
}

function comparable(value: string): string {
  return value.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ');
}

interface Attribute {
  readonly text: string;
  readonly key: string;
  readonly commonName: string | null;
}

function readAttribute(element: DerElement): Attribute {
  const [typeElement, valueElement] = derChildren(expectTag(element, derTag.sequence, 'name attribute'));
  const type = readObjectIdentifier(typeElement);
  if (valueElement === undefined) return { text: type, key: type, commonName: null };
  const value = readText(valueElement);
  const name = attributeNames[type] ?? type;
  if (value === null) {
    const hex = `#${hexText(valueElement.bytes)}`;
    return { text: `${name}=${printableText(hex)}`, key: `${type}=${hex}`, commonName: null };
  }
  return {
    text: `${name}=${escapeValue(value)}`,
    key: `${type}=${JSON.stringify(comparable(value))}`,
    commonName: type === commonNameType ? printableText(value) : null,
  };
}

/** Reads a Name (RFC 5280 section 4.1.2.4). */
export function readDistinguishedName(element: DerElement | undefined, what: string): DistinguishedName {
  const relativeNames = derChildren(expectTag(element, derTag.sequence, what)).map((relative) =>
    derChildren(expectTag(relative, derTag.set, 'relative distinguished name')).map(readAttribute),
  );
  const keys = relativeNames.map((attributes) =>
    attributes
      .map((attribute) => attribute.key)
      .sort()
      .join('+'),
  );
  const texts = relativeNames.map((attributes) => attributes.map((attribute) => attribute.text).join('+'));
  return {
    text: texts.reverse().join(','),
    keys,
    key: keys.join(','),
    commonNames: relativeNames.flat().flatMap((attribute) => attribute.commonName ?? []),
  };
}

/** Is the name inside the subtree of `base` (RFC 5280 section 4.2.1.10, directoryName)? */
export function isWithin(name: DistinguishedName, base: DistinguishedName): boolean {
  return base.keys.every((key, index) => name.keys[index] === key);
}
