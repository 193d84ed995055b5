import { type DerElement, DerFault, derTag, expectTag, hexText } from '../../probe/x509/der.ts';
import { code, type ExtensionReader, time, words } from './lines.ts';
import type { ExtensionLine } from './views.ts';

/** A list in the encoding of TLS (RFC 6962 section 3.3) has the length of each entry before it. */
function entriesOf(bytes: Buffer): Buffer[] {
  if (bytes.length < 2 || bytes.readUInt16BE(0) !== bytes.length - 2) throw new DerFault('has a list of the wrong length');
  const entries: Buffer[] = [];
  for (let offset = 2; offset < bytes.length; ) {
    if (bytes.length - offset < 2) throw new DerFault('ends in the middle of a timestamp');
    const length = bytes.readUInt16BE(offset);
    const entry = bytes.subarray(offset + 2, offset + 2 + length);
    if (entry.length !== length) throw new DerFault('ends in the middle of a timestamp');
    entries.push(entry);
    offset += 2 + length;
  }
  return entries;
}

/** The last millisecond that a date can hold. */
const LAST_MOMENT = 8_640_000_000_000_000n;

function timestampLines(entry: Buffer): ExtensionLine[] {
  if (entry.length < 43) throw new DerFault('has a timestamp that is too short');
  if (entry[0] !== 0) return [words('Timestamp', `of version ${(entry[0] ?? 0) + 1}, which is not known here`)];
  const at = entry.readBigUInt64BE(33);
  return [
    code('Log', hexText(entry.subarray(1, 33))),
    at > LAST_MOMENT ? words('Logged at', 'a time that no calendar knows') : time('Logged at', new Date(Number(at)).toISOString()),
  ];
}

function timestamps(value: DerElement): ExtensionLine[] {
  const { content } = expectTag(value, derTag.octetString, 'list of timestamps');
  return entriesOf(Buffer.from(content)).slice(0, 50).flatMap(timestampLines);
}

/** Certificate transparency (RFC 6962), by object identifier. */
export const transparencyExtensions: Readonly<Record<string, ExtensionReader>> = {
  '1.3.6.1.4.1.11129.2.4.2': { name: 'Signed certificate timestamps', read: timestamps },
  '1.3.6.1.4.1.11129.2.4.3': {
    name: 'Precertificate poison',
    read: () => [words('Meaning', 'a precertificate for transparency logs; no server may use it')],
  },
};
