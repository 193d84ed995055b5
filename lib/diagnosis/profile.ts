import { type Evidence, type RootDse, rootDseValues } from '../probe/evidence.ts';
import type { Profile } from './rule.ts';

/** LDAP_CAP_ACTIVE_DIRECTORY_OID and LDAP_CAP_ACTIVE_DIRECTORY_ADAM_OID of MS-ADTS 3.1.1.3.4.3. */
const activeDirectory = '1.2.840.113556.1.4.800';
const activeDirectoryLightweight = '1.2.840.113556.1.4.1851';

/**
 * The profile that a rootDSE speaks for: AD LDS, AD DS (Samba's domain controllers among them), else `ldap`; null when it holds
 * nothing to judge by. Microsoft Entra Domain Services answers as AD DS does and is set by hand.
 */
export function guessProfile(rootDse: RootDse): Profile | null {
  if (Object.keys(rootDse).length === 0) return null;
  const capabilities = rootDseValues(rootDse, 'supportedCapabilities');
  if (capabilities.includes(activeDirectoryLightweight)) return 'ad-lds';
  return capabilities.includes(activeDirectory) ? 'ad-ds' : 'ldap';
}

/** Is this the rootDSE of Active Directory (AD DS or AD LDS), going by its capabilities? */
export const isActiveDirectory = (rootDse: RootDse): boolean => ['ad-ds', 'ad-lds'].includes(guessProfile(rootDse) ?? 'ldap');

/** Samba names itself, as in `Samba Team (https://www.samba.org)`. */
export const isSamba = (rootDse: RootDse): boolean => rootDseValues(rootDse, 'vendorName').some((vendor) => /^samba\b/i.test(vendor));

/** The rootDSEs that this evidence holds, best first: those read over TLS, then those of the second look on the plain port. */
function rootDses(evidence: Evidence): RootDse[] {
  const overTls = evidence.attempts.flatMap(({ directory }) => (directory.status === 'ok' ? [directory.data.rootDse] : []));
  const plain = evidence.attempts.flatMap(({ secondLook }) =>
    secondLook.status === 'ok' && secondLook.data.plainPort?.rootDse ? [secondLook.data.plainPort.rootDse] : [],
  );
  return [...overTls, ...plain];
}

/** The profile this evidence speaks for; null when no rootDSE was read. */
export function guessProfileOfEvidence(evidence: Evidence): Profile | null {
  for (const rootDse of rootDses(evidence)) {
    const profile = guessProfile(rootDse);
    if (profile !== null) return profile;
  }
  return null;
}

/** Wording by domainControllerFunctionality (MS-ADTS 3.1.1.3.2.25): the level a server can support, not its exact release. */
const generations: Readonly<Record<string, string>> = {
  '0': 'Windows 2000 Server',
  '2': 'Windows Server 2003 or 2003 R2',
  '3': 'Windows Server 2008',
  '4': 'Windows Server 2008 R2',
  '5': 'Windows Server 2012',
  '6': 'Windows Server 2012 R2',
  '7': 'Windows Server 2016, 2019 or 2022',
  '10': 'Windows Server 2025',
};

/** The Windows generation in words, such as "Windows Server 2016, 2019 or 2022"; null when unknown or when it is no Windows. */
export function windowsGeneration(rootDse: RootDse): string | null {
  if (!isActiveDirectory(rootDse) || isSamba(rootDse)) return null;
  return generations[rootDseValues(rootDse, 'domainControllerFunctionality')[0] ?? ''] ?? null;
}
