import type { Profile } from '#lib/diagnosis/rule.ts';

/** Each kind of server, one of them. */
export const profileNames: Readonly<Record<Profile, string>> = {
  'ad-ds': 'Active Directory domain controller',
  'ad-lds': 'AD LDS instance',
  'entra-ds': 'Microsoft Entra Domain Services',
  ldap: 'LDAP server (OpenLDAP, 389 Directory Server or other)',
};

/** Each kind of server, all of them. */
export const profileWords: Readonly<Record<Profile, string>> = {
  'ad-ds': 'Active Directory domain controllers',
  'ad-lds': 'AD LDS',
  'entra-ds': 'Microsoft Entra Domain Services',
  ldap: 'OpenLDAP, 389 Directory Server and others',
};
