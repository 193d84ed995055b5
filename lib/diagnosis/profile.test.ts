import { describe, expect, it } from 'vitest';
import { guessProfile, isActiveDirectory, windowsGeneration } from './profile.ts';
import { domainControllerRootDse, openLdapRootDse } from './testing/evidence-factory.ts';

const lightweight = { supportedCapabilities: ['1.2.840.113556.1.4.1851', '1.2.840.113556.1.4.1670'] };

describe('guessProfile', () => {
  it('knows AD DS by its capability', () => {
    expect(guessProfile(domainControllerRootDse)).toBe('ad-ds');
  });

  it('knows AD LDS by its own capability, even beside that of AD DS', () => {
    expect(guessProfile(lightweight)).toBe('ad-lds');
    expect(guessProfile({ supportedCapabilities: ['1.2.840.113556.1.4.800', '1.2.840.113556.1.4.1851'] })).toBe('ad-lds');
  });

  it('takes any other directory for plain LDAP', () => {
    expect(guessProfile(openLdapRootDse)).toBe('ldap');
    expect(isActiveDirectory(openLdapRootDse)).toBe(false);
  });

  it('reads attribute names in any case', () => {
    expect(guessProfile({ SUPPORTEDCAPABILITIES: ['1.2.840.113556.1.4.800'] })).toBe('ad-ds');
  });

  it('guesses nothing from nothing', () => {
    expect(guessProfile({})).toBeNull();
  });
});

describe('windowsGeneration', () => {
  it.each([
    ['2', 'Windows Server 2003 or 2003 R2'],
    ['4', 'Windows Server 2008 R2'],
    ['7', 'Windows Server 2016, 2019 or 2022'],
    ['10', 'Windows Server 2025'],
  ])('words functionality %s as %s', (level, words) => {
    expect(windowsGeneration({ ...domainControllerRootDse, domainControllerFunctionality: [level] })).toBe(words);
  });

  it('claims no generation for levels that do not exist, for Samba, and for other directories', () => {
    expect(windowsGeneration({ ...domainControllerRootDse, domainControllerFunctionality: ['8'] })).toBeNull();
    expect(windowsGeneration({ ...domainControllerRootDse, vendorName: ['Samba Team'] })).toBeNull();
    expect(windowsGeneration({ ...openLdapRootDse, domainControllerFunctionality: ['7'] })).toBeNull();
  });
});
