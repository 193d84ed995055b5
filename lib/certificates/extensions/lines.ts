import { type DerElement, DerFault, derTag, expectTag, hexText } from '../../probe/x509/der.ts';
import { printableText, readText } from '../../probe/x509/text.ts';
import { checkedTime } from '../../probe/x509/time.ts';
import type { ExtensionLine } from './views.ts';

/** What an extension is called and how its value is read. A value that is not of its form is a `DerFault`. */
export type ExtensionReader = { readonly name: string; readonly read: (value: DerElement) => readonly ExtensionLine[] };

/** More names than any honest certificate has; the rest is counted. */
const MOST_VALUES = 1_000;
/** Bytes of an unknown value that are shown. */
const MOST_BYTES = 512;

const bounded = (values: readonly string[]): readonly string[] =>
  values.length > MOST_VALUES ? [...values.slice(0, MOST_VALUES), `and ${values.length - MOST_VALUES} more`] : values;

/** A statement in words. */
export const words = (label: string, ...values: string[]): ExtensionLine => ({ label, kind: 'words', values: bounded(values) });

/** A statement in the machine's spelling. */
export const code = (label: string, ...values: string[]): ExtensionLine => ({ label, kind: 'code', values: bounded(values) });

/** A statement about times, as ISO 8601 in UTC. */
export const time = (label: string, ...values: string[]): ExtensionLine => ({ label, kind: 'time', values: bounded(values) });

/** No line at all where there is nothing to say. */
export const unlessEmpty = (line: ExtensionLine): ExtensionLine[] => (line.values.length === 0 ? [] : [line]);

/** Hexadecimal of any bytes, cut with the number of bytes that are left out. */
export function boundedHex(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'no bytes';
  return bytes.length > MOST_BYTES
    ? `${hexText(bytes.subarray(0, MOST_BYTES))}… and ${bytes.length - MOST_BYTES} more bytes`
    : hexText(bytes);
}

/** Decimal text of an INTEGER of up to 16 bytes; hexadecimal above. */
export function integerText(element: DerElement | undefined, what: string): string {
  return contentNumber(expectTag(element, derTag.integer, what).content);
}

/** Like `integerText`, for the content of an implicitly tagged INTEGER. */
export function contentNumber(content: Uint8Array): string {
  if (content.length === 0) throw new DerFault('has a number without digits');
  if (content.length > 16) return `0x${boundedHex(content)}`;
  return BigInt.asIntN(content.length * 8, BigInt(`0x${hexText(content)}`)).toString();
}

const visibleString = 0x1a;
const generalString = 0x1b;

/** Printable text of any of the string types; null for other types. */
export function stringOf(element: DerElement): string | null {
  const isAscii = element.tag === visibleString || element.tag === generalString;
  const text = readText(isAscii ? { ...element, tag: derTag.ia5String } : element);
  return text === null ? null : printableText(text);
}

/** A GeneralizedTime (RFC 5280 section 4.1.2.5.2) under an implicit tag, as ISO 8601. */
export function implicitTime(element: DerElement, what: string): string {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/
      .exec(Buffer.from(element.content.subarray(0, 32)).toString('latin1'))
      ?.slice(1)
      .map(Number) ?? [];
  return checkedTime(
    () => new Date(Date.UTC(year, month - 1, day, hour, minute, second)),
    { ...element, tag: derTag.generalizedTime },
    what,
  );
}
