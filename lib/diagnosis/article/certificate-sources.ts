import type { Source } from './article.ts';

const source = (name: string, address: string, section: string | null = null): Source => ({ name, section, address });

export const certreqReference = source(
  'Microsoft, certreq command reference',
  'https://learn.microsoft.com/en-us/windows-server/administration/windows-commands/certreq_1',
);
export const getCertificateReference = source(
  'Microsoft, Get-Certificate',
  'https://learn.microsoft.com/en-us/powershell/module/pki/get-certificate',
);
export const certutilReference = source(
  'Microsoft, certutil command reference',
  'https://learn.microsoft.com/en-us/windows-server/administration/windows-commands/certutil',
);
export const slapdConfiguration = source(
  'OpenLDAP, slapd.conf(5)',
  'https://www.openldap.org/software/man.cgi?query=slapd.conf',
  'TLS options',
);
export const sambaConfiguration = source(
  'Samba, smb.conf(5)',
  'https://www.samba.org/samba/docs/current/man-html/smb.conf.5.html',
  'tls certfile, tls keyfile, tls cafile',
);
export const rfc4517 = source(
  'RFC 4517, LDAP syntaxes and matching rules',
  'https://www.rfc-editor.org/rfc/rfc4517.html',
  '3.3.13 Generalized Time',
);
export const rfc4120 = source(
  'RFC 4120, Kerberos V5',
  'https://www.rfc-editor.org/rfc/rfc4120.html',
  '10.1 Specification 2, maximum clock skew',
);
export const rfc9155 = source('RFC 9155, Deprecating MD5 and SHA-1 signature hashes in TLS', 'https://www.rfc-editor.org/rfc/rfc9155.html');
export const nistKeyLengths = source(
  'NIST SP 800-131A revision 2, Transitioning the use of cryptographic algorithms and key lengths',
  'https://doi.org/10.6028/NIST.SP.800-131Ar2',
);
export const schannelErrorNumbers = source(
  'Microsoft, COM error codes (Security and Setup)',
  'https://learn.microsoft.com/en-us/windows/win32/com/com-error-codes-4',
);
