import type { Source } from '../article/article.ts';

const source = (name: string, address: string, section: string | null = null): Source => ({ name, section, address });

export const chainingEngine = source(
  'Microsoft TechNet Wiki, Certificate chaining engine',
  'https://social.technet.microsoft.com/wiki/contents/articles/3147.certificate-chaining-engine-cce.aspx',
  'Building the certificate chain',
);
const policyStatusPage = 'https://learn.microsoft.com/en-us/windows/win32/api/wincrypt/ns-wincrypt-cert_chain_policy_status';
/** What the SSL policy of Windows answers, by the error that it names. */
export const windowsSslPolicy = (error: string): Source => source('Microsoft, CERT_CHAIN_POLICY_STATUS', policyStatusPage, error);
const trustStatusPage = 'https://learn.microsoft.com/en-us/windows/win32/api/wincrypt/ns-wincrypt-cert_trust_status';
export const windowsTrustStatus = (error: string): Source => source('Microsoft, CERT_TRUST_STATUS', trustStatusPage, error);
export const authenticatingTheServer = source(
  'Microsoft, Performing authentication using Schannel',
  'https://learn.microsoft.com/en-us/windows/win32/secauthn/performing-authentication-using-schannel',
);
export const ldapDoesNotAskForRevocation = source(
  'Microsoft KB 911647 (archived), LDAP over SSL does not check the revocation of the server certificate',
  'https://mskb.pkisolutions.com/kb/911647',
);
export const smallRsaKeysBlocked = source(
  'Microsoft, RSA keys under 1024 bits are blocked (KB 2661254)',
  'https://learn.microsoft.com/en-us/archive/blogs/pki/rsa-keys-under-1024-bits-are-blocked',
);
export const md5Deprecation = source(
  'Microsoft, MD5 signature hash deprecation and your infrastructure (advisory 2862973)',
  'https://learn.microsoft.com/en-us/archive/blogs/supportingwindows/md5-signature-hash-deprecation-and-your-infrastructure',
);
export const sha1Enforcement = source(
  'Microsoft TechNet Wiki, Windows enforcement of SHA1 certificates',
  'https://learn.microsoft.com/en-us/archive/technet-wiki/32288.windows-enforcement-of-sha1-certificates',
);
export const tls10And11OnWindows = source(
  'Microsoft, TLS 1.0 and TLS 1.1 soon to be disabled in Windows',
  'https://techcommunity.microsoft.com/t5/windows-it-pro-blog/tls-1-0-and-tls-1-1-soon-to-be-disabled-in-windows/ba-p/3887947',
);
export const pythonDefaultContext = source(
  'Python, ssl: create_default_context',
  'https://docs.python.org/3/library/ssl.html#ssl.create_default_context',
);
export const openSslSecurityLevels = source(
  'OpenSSL, SSL_CTX_set_security_level(3)',
  'https://docs.openssl.org/3.0/man3/SSL_CTX_set_security_level/',
);
export const javaWithoutStaticRsa = source(
  'OpenJDK, pull request 22163: disable the TLS_RSA cipher suites',
  'https://github.com/openjdk/jdk/pull/22163',
);
export const javaSecurityProperties = source(
  'OpenJDK 17, java.security',
  'https://github.com/openjdk/jdk17u/blob/master/src/java.base/share/conf/security/java.security',
  'jdk.certpath.disabledAlgorithms and jdk.tls.disabledAlgorithms',
);
