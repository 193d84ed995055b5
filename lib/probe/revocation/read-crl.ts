import { setImmediate } from 'node:timers/promises';
import type { Deadline } from '../deadline.ts';
import { contextTag, type DerElement, DerFault, derTag, readDer, readWholeDer } from '../x509/der.ts';
import { type CrlExtensions, readCrlExtensions } from './crl-extensions.ts';
import { DerCursor } from './der-cursor.ts';
import { readTimeMs } from './der-time.ts';
import { RevokedSerials } from './revoked-serials.ts';

/** A CRL (RFC 5280 section 5) taken apart but for its entries. Nothing in it is proven before the signature is. */
export interface Crl {
  /** The signed bytes, the signature over them and its AlgorithmIdentifier. */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
  readonly algorithm: DerElement;
  /** Name of the issuer. */
  readonly issuer: DerElement;
  readonly thisUpdateMs: number;
  readonly nextUpdateMs: number | null;
  readonly extensions: CrlExtensions;
  /** Content of the list of revoked certificates; empty when there is none. */
  readonly entries: Uint8Array;
}

/** The CRL has more entries than this program reads. */
export class TooManyEntries extends Error {
  override readonly name = 'TooManyEntries';
}

/** The time ran out, or nobody waits any more, before all entries were read. */
export class ReadingStopped extends Error {
  override readonly name = 'ReadingStopped';
}

/** A critical extension of an entry is not understood, so that the whole list must not be used (RFC 5280 section 5.3). */
export class UnknownEntryExtension extends Error {
  override readonly name = 'UnknownEntryExtension';
}

const LONGEST_NAME_BYTES = 16 * 1024;

/** Reads a CRL. Throws a `DerFault` when the bytes are none. */
export function readCrl(bytes: Uint8Array): Crl {
  if (Buffer.from(bytes.subarray(0, 10)).toString('latin1') === '-----BEGIN') {
    throw new DerFault('is PEM text, where RFC 5280 section 4.2.1.13 asks for DER');
  }
  const outer = new DerCursor(bytes);
  outer.expect(derTag.sequence, 'outer list');
  if (outer.end !== bytes.length) throw new DerFault('has bytes after its end');
  const parts = new DerCursor(bytes).within(outer.start, outer.end);
  parts.expect(derTag.sequence, 'list of certificates');
  const signed = bytes.subarray(outer.start, parts.end);
  const body = new DerCursor(bytes).within(parts.start, parts.end);
  const algorithmStart = parts.end;
  parts.expect(derTag.sequence, 'signature algorithm');
  const algorithm = smallElement(bytes.subarray(algorithmStart, parts.end));
  parts.expect(derTag.bitString, 'signature');
  if (bytes[parts.start] !== 0) throw new DerFault('has a broken signature');
  const signature = bytes.subarray(parts.start + 1, parts.end);
  if (parts.next()) throw new DerFault('has more than three parts');
  return { signed, signature, algorithm, ...readBody(bytes, body, algorithm) };
}

function smallElement(bytes: Uint8Array): DerElement {
  if (bytes.length > LONGEST_NAME_BYTES) throw new DerFault('has a name or an algorithm of more than 16 KiB');
  return readWholeDer(bytes);
}

function readBody(bytes: Uint8Array, body: DerCursor, outerAlgorithm: DerElement) {
  const current = () => bytes.subarray(body.from, body.end);
  let more = body.next();
  if (more && body.is(derTag.integer)) {
    if (body.end - body.start !== 1 || bytes[body.start] !== 1) throw new DerFault('has a version that nobody knows');
    more = body.next();
  }
  if (!more || Buffer.compare(current(), outerAlgorithm.bytes) !== 0) throw new DerFault('names two different signature algorithms');
  body.expect(derTag.sequence, 'issuer');
  const issuer = smallElement(current());
  const thisUpdateMs = readTimeMs(body.next() ? readDer(current()) : undefined, 'thisUpdate');
  more = body.next();
  const hasNextUpdate = more && body.is(derTag.utcTime, derTag.generalizedTime);
  const nextUpdateMs = hasNextUpdate ? readTimeMs(readDer(current()), 'nextUpdate') : null;
  if (hasNextUpdate) more = body.next();
  const hasEntries = more && body.is(derTag.sequence);
  const entries = hasEntries ? bytes.subarray(body.start, body.end) : new Uint8Array();
  if (hasEntries) more = body.next();
  const hasExtensions = more && body.is(contextTag(0, true));
  const extensions = readCrlExtensions(hasExtensions ? readWholeDer(bytes.subarray(body.start, body.end)) : null);
  if (hasExtensions) more = body.next();
  if (more) throw new DerFault('has a part that no CRL has');
  return { issuer, thisUpdateMs, nextUpdateMs, extensions, entries };
}

/** Entries read before other work gets its turn: some three milliseconds. */
const SLICE = 10_000;

/**
 * Reads the revoked certificates of a CRL. The event loop is let go now and then, and the deadline looked at.
 * Throws `TooManyEntries`, `ReadingStopped`, `UnknownEntryExtension`, or a `DerFault` when they are broken.
 */
export async function readEntries(entries: Uint8Array, mostEntries: number, deadline: Deadline): Promise<RevokedSerials> {
  const serials = new RevokedSerials();
  const list = new DerCursor(entries);
  const entry = new DerCursor(entries);
  const extension = new DerCursor(entries);
  let count = 0;
  while (list.next()) {
    if (count % SLICE === 0) {
      await setImmediate();
      if (deadline.overBecause() !== null) throw new ReadingStopped('The list could not be read to its end in time.');
    }
    if (list.tag !== derTag.sequence) throw new DerFault('has an entry that is no list');
    if (count === mostEntries) throw new TooManyEntries(`The list has more than ${mostEntries} entries.`);
    entry.within(list.start, list.end).expect(derTag.integer, 'serial number in an entry');
    if (entry.end - entry.start > 64 || entry.end === entry.start) throw new DerFault('has a serial number of impossible length');
    const serial = entries.subarray(entry.start, entry.end);
    if (!entry.next()) throw new DerFault('has an entry without a time');
    const revokedAtMs = entryTimeMs(entries, entry);
    const reason = entry.next() ? readReason(entries, extension.within(entry.start, entry.end)) : null;
    // removeFromCRL (8) has its place in delta lists alone and says that the certificate is not revoked.
    if (reason !== 8) serials.add(serial, revokedAtMs, reason);
    count += 1;
  }
  serials.trim();
  return serials;
}

/** UTCTime YYMMDDhhmmssZ or GeneralizedTime YYYYMMDDhhmmssZ; null for another form, which does not undo the revocation. */
function entryTimeMs(bytes: Uint8Array, { tag, start, end }: DerCursor): number | null {
  const length = end - start;
  const isUtc = tag === derTag.utcTime && length === 13;
  if (!isUtc && !(tag === derTag.generalizedTime && length === 15)) return null;
  const pair = (offset: number): number => ((bytes[start + offset] ?? 0) - 48) * 10 + ((bytes[start + offset + 1] ?? 0) - 48);
  const rest = isUtc ? 2 : 4;
  const year = isUtc ? pair(0) + (pair(0) < 50 ? 2000 : 1900) : pair(0) * 100 + pair(2);
  const time = Date.UTC(year, pair(rest) - 1, pair(rest + 2), pair(rest + 4), pair(rest + 6), pair(rest + 8));
  return Number.isNaN(time) || time <= 0 ? null : time;
}

/** The reason among the extensions of one entry. */
function readReason(bytes: Uint8Array, list: DerCursor): number | null {
  let reason: number | null = null;
  const fields = new DerCursor(bytes);
  while (list.next()) {
    fields.within(list.start, list.end).expect(derTag.objectIdentifier, 'type of an extension in an entry');
    const isCommon = fields.end - fields.start === 3 && bytes[fields.start] === 0x55 && bytes[fields.start + 1] === 0x1d;
    const arc = isCommon ? (bytes[fields.start + 2] ?? 0) : -1;
    if (!fields.next()) throw new DerFault('has an extension without a value in an entry');
    const isCritical = fields.tag === derTag.boolean && bytes[fields.start] !== 0;
    if (fields.tag === derTag.boolean && !fields.next()) throw new DerFault('has an extension without a value in an entry');
    if (arc === REASON_CODE && fields.tag === derTag.octetString && fields.end - fields.start === 3) reason = bytes[fields.end - 1] ?? null;
    else if (arc === CERTIFICATE_ISSUER) throw new UnknownEntryExtension('The list also speaks for other authorities (indirect CRL).');
    else if (isCritical && arc !== INVALIDITY_DATE && arc !== REASON_CODE) {
      throw new UnknownEntryExtension('An entry of the list has a critical extension that is not understood.');
    }
  }
  return reason;
}

/** Last arcs of 2.5.29. */
const REASON_CODE = 21;
const INVALIDITY_DATE = 24;
const CERTIFICATE_ISSUER = 29;
