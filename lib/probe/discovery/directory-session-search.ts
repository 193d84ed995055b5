import { readFailure } from '../classify/ldap-answer.ts';
import type { Deadline } from '../deadline.ts';
import type { LdapSession } from '../ldap/session.ts';
import { plainText } from '../plain-text.ts';
import type { DirectoryEntry } from './directory-entry.ts';
import { type SearchPage, searchPage } from './directory-search.ts';
import { discoveryLimits } from './limits.ts';

/** What a search brought. Referrals are addresses of other servers that the answer points to: they are told, never followed. */
export type DirectorySearchResult = {
  entries: readonly DirectoryEntry[];
  referrals: readonly string[];
  /** All referrals, those that are not kept among them. */
  referralCount: number;
  /** Why the entries are not all there are; null when they are. */
  incomplete: { code: 'too-many' | 'referred' | 'refused' | 'broken-off'; resultCode: number | null; message: string } | null;
};

/**
 * Searches below `base` page by page, bounded in entries, bytes and time. `filter` is written as in RFC 4515. Never rejects: what came
 * before a failure is in `entries`, and `incomplete` says what happened.
 */
export type DirectorySearch = (
  base: string,
  options: { scope: 'base' | 'one' | 'sub'; filter: string; attributes: readonly string[]; mostEntries?: number },
) => Promise<DirectorySearchResult>;

const SIZE_LIMIT_EXCEEDED = 4;
const REFERRAL = 10;

/** Searches over an open session until its deadline. */
export function createDirectorySearch(session: LdapSession, deadline: Deadline): DirectorySearch {
  return async (base, { scope, filter, attributes, mostEntries = discoveryLimits.entries }) => {
    const found: SearchPage = { entries: [], referrals: [], referralCount: 0 };
    const ended = (incomplete: DirectorySearchResult['incomplete']): DirectorySearchResult => ({ ...found, incomplete });
    const brokenOff = (message: string) => ended({ code: 'broken-off', resultCode: null, message });
    let cookie: Buffer = Buffer.alloc(0);
    for (;;) {
      const over = deadline.overBecause();
      if (over !== null) return brokenOff('The time for reading the directory was used up.');
      const page: SearchPage = { entries: [], referrals: [], referralCount: 0 };
      const room = mostEntries - found.entries.length;
      const pageEntries = Math.min(discoveryLimits.pageEntries, room);
      const mostReferrals = discoveryLimits.referrals - found.referrals.length;
      // A server may disregard the size of a page: it may send all that is left room for, and no more.
      const request = { base, scope, filter, attributes, cookie, pageEntries, mostEntries: room, mostReferrals };
      const answer = await session.request(deadline, discoveryLimits.requestMs, searchPage(request, page));
      for (const entry of page.entries) found.entries.push(entry);
      found.referrals.push(...page.referrals);
      found.referralCount += page.referralCount;
      if (answer.kind === 'ok') {
        if (answer.value.length === 0) return ended(null);
        if (found.entries.length >= mostEntries) {
          return ended({ code: 'too-many', resultCode: null, message: `Only the first ${mostEntries} entries were read.` });
        }
        if (page.entries.length === 0) return brokenOff('The server announced a further page but sent nothing.');
        cookie = answer.value;
        continue;
      }
      const { message, resultCode, diagnosticMessage, referral } = readFailure(answer);
      const words = diagnosticMessage === null || diagnosticMessage === '' ? message : `${message} ${plainText(diagnosticMessage)}`;
      if (answer.kind !== 'result') return brokenOff(words);
      if (resultCode === REFERRAL) {
        found.referralCount += 1;
        if (referral !== null && found.referrals.length < discoveryLimits.referrals) found.referrals.push(referral);
        return ended({ code: 'referred', resultCode, message: words });
      }
      return ended({ code: resultCode === SIZE_LIMIT_EXCEEDED ? 'too-many' : 'refused', resultCode, message: words });
    }
  };
}
