/**
 * A strict reader for DER (X.690), as small as certificates need. It stands in front of @peculiar/x509, which takes BER: indefinite
 * and non-minimal lengths, bytes after the end. Every length is checked against the bytes that are really there and no element is
 * copied. It also reads what the library hides. Failures are `DerFault`s, which `readCertificate` turns into a value.
 */
export class DerFault extends Error {
  override readonly name = 'DerFault';
}

/** One tag-length-value. `content` and `bytes` are views of the input. */
export interface DerElement {
  /** The identifier octet: class, constructed bit and tag number together. */
  readonly tag: number;
  readonly content: Uint8Array;
  /** Header and content. */
  readonly bytes: Uint8Array;
}

export const derTag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Tag of `[number]`, primitive or constructed. */
export const contextTag = (number: number, constructed: boolean): number => (constructed ? 0xa0 : 0x80) | number;

function elementAt(bytes: Uint8Array, offset: number): DerElement {
  const tag = bytes[offset];
  const first = bytes[offset + 1];
  if (tag === undefined || first === undefined) throw new DerFault('ends in the middle of an element');
  if ((tag & 0x1f) === 0x1f) throw new DerFault('uses a tag number above 30');
  let length = first;
  let start = offset + 2;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 4) throw new DerFault('has a length that DER does not allow');
    length = 0;
    for (let index = 0; index < count; index++) {
      const octet = bytes[start + index];
      if (octet === undefined) throw new DerFault('ends in the middle of a length');
      length = length * 256 + octet;
    }
    if (length < 0x80 || (count > 1 && length < 256 ** (count - 1))) throw new DerFault('has a length that is not in its shortest form');
    start += count;
  }
  if (length > bytes.length - start) throw new DerFault('announces more bytes than it has');
  return { tag, content: bytes.subarray(start, start + length), bytes: bytes.subarray(offset, start + length) };
}

/** The one element that `bytes` consist of; bytes after it are a fault. */
export function readDer(bytes: Uint8Array): DerElement {
  const element = elementAt(bytes, 0);
  if (element.bytes.length !== bytes.length) throw new DerFault('has bytes after its end');
  return element;
}

/** Limits of one certificate, which bound the time that reading takes. Real ones have some 150 elements, and one more for each name. */
const MOST_BYTES = 256 * 1024;
const MOST_ELEMENTS = 2_000;
const DEEPEST = 32;

/** The same limits in the words of asn1js, which also looks for elements inside strings of octets and bits. */
export const parseOptions = { berOptions: { maxContentLength: MOST_BYTES, maxNodes: MOST_ELEMENTS, maxDepth: 2 * DEEPEST } };

/** Like `readDer`, and everything inside is looked at too: it is DER down to the last element, and within the limits. */
export function readWholeDer(bytes: Uint8Array): DerElement {
  if (bytes.length > MOST_BYTES) throw new DerFault(`is larger than ${MOST_BYTES / 1024} KiB`);
  let elements = 0;
  const visit = (element: DerElement, depth: number): void => {
    if (depth > DEEPEST) throw new DerFault(`is nested more than ${DEEPEST} levels deep`);
    for (const child of derChildren(element)) {
      if (++elements > MOST_ELEMENTS) throw new DerFault(`has more than ${MOST_ELEMENTS} elements`);
      if ((child.tag & 0x20) !== 0) visit(child, depth + 1);
    }
  };
  const root = readDer(bytes);
  if ((root.tag & 0x20) !== 0) visit(root, 1);
  return root;
}

/** The elements inside a constructed element, in order. */
export function derChildren(parent: DerElement): DerElement[] {
  if ((parent.tag & 0x20) === 0) throw new DerFault('has a plain value where a list belongs');
  const children: DerElement[] = [];
  for (let offset = 0; offset < parent.content.length; ) {
    const child = elementAt(parent.content, offset);
    children.push(child);
    offset += child.bytes.length;
  }
  return children;
}

/** The element itself when it has the tag; a fault that names `what` otherwise. */
export function expectTag(element: DerElement | undefined, tag: number, what: string): DerElement {
  if (element === undefined) throw new DerFault(`has no ${what}`);
  if (element.tag !== tag) throw new DerFault(`has a ${what} of the wrong type`);
  return element;
}

/** Dotted text of an OBJECT IDENTIFIER. */
export function readObjectIdentifier(element: DerElement | undefined): string {
  const { content } = expectTag(element, derTag.objectIdentifier, 'object identifier');
  return objectIdentifierText(content);
}

/** Dotted text of the content octets of an OBJECT IDENTIFIER. */
export function objectIdentifierText(content: Uint8Array): string {
  const last = content.at(-1);
  if (last === undefined || last >= 0x80 || content.length > 64) throw new DerFault('has a broken object identifier');
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const octet of content) {
    arc = (arc << 7n) | BigInt(octet & 0x7f);
    if (octet < 0x80) {
      arcs.push(arc);
      arc = 0n;
    }
  }
  const head = arcs[0] ?? 0n;
  const top = head < 40n ? 0n : head < 80n ? 1n : 2n;
  return [top, head - top * 40n, ...arcs.slice(1)].join('.');
}

/** Content of a BIT STRING without its count of unused bits. */
export function readBits(element: DerElement | undefined, what: string): Uint8Array {
  const { content } = expectTag(element, derTag.bitString, what);
  const unused = content[0];
  if (unused === undefined || unused > 7) throw new DerFault(`has a broken ${what}`);
  return content.subarray(1);
}

/** Lower-case hexadecimal text. */
export function hexText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
