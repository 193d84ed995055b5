import { readBerElement, readBerText } from '../ldap/ber.ts';
import { isWellFormedEntry } from '../ldap/message.ts';
import { plainText } from '../plain-text.ts';

/** One entry of the directory. Attribute types are in lower case, without options such as `;binary`; values are the bytes as sent. */
export type DirectoryEntry = { dn: string; attributes: ReadonlyMap<string, readonly Uint8Array[]> };

/** Longest text that is read of one value or name, in characters. */
const longestText = 4_096;

/** Reads the content of a search entry. Throws when it is not built as RFC 4511 section 4.5.2 says. */
export function readDirectoryEntry(content: Uint8Array): DirectoryEntry {
  if (!isWellFormedEntry(content)) throw new Error('The search entry is not built as RFC 4511 says.');
  const name = readBerElement(content, 0);
  const list = name === null ? null : readBerElement(content, name.end);
  if (name === null || list === null) throw new Error('The search entry has no name or no attributes.');
  const attributes = new Map<string, Uint8Array[]>();
  for (let offset = list.contentStart; offset < list.end; ) {
    const attribute = readBerElement(content, offset, list.end);
    const type = attribute === null ? null : readBerElement(content, attribute.contentStart, attribute.end);
    const values = type === null ? null : readBerElement(content, type.end);
    if (attribute === null || type === null || values === null) break;
    const key = (readBerText(content, type).split(';')[0] ?? '').toLowerCase();
    const kept = attributes.get(key) ?? [];
    for (let at = values.contentStart; at < values.end; ) {
      const value = readBerElement(content, at, values.end);
      if (value === null) break;
      // A copy: the message it came in is not kept alive.
      kept.push(Uint8Array.from(content.subarray(value.contentStart, value.end)));
      at = value.end;
    }
    attributes.set(key, kept);
    offset = attribute.end;
  }
  return { dn: plainText(readBerText(content, name), longestText), attributes };
}

/** Values of an attribute as UTF-8 text; empty when the entry has none. */
export const textsOf = (entry: DirectoryEntry, type: string): string[] =>
  (entry.attributes.get(type.toLowerCase()) ?? []).map((value) => plainText(Buffer.from(value).toString('utf8'), longestText));

/** First value of an attribute as text; null when the entry has none. */
export const textOf = (entry: DirectoryEntry, type: string): string | null => textsOf(entry, type)[0] ?? null;
