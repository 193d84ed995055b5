import { DerFault, derTag } from '#lib/probe/x509/der.ts';
import { DEEPEST, MOST_ELEMENTS } from './bounds.ts';

type Normalised = {
  bytes: Uint8Array;
  /** Place behind the element in the input. */
  end: number;
  /** Is `bytes` anything but a view of the input? */
  changed: boolean;
};

const constructedOctetString = derTag.octetString | 0x20;

/**
 * The element at the start of `bytes` with definite lengths and octet strings in one piece, as the DER reader wants it: PKCS #12 and
 * PKCS #7 files of Java, NSS and older Windows are BER (X.690 section 8). What is written so already is kept byte for byte. Bytes
 * after the element are left out. Throws `DerFault`, also beyond the bounds of an upload.
 */
export function normaliseBer(bytes: Uint8Array): Uint8Array {
  let elements = 0;

  const visit = (offset: number, limit: number, depth: number): Normalised => {
    if (++elements > MOST_ELEMENTS) throw new DerFault(`has more than ${MOST_ELEMENTS} elements`);
    if (depth > DEEPEST) throw new DerFault(`is nested more than ${DEEPEST} levels deep`);
    const { tag, start, length } = headerAt(bytes, offset, limit);
    const isConstructed = (tag & 0x20) !== 0;
    if (length === null && !isConstructed) throw new DerFault('has a plain value without a length');
    if (!isConstructed) return { bytes: bytes.subarray(offset, start + (length ?? 0)), end: start + (length ?? 0), changed: false };

    const children: Normalised[] = [];
    let at = start;
    const stop = length === null ? limit : start + length;
    for (;;) {
      if (length === null && bytes[at] === 0 && bytes[at + 1] === 0 && at + 2 <= stop) break;
      if (length !== null && at === stop) break;
      const child = visit(at, stop, depth + 1);
      children.push(child);
      at = child.end;
    }
    const end = length === null ? at + 2 : stop;
    if (tag === constructedOctetString) return { bytes: encode(derTag.octetString, children.map(octetsOf)), end, changed: true };
    if (length !== null && !children.some(({ changed }) => changed)) return { bytes: bytes.subarray(offset, end), end, changed: false };
    return {
      bytes: encode(
        tag,
        children.map((child) => child.bytes),
      ),
      end,
      changed: true,
    };
  };

  return visit(0, bytes.length, 0).bytes;
}

function headerAt(bytes: Uint8Array, offset: number, limit: number): { tag: number; start: number; length: number | null } {
  const tag = bytes[offset];
  const first = bytes[offset + 1];
  if (tag === undefined || first === undefined || offset + 2 > limit) throw new DerFault('ends in the middle of an element');
  if ((tag & 0x1f) === 0x1f) throw new DerFault('uses a tag number above 30');
  if (first === 0x80) return { tag, start: offset + 2, length: null };
  const count = first < 0x80 ? 0 : first & 0x7f;
  if (count > 6) throw new DerFault('has a length that is too long');
  let length = count === 0 ? first : 0;
  for (let index = 0; index < count; index++) length = length * 256 + (bytes[offset + 2 + index] ?? 0);
  const start = offset + 2 + count;
  if (start + length > limit) throw new DerFault('announces more bytes than it has');
  return { tag, start, length };
}

/** The content of an octet string that was normalised before. */
function octetsOf({ bytes }: Normalised): Uint8Array {
  if (bytes[0] !== derTag.octetString) throw new DerFault('has a broken octet string');
  return bytes.subarray(headerAt(bytes, 0, bytes.length).start);
}

/** One element in DER: tag, shortest length, and the parts one after another. */
export function encode(tag: number, parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const length = Buffer.from(content.length.toString(16).padStart(8, '0'), 'hex');
  const shortest = length.subarray(length.findIndex((octet) => octet !== 0));
  return Buffer.concat([Buffer.from([tag, 0x80 | shortest.length]), shortest, content]);
}
