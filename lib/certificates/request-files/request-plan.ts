import { isIP } from 'node:net';
import type { Profile } from '#lib/diagnosis/rule.ts';
import { domainOf, normaliseHostName } from '#lib/fleet/host-name.ts';
import type { RequestKey, RequestUsages } from './views.ts';

/** What somebody wants a request for. */
export type RequestChoice = {
  /** As typed. */
  host: string;
  profile: Profile;
  standsForDomain: boolean;
  key: RequestKey;
  usages: RequestUsages;
  /** Put the domain's own name beside the host's, for clients that connect to the domain (AD DS alone). */
  withDomain: boolean;
};

/** What both files ask for. Every name in it is a host name in its one spelling, so no line of a file can be broken. */
export type RequestPlan = {
  host: string;
  profile: Profile;
  /** Null for names longer than a common name may be (64 characters, RFC 5280 appendix A.1): the alternative name holds it then. */
  commonName: string | null;
  dnsNames: readonly string[];
  ipAddresses: readonly string[];
  key: RequestKey;
  /** Object identifiers. */
  extendedKeyUsage: readonly string[];
  /** May the private key be taken off the machine? */
  isExportable: boolean;
};

export type RequestPlanResult = { ok: true; plan: RequestPlan } | { ok: false; field: 'host' | 'key'; message: string };

const commonNameLengthMax = 64;

export const usageOids = {
  serverAuthentication: '1.3.6.1.5.5.7.3.1',
  clientAuthentication: '1.3.6.1.5.5.7.3.2',
  smartCardLogon: '1.3.6.1.4.1.311.20.2.2',
  kdcAuthentication: '1.3.6.1.5.2.3.5',
} as const;

/**
 * What a certificate of this host has to hold, by the rules of its profile: KB 321051 and the article of event 1220 for AD DS and
 * AD LDS, Microsoft's tutorial for Entra Domain Services, RFC 9525 for every other server.
 */
export function planRequest(choice: RequestChoice): RequestPlanResult {
  const normalised = normaliseHostName(choice.host.trim());
  if (!normalised.ok) return { ok: false, field: 'host', message: normalised.message };
  const host = normalised.name;
  const { profile, key } = choice;
  if (profile === 'entra-ds') return planForManagedDomain(host, choice);
  const isAddress = isIP(host) !== 0;
  if (isAddress && profile !== 'ldap')
    return {
      ok: false,
      field: 'host',
      message: 'Active Directory asks for the server’s full name in its certificate, and this is an address.',
    };
  if (profile === 'ad-ds' && !host.includes('.'))
    return {
      ok: false,
      field: 'host',
      message: 'Active Directory asks for the server’s full name, such as dc01.corp.example; this is its short one.',
    };
  const domain = profile === 'ad-ds' && choice.withDomain ? domainOf(host, choice.standsForDomain) : null;
  const plan: RequestPlan = {
    host,
    profile,
    commonName: host.length > commonNameLengthMax ? null : host,
    // The server's own name comes first, as the article of event 1220 asks; a short name never stands among them.
    dnsNames: isAddress ? [] : [...new Set([host, ...(domain === null ? [] : [domain])])],
    ipAddresses: isAddress ? [host] : [],
    key,
    extendedKeyUsage:
      profile === 'ad-ds' && choice.usages === 'domain-controller' ? Object.values(usageOids) : [usageOids.serverAuthentication],
    isExportable: profile === 'ad-lds',
  };
  return { ok: true, plan };
}

/** A managed domain asks for a wildcard, and for key encipherment, which keys of elliptic curves cannot do. */
function planForManagedDomain(host: string, { key, standsForDomain }: RequestChoice): RequestPlanResult {
  const domain = domainOf(host, standsForDomain);
  if (domain === null)
    return {
      ok: false,
      field: 'host',
      message: 'A managed domain needs its domain name, such as ldaps.corp.example or the domain itself.',
    };
  if (key === 'ecdsa-p256')
    return {
      ok: false,
      field: 'key',
      message: 'Microsoft Entra Domain Services asks for the usage key encipherment, so the key has to be RSA.',
    };
  const wildcard = `*.${domain}`;
  const plan: RequestPlan = {
    host,
    profile: 'entra-ds',
    commonName: wildcard.length > commonNameLengthMax ? null : wildcard,
    dnsNames: [wildcard, domain],
    ipAddresses: [],
    key,
    extendedKeyUsage: [usageOids.serverAuthentication],
    isExportable: true,
  };
  return { ok: true, plan };
}
