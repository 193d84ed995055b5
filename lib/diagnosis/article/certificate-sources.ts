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
export const rfc5246 = source('RFC 5246, TLS 1.2', 'https://www.rfc-editor.org/rfc/rfc5246.html');
export const rfc5929 = source('RFC 5929, Channel bindings for TLS', 'https://www.rfc-editor.org/rfc/rfc5929.html', '4.1 Description');
export const impacketChannelBinding = source(
  'Impacket, pull request 2286: channel binding fails where the certificate is signed with SHA-512',
  'https://github.com/fortra/impacket/pull/2286',
);
export const certipyChannelBinding = source(
  'Certipy, thread 365: channel binding with SHA-256 whatever the certificate is signed with',
  'https://github.com/ly4k/Certipy/issues/365',
);
export const chromeKeyUsage = source(
  'Google, Chrome Enterprise policy RSAKeyUsageForLocalAnchorsEnabled',
  'https://chromeenterprise.google/policies/#RSAKeyUsageForLocalAnchorsEnabled',
);
export const javaEndEntityChecker = source(
  'OpenJDK, EndEntityChecker',
  'https://github.com/openjdk/jdk/blob/master/src/java.base/share/classes/sun/security/validator/EndEntityChecker.java',
);
export const gnutlsManual = source('GnuTLS manual', 'https://www.gnutls.org/manual/gnutls.html');
export const webpkiErrors = source(
  'rustls-webpki, Error',
  'https://docs.rs/rustls-webpki/latest/webpki/enum.Error.html',
  'CaUsedAsEndEntity',
);
export const firefoxErrors = source(
  'Mozilla wiki, x509 certificates and the errors about them',
  'https://wiki.mozilla.org/SecurityEngineering/x509Certs',
  'MOZILLA_PKIX_ERROR_CA_CERT_USED_AS_END_ENTITY',
);
export const caNamingAnswer = source(
  'Security Stack Exchange, Certification authority naming',
  'https://security.stackexchange.com/questions/133159/certification-authority-naming',
);
export const caNamingWiki = source(
  'Microsoft TechNet Wiki, Considerations for certification authority (CA) names',
  'https://social.technet.microsoft.com/wiki/contents/articles/16160.considerations-for-certification-authority-ca-names.aspx',
);
export const enrollmentServices = source(
  'Microsoft [MS-CSRA], CA name',
  'https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-csra/85c1fcd9-527a-4dfb-8246-6e1af2c6b582',
  '1.5.2',
);
export const backupCaReference = source(
  'Microsoft, Backup-CARoleService',
  'https://learn.microsoft.com/en-us/powershell/module/adcsadministration/backup-caroleservice',
);
export const restoreCaReference = source(
  'Microsoft, Restore-CARoleService',
  'https://learn.microsoft.com/en-us/powershell/module/adcsadministration/restore-caroleservice',
);
export const nistServerCertificates = source(
  'NIST SP 1800-16, Securing web transactions: TLS server certificate management',
  'https://doi.org/10.6028/NIST.SP.1800-16',
  'Volume B',
);
