import { FilterParser, PagedResultsControl, SearchRequest } from 'ldapts';
import { readBerElement, readBerText } from '../ldap/ber.ts';
import { SEARCH_RESULT_DONE } from '../ldap/message.ts';
import type { LdapOperation } from '../ldap/operation.ts';
import { plainText } from '../plain-text.ts';
import { type DirectoryEntry, readDirectoryEntry } from './directory-entry.ts';

/** What one page of a search brings, whether or not it ends well. */
export type SearchPage = { entries: DirectoryEntry[]; referrals: string[]; referralCount: number };

type PageRequest = {
  base: string;
  scope: 'base' | 'one' | 'sub';
  /** RFC 4515. */
  filter: string;
  attributes: readonly string[];
  cookie: Buffer;
  pageEntries: number;
  /** Entries that may still come, and addresses of referrals that are still kept. */
  mostEntries: number;
  mostReferrals: number;
};

/**
 * One page of a search (RFC 2696). What comes is put into `page` as it comes; a server that sends more entries than it may ends the
 * search. Throws for a filter that is none. @returns the cookie of the next page, empty after the last
 */
export function searchPage(request: PageRequest, page: SearchPage): LdapOperation<Buffer> {
  const filter = FilterParser.parseString(request.filter);
  return {
    encode: (messageId) =>
      new SearchRequest({
        messageId,
        baseDN: request.base,
        scope: request.scope,
        filter,
        attributes: [...request.attributes],
        timeLimit: 30,
        controls: [new PagedResultsControl({ value: { size: request.pageEntries, cookie: request.cookie } })],
      }).write(),
    endsWith: SEARCH_RESULT_DONE,
    read: () => ({
      entry: (content) => {
        if (page.entries.length >= request.mostEntries) throw new Error(`The server sent more than ${request.mostEntries} entries.`);
        page.entries.push(readDirectoryEntry(content));
      },
      reference: (content) => {
        page.referralCount += 1;
        const address = readBerElement(content, 0);
        if (address !== null && page.referrals.length < request.mostReferrals)
          page.referrals.push(plainText(readBerText(content, address)));
      },
      end: (_content, controls) => nextCookie(controls),
    }),
  };
}

const CONTROLS = 0xa0;
const OCTET_STRING = 0x04;

/** The cookie in the controls of a response; empty when there is none. */
function nextCookie(controls: Buffer): Buffer {
  const none = Buffer.alloc(0);
  const list = readBerElement(controls, 0);
  if (list === null || list.tag !== CONTROLS) return none;
  for (let offset = list.contentStart; offset < list.end; ) {
    const control = readBerElement(controls, offset, list.end);
    if (control === null) return none;
    offset = control.end;
    const type = readBerElement(controls, control.contentStart, control.end);
    if (type === null || readBerText(controls, type) !== PagedResultsControl.type) continue;
    for (let at = type.end; at < control.end; ) {
      const part = readBerElement(controls, at, control.end);
      if (part === null) return none;
      at = part.end;
      if (part.tag !== OCTET_STRING) continue;
      const value = readBerElement(controls, part.contentStart, part.end);
      const size = value === null ? null : readBerElement(controls, value.contentStart, value.end);
      const cookie = size === null || value === null ? null : readBerElement(controls, size.end, value.end);
      return cookie === null ? none : Buffer.from(controls.subarray(cookie.contentStart, cookie.end));
    }
  }
  return none;
}
