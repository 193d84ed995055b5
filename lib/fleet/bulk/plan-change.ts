import { windowWords } from '../../diagnosis/expiry.ts';
import { count, list } from '../../diagnosis/reading/wording.ts';
import { windowsOf } from '../expiry-windows.ts';
import { domainOf } from '../host-name.ts';
import type { BulkFieldName, BulkValue } from './fields.ts';
import type { HostsChange } from './input.ts';
import type { BulkRow } from './rows.ts';

/** One change: the field that it sets, to what for each host, and what it is called. Pure. */
export type ChangePlan = { field: BulkFieldName; nextOf: (row: BulkRow) => BulkValue; summary: string };

const tagsOf = ({ value }: BulkRow): string[] => (Array.isArray(value) ? value.map(String) : []);
const same = (field: BulkFieldName, value: BulkValue, summary: string): ChangePlan => ({ field, nextOf: () => value, summary });
const tagWords = (tags: readonly string[]): string => `${tags.length === 1 ? 'Tag' : 'Tags'} ${list(tags)}`;

/** What a checked change comes down to. `now` is when a pause begins. */
export function planChange(change: HostsChange, now: Date): ChangePlan {
  switch (change.action) {
    case 'set-interval':
      return same('intervalSeconds', change.intervalSeconds, `Checked every ${count(change.intervalSeconds, 'second')}`);
    case 'add-tags':
      return {
        field: 'tags',
        nextOf: (row) => [...new Set([...tagsOf(row), ...change.tags])].sort(),
        summary: `${tagWords(change.tags)} added`,
      };
    case 'remove-tags':
      return {
        field: 'tags',
        nextOf: (row) => tagsOf(row).filter((tag) => !change.tags.includes(tag)),
        summary: `${tagWords(change.tags)} removed`,
      };
    case 'set-owner':
      return same('owner', change.owner, change.owner === '' ? "Owner left to the domain's" : `Owner set to ${change.owner}`);
    case 'set-site':
      return same('site', change.site, change.site === '' ? 'Site left to what each host tells' : `Site set to ${change.site}`);
    case 'move':
      return change.domain === ''
        ? {
            field: 'domain',
            nextOf: ({ hostName, standsForDomain }) => domainOf(hostName, standsForDomain),
            summary: 'Moved to the domain that each name says',
          }
        : same('domain', change.domain, `Moved to the domain ${change.domain}`);
    case 'set-expiry-windows': {
      const windows = windowsOf(change);
      return same('expiryWindows', windows, windows === null ? 'Expiry windows inherited' : `Expiry windows: ${windowWords(windows)}`);
    }
    case 'set-profile':
      return same('profile', change.profile, change.profile === null ? 'Kind of server as detected' : `Kind of server: ${change.profile}`);
    case 'set-ldaps-intended':
      return same('ldapsIntended', change.ldapsIntended, change.ldapsIntended ? 'LDAPS is intended' : 'LDAPS is not intended');
    case 'set-locations':
      return same(
        'probedFrom',
        change.locations,
        change.locations.length === 0 ? 'Probed from all locations' : `Probed from ${list(change.locations)}`,
      );
    case 'pause': {
      const pause = { at: now.toISOString(), reason: change.reason === '' ? null : change.reason };
      // A host that is paused already stays as it is, with its own reason.
      return {
        field: 'paused',
        nextOf: ({ value }) => value ?? pause,
        summary: change.reason === '' ? 'Paused' : `Paused: ${change.reason}`,
      };
    }
    case 'resume':
      return same('paused', null, 'Resumed');
  }
}
