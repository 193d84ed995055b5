import type { Source } from './article.ts';

const source = (name: string, address: string, section: string | null = null): Source => ({ name, section, address });

/** The same source, with the section that is meant. */
export const sectionOf = (of: Source, section: string): Source => ({ ...of, section });

/** Microsoft: the article whose shape every explanation here follows. */
export const event1220Article = source(
  'Microsoft, Event ID 1220: LDAP over SSL (LDAPS)',
  'https://social.technet.microsoft.com/wiki/contents/articles/2979.event-id-1220-ldap-over-ssl-ldaps.aspx',
);
export const ldapsCertificateWiki = source(
  'Microsoft TechNet Wiki, LDAP over SSL (LDAPS) Certificate',
  'https://social.technet.microsoft.com/wiki/contents/articles/2980.ldap-over-ssl-ldaps-certificate.aspx',
);
export const kb321051 = source(
  'Microsoft KB 321051, Enable LDAP over SSL with a third-party certification authority',
  'https://learn.microsoft.com/en-us/troubleshoot/windows-server/active-directory/enable-ldap-over-ssl-3rd-certification-authority',
);
export const kb938703 = source(
  'Microsoft KB 938703, Troubleshoot LDAP over SSL connection problems',
  'https://learn.microsoft.com/en-us/troubleshoot/windows-server/active-directory/ldap-over-ssl-connection-issues',
);
export const ldapsCertificates = source(
  'Microsoft, Configure certificates for LDAP over SSL',
  'https://learn.microsoft.com/en-us/windows-server/identity/ad-ds/configure-ldap-signing-certificates',
);
export const ldapSigning = source(
  'Microsoft, LDAP signing for Active Directory Domain Services',
  'https://learn.microsoft.com/en-us/windows-server/identity/ad-ds/ldap-signing',
);
export const kb935834 = source(
  'Microsoft KB 935834, Enable LDAP signing in Windows Server',
  'https://learn.microsoft.com/en-us/troubleshoot/windows-server/active-directory/enable-ldap-signing-in-windows-server',
);
export const kb4520412 = source(
  'Microsoft KB 4520412, LDAP channel binding and LDAP signing requirements for Windows',
  'https://support.microsoft.com/en-us/help/4520412',
);
export const channelBindingTrustedSec = source(
  'TrustedSec, LDAP channel binding and LDAP signing',
  'https://trustedsec.com/blog/ldap-channel-binding-and-ldap-signing',
);
export const kb179442 = source(
  'Microsoft KB 179442, Firewall settings for Active Directory domains and trusts',
  'https://learn.microsoft.com/en-us/troubleshoot/windows-server/active-directory/config-firewall-for-ad-domains-and-trusts',
);
export const siteCoverage = source(
  'Microsoft, How domain controllers are located in Windows',
  'https://learn.microsoft.com/en-us/troubleshoot/windows-server/active-directory/how-domain-controllers-are-located',
);
export const kb816587 = source(
  'Microsoft KB 816587, Verify that SRV DNS records were created for a domain controller',
  'https://learn.microsoft.com/en-us/troubleshoot/windows-server/networking/verify-srv-dns-records-have-been-created',
);

// Microsoft Entra Domain Services
export const entraTroubleshooting = source(
  'Microsoft, Troubleshoot secure LDAP in Microsoft Entra Domain Services',
  'https://learn.microsoft.com/en-us/entra/identity/domain-services/tshoot-ldaps',
);
export const entraConfigure = source(
  'Microsoft, Configure secure LDAP for a Microsoft Entra Domain Services managed domain',
  'https://learn.microsoft.com/en-us/entra/identity/domain-services/tutorial-configure-ldaps',
);
export const entraAlertLdaps = source(
  'Microsoft, Known issues: secure LDAP alerts in Microsoft Entra Domain Services',
  'https://learn.microsoft.com/en-us/entra/identity/domain-services/alert-ldaps',
);
export const entraAlertNetworkSecurityGroup = source(
  'Microsoft, Known issues: network configuration alerts in Microsoft Entra Domain Services',
  'https://learn.microsoft.com/en-us/entra/identity/domain-services/alert-nsg',
);
export const entraTlsEnforcement = source(
  'Microsoft, TLS enforcement in Microsoft Entra Domain Services',
  'https://learn.microsoft.com/en-us/entra/identity/domain-services/reference-domain-services-tls-enforcement',
);

// Protocol specifications of Microsoft (MS-ADTS) and Windows references
const msAdts = (title: string, id: string): Source =>
  source(`Microsoft [MS-ADTS], ${title}`, `https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-adts/${id}`);
export const adtsUsingTls = msAdts('Using SSL/TLS', '8e73932f-70cf-46d6-88b1-8d9f86235e81');
export const adtsRenewServerCertificate = msAdts('renewServerCertificate', '4cf26e43-ae0b-4823-b00c-18205ab78065');
export const adtsGlobalCatalogReady = msAdts('isGlobalCatalogReady', '6d38d4f7-d73e-492c-a495-3d8368a2dbfd');
export const adtsWhoAmI = msAdts('LDAP_SERVER_WHO_AM_I_OID', 'faf0b8c6-8c59-439f-ac62-dc4c078ed715');
export const adtsChannelBinding = msAdts('message security on TLS and channel binding', '2c3ea153-eff9-46a7-8614-19b677efa4e0');
export const rootDseReference = source('Microsoft, RootDSE', 'https://learn.microsoft.com/en-us/windows/win32/adschema/rootdse');
export const schannelAlerts = source(
  'Microsoft, Schannel error codes for TLS and SSL alerts',
  'https://learn.microsoft.com/en-us/windows/win32/secauthn/schannel-error-codes-for-tls-and-ssl-alerts',
);
export const schannelOnDomainController = source(
  'Microsoft, Schannel 36872 or 36870 on a domain controller',
  'https://learn.microsoft.com/en-us/archive/blogs/instan/schannel-36872-or-schannel-36870-on-a-domain-controller',
);
export const schannelEventTitles = source('Detection wiki, Schannel events', 'https://detection-wiki-dev.pages.dev/schannel/');

// Field knowledge
export const certificateSelection = source(
  'Marc-André Moreau, Active Directory LDAPS certificate selection deep dive',
  'https://awakecoding.com/posts/active-directory-ldaps-certificate-selection-deep-dive/',
);
export const certificateSelectionWaterman = source(
  'Michael Waterman, Active Directory LDAPS certificate selection',
  'https://michaelwaterman.nl/2026/02/03/deep-dive-active-directory-ldaps-certificate-selection/',
);
export const domainControllerTemplates = source(
  'Uwe Gradenegger, Generations of domain controller certificates',
  'https://www.gradenegger.eu/en/generations-of-domain-controller-certificates/',
);
export const ldapSigningWiki = source('LDAPwiki, LDAP signing', 'https://ldapwiki.com/wiki/Wiki.jsp?page=LDAP+Signing');
export const activeDirectoryBindCodes = source(
  'Information Builders, Active Directory LDAP error codes',
  'https://ecl.informationbuilders.com/iway61/topic/shell_616/protocol.adapters/source/topic32.htm',
);
export const resetOn636Thread = source(
  'LdapRelayScan, thread 29: connection reset on port 636 of domain controllers without a certificate',
  'https://github.com/zyn3rgy/LdapRelayScan/issues/29',
);
export const startTls52Thread = source(
  'Adldap2, thread 636: StartTLS answered with 52, Error initializing SSL/TLS',
  'https://github.com/Adldap2/Adldap2/issues/636',
);

// Standards and other servers
const rfc = (number: number, title: string): Source =>
  source(`RFC ${number}, ${title}`, `https://www.rfc-editor.org/rfc/rfc${number}.html`);
export const rfc1918 = rfc(1918, 'Address allocation for private internets');
export const rfc4193 = rfc(4193, 'Unique local IPv6 unicast addresses');
export const rfc6598 = rfc(6598, 'Shared address space for carrier-grade NAT');
export const rfc1034 = rfc(1034, 'Domain names: concepts and facilities');
export const rfc2308 = rfc(2308, 'Negative caching of DNS queries');
export const rfc4511 = rfc(4511, 'LDAP: the protocol');
export const rfc4513 = rfc(4513, 'LDAP: authentication methods and security mechanisms');
export const rfc4532 = rfc(4532, 'LDAP "Who am I?" operation');
export const rfc5280 = rfc(5280, 'X.509 certificate and CRL profile');
export const rfc6066 = rfc(6066, 'TLS extensions');
export const rfc7525Successor = rfc(9325, 'Recommendations for secure use of TLS and DTLS');
export const rfc8446 = rfc(8446, 'TLS 1.3');
export const rfc8996 = rfc(8996, 'Deprecating TLS 1.0 and TLS 1.1');
export const rfc9293 = rfc(9293, 'Transmission Control Protocol');
export const rfc9525 = rfc(9525, 'Service identity in TLS');
export const openLdapTls = source('OpenLDAP Administrator’s Guide, Using TLS', 'https://www.openldap.org/doc/admin26/tls.html');
export const sambaTls = source(
  'Samba Wiki, Configuring LDAP over SSL (LDAPS) on a Samba AD DC',
  'https://wiki.samba.org/index.php/Configuring_LDAP_over_SSL_(LDAPS)_on_a_Samba_AD_DC',
);

// Settings of TLS on Windows and on 389 Directory Server
export const schannelRegistry = source(
  'Microsoft, Transport Layer Security (TLS) registry settings',
  'https://learn.microsoft.com/en-us/windows-server/security/tls/tls-registry-settings',
);
export const disableTlsCipherSuite = source(
  'Microsoft, Disable-TlsCipherSuite',
  'https://learn.microsoft.com/en-us/powershell/module/tls/disable-tlsciphersuite',
);
export const rc4Advisory = source(
  'Microsoft security advisory 2868725, Update for disabling RC4',
  'https://learn.microsoft.com/en-us/security-updates/securityadvisories/2013/2868725',
);
export const rfc6960 = rfc(6960, 'Online Certificate Status Protocol (OCSP)');
export const rfc7465 = rfc(7465, 'Prohibiting RC4 cipher suites');
export const rfc7919 = rfc(7919, 'Negotiated finite-field Diffie-Hellman parameters');
export const sweet32 = source(
  'NIST National Vulnerability Database, CVE-2016-2183 (Sweet32)',
  'https://nvd.nist.gov/vuln/detail/CVE-2016-2183',
);
export const redHatTlsVersions = source(
  'Red Hat Directory Server 12, Configuring the supported TLS protocol versions',
  'https://access.redhat.com/documentation/en-us/red_hat_directory_server/12/html/securing_red_hat_directory_server/assembly_configuring-the-supported-tls-protocol-versions_securing-rhds',
);
export const redHatEnableTls = source(
  'Red Hat Directory Server 11, Managing the NSS database used by Directory Server',
  'https://docs.redhat.com/en/documentation/red_hat_directory_server/11/html/administration_guide/managing_the_nss_database_used_by_directory_server',
);
export const redHatTuning = source(
  'Red Hat Directory Server 11, Performance tuning guide',
  'https://docs.redhat.com/en/documentation/red_hat_directory_server/11/html/performance_tuning_guide/index',
);
export const openLdapTuning = source('OpenLDAP Administrator’s Guide, Tuning', 'https://www.openldap.org/doc/admin26/tuning.html');
export const openLdapIdentity = source('OpenLDAP, slapo-rwm(5)', 'https://www.openldap.org/software/man.cgi?query=slapo-rwm');
export const ldapPolicies = source(
  'Microsoft, View and set LDAP policy in Active Directory by using Ntdsutil',
  'https://learn.microsoft.com/en-us/troubleshoot/windows-server/active-directory/view-set-ldap-policy-using-ntdsutil',
);
