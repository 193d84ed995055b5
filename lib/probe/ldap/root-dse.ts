import type { Client, Entry } from 'ldapts';
import type { RootDse } from '../evidence.ts';
import { limits } from '../limits.ts';
import { plainText } from '../plain-text.ts';

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

/** Asks for the rootDSE; null when the search succeeds without an entry. */
export async function searchRootDse(client: Client): Promise<RootDse | null> {
  const { searchEntries } = await client.search('', { scope: 'base', attributes: rootDseAttributes });
  const entry = searchEntries[0];
  return entry === undefined ? null : rootDseOf(entry);
}

function rootDseOf(entry: Entry): RootDse {
  const kept: [string, string[]][] = [];
  for (const [name, value] of Object.entries(entry)) {
    if (name === 'dn' || name === '__proto__' || kept.length >= limits.rootDseAttributes) continue;
    const values = (Array.isArray(value) ? value : [value]).slice(0, limits.rootDseValues).map((item) => plainText(item.toString()));
    if (values.length > 0) kept.push([plainText(name), values]);
  }
  return Object.fromEntries(kept);
}
