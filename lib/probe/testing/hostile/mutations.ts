import fc from 'fast-check';

/** One change of a byte string; `at` is a share of its length, from 0 to 1. */
type Mutation =
  | { kind: 'set'; at: number; byte: number }
  | { kind: 'flip'; at: number; bit: number }
  | { kind: 'insert'; at: number; bytes: Uint8Array }
  | { kind: 'delete'; at: number; count: number }
  | { kind: 'repeat'; at: number; count: number }
  | { kind: 'cut'; at: number };

const at = fc.integer({ min: 0, max: 9_999 }).map((part) => part / 10_000);
/** Bytes that mean something as a tag, a length, a version or a result code. */
const telling = fc.constantFrom(0, 1, 2, 3, 4, 0x0a, 0x30, 0x31, 0x64, 0x65, 0x78, 0x7f, 0x80, 0x81, 0x84, 0xff);
const byte = fc.oneof(telling, fc.integer({ min: 0, max: 255 }));

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), at, byte }),
  fc.record({ kind: fc.constant('flip' as const), at, bit: fc.integer({ min: 0, max: 7 }) }),
  fc.record({ kind: fc.constant('insert' as const), at, bytes: fc.uint8Array({ minLength: 1, maxLength: 16 }) }),
  fc.record({ kind: fc.constant('delete' as const), at, count: fc.integer({ min: 1, max: 64 }) }),
  fc.record({ kind: fc.constant('repeat' as const), at, count: fc.integer({ min: 1, max: 256 }) }),
  fc.record({ kind: fc.constant('cut' as const), at }),
);

/** One to five changes. */
export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(mutation, { minLength: 1, maxLength: 5 });

/** The bytes with the changes made one after the other. */
export function mutate(bytes: Buffer, changes: readonly Mutation[]): Buffer {
  return changes.reduce<Buffer>(applyOne, Buffer.from(bytes));
}

function applyOne(bytes: Buffer, change: Mutation): Buffer {
  const offset = Math.min(bytes.length, Math.floor(change.at * bytes.length));
  const [before, after] = [bytes.subarray(0, offset), bytes.subarray(offset)];
  switch (change.kind) {
    case 'set':
      return Buffer.concat([before, Buffer.from([change.byte]), after.subarray(1)]);
    case 'flip':
      return Buffer.concat([before, Buffer.from([(after[0] ?? 0) ^ (1 << change.bit)]), after.subarray(1)]);
    case 'insert':
      return Buffer.concat([before, change.bytes, after]);
    case 'delete':
      return Buffer.concat([before, after.subarray(change.count)]);
    case 'repeat':
      return Buffer.concat([before, after.subarray(0, change.count), after]);
    case 'cut':
      return before;
  }
}
