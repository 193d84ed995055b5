import 'reflect-metadata';
import { Name } from '@peculiar/x509';
import { type DerElement, derTag, expectTag } from './der.ts';
import { printableText } from './text.ts';

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

const commonNameType = 'CN';

/** Attribute types that the library leaves as object identifiers or names in its own way, as certificate viewers show them. */
const attributeNames: Readonly<Record<string, string>> = {
  E: 'emailAddress',
  G: 'GN',
  I: 'initials',
  T: 'title',
  '2.5.4.5': 'serialNumber',
  '2.5.4.9': 'STREET',
  '2.5.4.17': 'postalCode',
  '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.1': 'UID',
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

function attribute(type: string, value: string): Attribute {
  const name = attributeNames[type] ?? type;
  // The library's form of a value that is no text, as in RFC 4514 section 2.4.
  if (/^#(?:[0-9a-f]{2})+$/.test(value)) return { text: `${name}=${printableText(value)}`, key: `${type}=${value}`, commonName: null };
  return {
    text: `${name}=${escapeValue(value)}`,
    key: `${type}=${JSON.stringify(comparable(value))}`,
    commonName: type === commonNameType ? printableText(value) : null,
  };
}

/**
 * Takes apart a name that the library has read. Its own text is in the order of the encoding and keeps control characters, so the
 * text is made here.
 */
export function distinguishedName(name: Name): DistinguishedName {
  const relativeNames = name
    .toJSON()
    .map((relative) => Object.entries(relative).flatMap(([type, values]) => values.map((value) => attribute(type, value))));
  const keys = relativeNames.map((attributes) =>
    attributes
      .map((one) => one.key)
      .sort()
      .join('+'),
  );
  const texts = relativeNames.map((attributes) => attributes.map((one) => one.text).join('+'));
  return {
    text: texts.reverse().join(','),
    keys,
    key: keys.join(','),
    commonNames: relativeNames.flat().flatMap((one) => one.commonName ?? []),
  };
}

/** Reads a Name (RFC 5280 section 4.1.2.4). */
export function readDistinguishedName(element: DerElement | undefined, what: string): DistinguishedName {
  return distinguishedName(new Name(Uint8Array.from(expectTag(element, derTag.sequence, what).bytes)));
}

/** Is the name inside the subtree of `base` (RFC 5280 section 4.2.1.10, directoryName)? */
export function isWithin(name: DistinguishedName, base: DistinguishedName): boolean {
  return base.keys.every((key, index) => name.keys[index] === key);
}
