export const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';
export const ANY_EXTENDED_KEY_USAGE = '2.5.29.37.0';

/** Extended key usages by object identifier: RFC 5280 section 4.2.1.12 and Microsoft's own. */
const names: Readonly<Record<string, string>> = {
  [ANY_EXTENDED_KEY_USAGE]: 'Any Purpose',
  [SERVER_AUTHENTICATION]: 'Server Authentication',
  '1.3.6.1.5.5.7.3.2': 'Client Authentication',
  '1.3.6.1.5.5.7.3.3': 'Code Signing',
  '1.3.6.1.5.5.7.3.4': 'Secure Email',
  '1.3.6.1.5.5.7.3.5': 'IPsec End System',
  '1.3.6.1.5.5.7.3.6': 'IPsec Tunnel',
  '1.3.6.1.5.5.7.3.7': 'IPsec User',
  '1.3.6.1.5.5.7.3.8': 'Time Stamping',
  '1.3.6.1.5.5.7.3.9': 'OCSP Signing',
  '1.3.6.1.5.5.7.3.17': 'IPsec IKE',
  '1.3.6.1.5.2.3.4': 'Kerberos Client (PKINIT)',
  '1.3.6.1.5.2.3.5': 'KDC Authentication',
  '1.3.6.1.4.1.311.10.3.4': 'Encrypting File System',
  '1.3.6.1.4.1.311.10.3.12': 'Document Signing',
  '1.3.6.1.4.1.311.20.2.2': 'Smart Card Logon',
  '1.3.6.1.4.1.311.21.19': 'Directory Service Email Replication',
  '1.3.6.1.4.1.311.54.1.2': 'Remote Desktop Authentication',
};

/** `Client Authentication (1.3.6.1.5.5.7.3.2)`, or the bare object identifier. */
export const keyPurposeName = (oid: string): string => (names[oid] === undefined ? oid : `${names[oid]} (${oid})`);
