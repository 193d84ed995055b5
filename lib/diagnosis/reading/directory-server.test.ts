import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evidenceOfRootDse } from '../testing/certificate-evidence.ts';
import { domainControllerRootDse, openLdapRootDse, probedAt } from '../testing/evidence-factory.ts';
import { clockAheadMs, directoryServerOf, siteOf } from './directory-server.ts';

describe('directoryServerOf', () => {
  it('knows a domain controller, its generation by the functional level, its site, domain and readiness', () => {
    expect(directoryServerOf(domainControllerRootDse)).toEqual({
      kind: 'Active Directory domain controller',
      generation: 'Windows Server 2016, 2019 or 2022',
      vendor: null,
      hostName: 'dc01.corp.example',
      site: 'Berlin',
      domain: 'corp.example',
      isGlobalCatalogReady: true,
      isSynchronized: true,
    });
  });

  it('knows OpenLDAP, which tells little', () => {
    expect(directoryServerOf(openLdapRootDse)).toMatchObject({
      kind: 'OpenLDAP',
      generation: null,
      site: null,
      isGlobalCatalogReady: null,
    });
  });

  it.each([
    [{ supportedCapabilities: ['1.2.840.113556.1.4.1851'] }, 'Active Directory Lightweight Directory Services'],
    [{ supportedCapabilities: ['1.2.840.113556.1.4.800', '1.2.840.113556.1.4.1920'] }, 'Active Directory domain controller, read-only'],
    [
      { vendorname: ['Samba Team (https://www.samba.org)'], supportedCapabilities: ['1.2.840.113556.1.4.800'] },
      'Samba Active Directory domain controller',
    ],
    [{ vendorName: ['389 Project'], vendorVersion: ['389-Directory/2.3.1'] }, '389 Directory Server'],
    [{ vendorName: ['Apache Software Foundation'] }, 'Apache Software Foundation'],
    [{ namingContexts: ['o=x'] }, 'LDAP server that does not name its maker'],
  ])('of %j says "%s"', (rootDse, kind) => {
    expect(directoryServerOf(rootDse)?.kind).toBe(kind);
  });

  it('does not call Samba a release of Windows, though it announces a functional level', () => {
    const rootDse = {
      ...domainControllerRootDse,
      vendorName: ['Samba Team (https://www.samba.org)'],
      domainControllerFunctionality: ['4'],
    };
    expect(directoryServerOf(rootDse)?.generation).toBeNull();
  });

  it('says nothing of an empty rootDSE', () => {
    expect(directoryServerOf({})).toBeNull();
  });

  it('takes whatever a server answers', () => {
    const names = fc.constantFrom('dsServiceName', 'defaultNamingContext', 'vendorName', 'objectClass', 'isSynchronized', 'dnsHostName');
    fc.assert(fc.property(fc.dictionary(names, fc.array(fc.string())), (rootDse) => void directoryServerOf(rootDse)));
  });
});

describe('siteOf', () => {
  it('reads escaped characters of a distinguished name', () => {
    const dsServiceName = ['CN=NTDS Settings,CN=DC1,CN=Servers,CN=Berlin\\, Mitte,CN=Sites,CN=Configuration,DC=corp'];
    expect(siteOf({ dsServiceName })).toBe('Berlin, Mitte');
  });

  it('is null where the name has another shape', () => {
    expect(siteOf({ dsServiceName: ['CN=DC1,OU=Domain Controllers'] })).toBeNull();
  });
});

describe('clockAheadMs', () => {
  it('takes half the round trip off', () => {
    const [attempt] = evidenceOfRootDse({ currentTime: ['20261120120010.0Z'] }, { askedAt: probedAt, roundTripMs: 4_000 }).attempts;
    expect(attempt && clockAheadMs(attempt)).toBe(8_000);
  });
});
