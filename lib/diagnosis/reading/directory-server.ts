import { type Attempt, type RootDse, rootDseValues } from '../../probe/evidence.ts';
import { guessProfile, isSamba, windowsGeneration } from '../profile.ts';
import { serverClock } from './clock.ts';

/** LDAP_CAP_ACTIVE_DIRECTORY_PARTIAL_SECRETS_OID of MS-ADTS 3.1.1.3.4.3: a read-only domain controller. */
const partialSecrets = '1.2.840.113556.1.4.1920';

/** What a rootDSE says of the server behind it. */
export type DirectoryServer = {
  /** Such as "Active Directory domain controller" or "OpenLDAP". */
  kind: string;
  /** Windows releases that support the functional level it announces; null when it is no Windows or does not say. */
  generation: string | null;
  /** vendorName and vendorVersion as announced; null when it announces none. */
  vendor: string | null;
  /** Its own full name; null when it does not say. */
  hostName: string | null;
  /** Active Directory site; null when it does not say. */
  site: string | null;
  /** DNS name of its domain, from its default naming context; null when that is no DNS name. */
  domain: string | null;
  /** Null when it does not say: only Active Directory does. */
  isGlobalCatalogReady: boolean | null;
  isSynchronized: boolean | null;
};

const first = (rootDse: RootDse, name: string): string | null => rootDseValues(rootDse, name)[0] ?? null;

/** RFC 4512 booleans are TRUE and FALSE. */
function booleanOf(rootDse: RootDse, name: string): boolean | null {
  const value = first(rootDse, name)?.toUpperCase();
  return value === 'TRUE' ? true : value === 'FALSE' ? false : null;
}

/** The site in dsServiceName: CN=NTDS Settings,CN=server,CN=Servers,CN=site,CN=Sites,… ([MS-ADTS] section 3.1.1.3.2.11). */
export function siteOf(rootDse: RootDse): string | null {
  const match = /^CN=NTDS Settings,CN=(?:\\.|[^,\\])+,CN=Servers,CN=((?:\\.|[^,\\])+),CN=Sites,/i.exec(
    first(rootDse, 'dsServiceName') ?? '',
  );
  return (
    match?.[1]?.replace(/\\([0-9a-f]{2})|\\(.)/gi, (_, hex, char) => (hex ? String.fromCharCode(Number.parseInt(hex, 16)) : char)) ?? null
  );
}

/** `DC=corp,DC=example` is corp.example; null for every other kind of name. */
function domainOf(rootDse: RootDse): string | null {
  const parts = (first(rootDse, 'defaultNamingContext') ?? '').split(',').map((part) => /^\s*DC=([\w-]+)\s*$/i.exec(part)?.[1]);
  return parts.includes(undefined) ? null : parts.join('.');
}

function kindOf(rootDse: RootDse): string {
  const vendor = first(rootDse, 'vendorName') ?? '';
  if (isSamba(rootDse)) return 'Samba Active Directory domain controller';
  const profile = guessProfile(rootDse);
  if (profile === 'ad-lds') return 'Active Directory Lightweight Directory Services';
  if (profile === 'ad-ds')
    return rootDseValues(rootDse, 'supportedCapabilities').includes(partialSecrets)
      ? 'Active Directory domain controller, read-only'
      : 'Active Directory domain controller';
  if (rootDseValues(rootDse, 'objectClass').some((name) => name.toLowerCase() === 'openldaprootdse')) return 'OpenLDAP';
  if (/389 project/i.test(vendor)) return '389 Directory Server';
  return vendor === '' ? 'LDAP server that does not name its maker' : vendor;
}

/** Reads a rootDSE as an administrator would. Null when it holds nothing at all. */
export function directoryServerOf(rootDse: RootDse): DirectoryServer | null {
  if (Object.keys(rootDse).length === 0) return null;
  const vendor = [first(rootDse, 'vendorName'), first(rootDse, 'vendorVersion')].filter((part) => part !== null).join(' ');
  return {
    kind: kindOf(rootDse),
    generation: windowsGeneration(rootDse),
    vendor: vendor === '' ? null : vendor,
    hostName: first(rootDse, 'dnsHostName'),
    site: siteOf(rootDse),
    domain: domainOf(rootDse),
    isGlobalCatalogReady: booleanOf(rootDse, 'isGlobalCatalogReady'),
    isSynchronized: booleanOf(rootDse, 'isSynchronized'),
  };
}

/** How far the server's clock is ahead of ours (negative: behind), in milliseconds, corrected for half the round trip; null when not known. */
export const clockAheadMs = (attempt: Attempt): number | null => serverClock(attempt)?.aheadMs ?? null;
