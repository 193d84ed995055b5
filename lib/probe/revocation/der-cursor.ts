import { DerFault } from '../x509/der.ts';

/**
 * Walks over DER elements one after the other without making an object for each, as a list of 200,000 certificates would need a
 * million. Lengths are held against the bytes that are there. The fields describe the element that `next` came to last.
 */
export class DerCursor {
  tag = 0;
  /** Where the element begins, and where its content begins and ends. */
  from = 0;
  start = 0;
  end = 0;
  readonly #bytes: Uint8Array;
  #offset = 0;
  #limit = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#limit = bytes.length;
  }

  /** Goes on with what lies between two offsets. */
  within(start: number, end: number): this {
    this.#offset = start;
    this.#limit = Math.min(end, this.#bytes.length);
    return this;
  }

  /** Comes to the next element; false at the end. Throws a `DerFault` over a broken one. */
  next(): boolean {
    const bytes = this.#bytes;
    let at = this.#offset;
    if (at >= this.#limit) return false;
    if (at + 2 > this.#limit) throw new DerFault('ends in the middle of an element');
    const tag = bytes[at] ?? 0;
    let length = bytes[at + 1] ?? 0;
    if ((tag & 0x1f) === 0x1f) throw new DerFault('uses a tag number above 30');
    at += 2;
    if (length >= 0x80) {
      const count = length & 0x7f;
      if (count === 0 || count > 4 || at + count > this.#limit) throw new DerFault('has a length that DER does not allow');
      length = 0;
      for (let index = 0; index < count; index++) length = length * 256 + (bytes[at + index] ?? 0);
      at += count;
    }
    if (length > this.#limit - at) throw new DerFault('announces more bytes than it has');
    this.tag = tag;
    this.from = this.#offset;
    this.start = at;
    this.end = at + length;
    this.#offset = this.end;
    return true;
  }

  /** Has the element come to one of these tags? */
  is(...tags: readonly number[]): boolean {
    return tags.includes(this.tag);
  }

  /** Comes to the next element, which must be there and have the tag. */
  expect(tag: number, what: string): void {
    if (!this.next() || this.tag !== tag) throw new DerFault(`has no ${what}`);
  }
}
