import type { Profile } from '#lib/diagnosis/rule.ts';

/** Each kind of server in words. */
export const profileWords: Readonly<Record<Profile, string>> = {
  'ad-ds': 'Active Directory domain controllers',
  'ad-lds': 'AD LDS',
  'entra-ds': 'Microsoft Entra Domain Services',
  ldap: 'OpenLDAP, 389 Directory Server and others',
};
