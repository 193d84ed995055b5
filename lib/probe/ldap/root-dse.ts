import { BerReader, PresenceFilter, SearchEntry, SearchRequest } from 'ldapts';
import type { RootDse } from '../evidence.ts';
import { limits } from '../limits.ts';
import { plainText } from '../plain-text.ts';
import { isWellFormedEntry, SEARCH_RESULT_DONE } from './message.ts';
import { FIRST_MESSAGE_ID, type LdapOperation } from './operation.ts';

/**
 * Attributes of the rootDSE that are asked for by name, as many servers return operational ones only then (RFC 4512
 * section 5.1; MS-ADTS section 3.1.1.3.2).
 */
const rootDseAttributes = [
  'objectClass',
  'structuralObjectClass',
  'dnsHostName',
  'currentTime',
  'namingContexts',
  'defaultNamingContext',
  'rootDomainNamingContext',
  'configurationNamingContext',
  'dsServiceName',
  'serverName',
  'ldapServiceName',
  'isSynchronized',
  'isGlobalCatalogReady',
  'highestCommittedUSN',
  'supportedCapabilities',
  'supportedLDAPVersion',
  'supportedSASLMechanisms',
  'supportedExtension',
  'supportedControl',
  'domainFunctionality',
  'forestFunctionality',
  'domainControllerFunctionality',
  'vendorName',
  'vendorVersion',
];

const request = (messageId: number): Buffer =>
  new SearchRequest({
    messageId,
    baseDN: '',
    scope: 'base',
    filter: new PresenceFilter({ attribute: 'objectclass' }),
    attributes: rootDseAttributes,
  }).write();

const firstRequest = request(FIRST_MESSAGE_ID);

/** Asks for the rootDSE; null when the search succeeds without an entry. */
export const searchRootDse: LdapOperation<RootDse | null> = {
  encode: (messageId) => (messageId === FIRST_MESSAGE_ID ? firstRequest : request(messageId)),
  endsWith: SEARCH_RESULT_DONE,
  read: () => {
    let rootDse: RootDse | null = null;
    return {
      entry: (content) => {
        if (!isWellFormedEntry(content)) throw new Error('The search entry is not built as RFC 4511 says.');
        rootDse ??= rootDseOf(content);
      },
      end: () => rootDse,
    };
  },
};

function rootDseOf(content: Buffer): RootDse {
  const entry = new SearchEntry({ messageId: 0 });
  entry.parse(new BerReader(content), []);
  const kept = new Map<string, string[]>();
  for (const attribute of entry.attributes) {
    const { values } = attribute;
    const type = plainText(attribute.type);
    if (values.length === 0 || type === 'dn' || type === '__proto__') continue;
    if (kept.size >= limits.rootDseAttributes && !kept.has(type)) continue;
    kept.set(type, textsOf(values));
  }
  return Object.fromEntries(kept);
}

function textsOf(values: readonly (string | Buffer)[]): string[] {
  const texts: string[] = [];
  for (const value of values) {
    if (texts.length === limits.rootDseValues) break;
    texts.push(plainText(typeof value === 'string' ? value : value.toString('utf8')));
  }
  return texts;
}
