import { type DirectoryEntry, textOf, textsOf } from './directory-entry.ts';
import type { DirectorySearchResult } from './directory-session-search.ts';
import { dnsNameOf, domainOfObject, namePartsOf, parentName, sameName, siteOfObject } from './distinguished-name.ts';
import type { DirectorySession } from './open-directory.ts';

/** A domain controller as the Configuration partition has it. */
export type ForestServer = {
  /** dNSHostName of its server object; null when it has none. */
  hostName: string | null;
  /** Common name of its server object. */
  commonName: string;
  site: string | null;
  domain: string | null;
  globalCatalog: boolean;
  readOnly: boolean;
};
export type ForestDomain = { name: string; netbiosName: string | null; parent: string | null };

export type Forest = {
  domains: ForestDomain[];
  sites: string[];
  servers: ForestServer[];
  referrals: string[];
  referralCount: number;
  /** Why not everything was read; null when it was. */
  incompleteBecause: string | null;
};

/** Bit 1 of `options` of an nTDSDSA object: the server is a global catalog (MS-ADTS section 6.1.1.2.2.1.2.1.1). */
const NTDSDSA_OPT_IS_GC = 1;
/** Bit of `systemFlags` of a crossRef: its naming context is a domain (MS-ADTS section 6.1.1.2.1.1). */
const FLAG_CR_NTDS_DOMAIN = 2;

/**
 * Reads sites, servers and domains from the Configuration partition (MS-ADTS section 6.1.1.2). Null when there is none, or when nobody
 * signed in may read it: Active Directory shows strangers the rootDSE alone.
 */
export async function readForest(session: DirectorySession): Promise<{ forest: Forest } | { unreadableBecause: string }> {
  const configuration = session.rootDse.configurationNamingContext?.[0];
  if (configuration === undefined) return { unreadableBecause: 'The server has no Configuration partition: it is no Active Directory.' };
  const sites = `CN=Sites,${configuration}`;
  const settings = await session.search(sites, {
    scope: 'sub',
    filter: '(objectClass=nTDSDSA)',
    attributes: ['objectCategory', 'options', 'msDS-HasDomainNCs', 'hasMasterNCs'],
  });
  if (settings.entries.length === 0)
    return { unreadableBecause: settings.incomplete?.message ?? 'The directory shows no domain controllers to whoever is signed in.' };
  const servers = await session.search(sites, {
    scope: 'sub',
    filter: '(objectClass=server)',
    attributes: ['dNSHostName', 'serverReference', 'cn'],
  });
  const siteObjects = await session.search(sites, { scope: 'one', filter: '(objectClass=site)', attributes: ['cn'] });
  const partitions = await session.search(`CN=Partitions,${configuration}`, {
    scope: 'one',
    filter: '(objectClass=crossRef)',
    attributes: ['nCName', 'dnsRoot', 'nETBIOSName', 'trustParent', 'systemFlags'],
  });
  const results = [settings, servers, siteObjects, partitions];
  const domains = domainsOf(partitions.entries);
  return {
    forest: {
      domains: domains.map(({ name, netbiosName, parent }) => ({ name, netbiosName, parent })),
      sites: siteObjects.entries.flatMap((entry) => namePartsOf(entry.dn)[0]?.value ?? []),
      servers: serversOf(settings.entries, servers.entries, domains),
      referrals: results.flatMap(({ referrals }) => referrals),
      referralCount: results.reduce((sum, { referralCount }) => sum + referralCount, 0),
      incompleteBecause: results.map(({ incomplete }) => wordsOf(incomplete)).find((words) => words !== null) ?? null,
    },
  };
}

const wordsOf = (incomplete: DirectorySearchResult['incomplete']): string | null => incomplete?.message ?? null;

/** Number in decimal digits, as LDAP writes integers; 0 when there is none. */
const integerOf = (entry: DirectoryEntry, type: string): number => {
  const text = textOf(entry, type) ?? '';
  return /^-?\d{1,10}$/.test(text) ? Number(text) : 0;
};

type KnownDomain = ForestDomain & { namingContext: string };

function domainsOf(entries: readonly DirectoryEntry[]): KnownDomain[] {
  const found = entries.flatMap((entry) => {
    const namingContext = textOf(entry, 'nCName');
    const name = textOf(entry, 'dnsRoot')?.toLowerCase().replace(/\.$/, '') ?? null;
    if (namingContext === null || name === null || (integerOf(entry, 'systemFlags') & FLAG_CR_NTDS_DOMAIN) === 0) return [];
    return [{ entry, key: sameName(entry.dn), name, namingContext, netbiosName: textOf(entry, 'nETBIOSName') }];
  });
  return found.map(({ entry, name, namingContext, netbiosName }) => {
    const above = textOf(entry, 'trustParent');
    const parent = above === null ? null : (found.find(({ key }) => key === sameName(above))?.name ?? null);
    return { name, namingContext, netbiosName, parent };
  });
}

function serversOf(
  settings: readonly DirectoryEntry[],
  objects: readonly DirectoryEntry[],
  domains: readonly KnownDomain[],
): ForestServer[] {
  const objectOf = new Map(objects.map((entry) => [sameName(entry.dn), entry]));
  const domainOfContext = new Map(domains.map(({ namingContext, name }) => [sameName(namingContext), name]));
  return settings.map((entry) => {
    const serverName = parentName(entry.dn);
    const object = objectOf.get(sameName(serverName));
    const computer = object === undefined ? null : textOf(object, 'serverReference');
    const contexts = [...textsOf(entry, 'msDS-HasDomainNCs'), ...textsOf(entry, 'hasMasterNCs')];
    const held = contexts.map((context) => domainOfContext.get(sameName(context))).find((name) => name !== undefined);
    // The computer object lies in the server's own domain; the naming contexts of a read-only one are kept elsewhere.
    const domain = (computer === null ? null : domainOfObject(computer)) ?? held ?? firstDomain(contexts);
    return {
      hostName: object === undefined ? null : textOf(object, 'dNSHostName'),
      commonName: namePartsOf(serverName)[0]?.value ?? '',
      site: siteOfObject(entry.dn),
      domain,
      globalCatalog: (integerOf(entry, 'options') & NTDSDSA_OPT_IS_GC) !== 0,
      readOnly: /^cn=ntds-dsa-ro,/i.test(textOf(entry, 'objectCategory') ?? ''),
    };
  });
}

const firstDomain = (contexts: readonly string[]): string | null => contexts.map(dnsNameOf).find((name) => name !== null) ?? null;
