export const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';
export const ANY_EXTENDED_KEY_USAGE = '2.5.29.37.0';

const names: Readonly<Record<string, string>> = {
  [SERVER_AUTHENTICATION]: 'Server Authentication',
  '1.3.6.1.5.5.7.3.2': 'Client Authentication',
  '1.3.6.1.5.5.7.3.3': 'Code Signing',
  '1.3.6.1.5.5.7.3.4': 'Secure Email',
  '1.3.6.1.5.5.7.3.8': 'Time Stamping',
  '1.3.6.1.5.5.7.3.9': 'OCSP Signing',
  '1.3.6.1.5.2.3.5': 'KDC Authentication',
  '1.3.6.1.4.1.311.20.2.2': 'Smart Card Logon',
  [ANY_EXTENDED_KEY_USAGE]: 'Any Purpose',
};

/** `Client Authentication (1.3.6.1.5.5.7.3.2)`, or the bare object identifier. */
export const keyPurposeName = (oid: string): string => (names[oid] === undefined ? oid : `${names[oid]} (${oid})`);
