import type { RequestPlan } from './request-plan.ts';

const keyLines: Readonly<Record<RequestPlan['key'], readonly string[]>> = {
  'rsa-2048': rsaLines(2048),
  'rsa-3072': rsaLines(3072),
  // The Schannel provider knows no elliptic curves; CNG's key storage provider takes neither KeySpec nor ProviderType.
  'ecdsa-p256': [
    'KeyAlgorithm = ECDSA_P256',
    'KeyLength = 256',
    'ProviderName = "Microsoft Software Key Storage Provider"',
    'KeyUsage = 0x80',
  ],
};

function rsaLines(bits: number): readonly string[] {
  return [
    'KeySpec = 1',
    `KeyLength = ${bits}`,
    'ProviderName = "Microsoft RSA SChannel Cryptographic Provider"',
    'ProviderType = 12',
    'KeyUsage = 0xa0',
  ];
}

/**
 * The instructions for `certreq -new`, as KB 321051 has them, with today's key length and the subject alternative name in the form of
 * Microsoft's certreq reference (https://learn.microsoft.com/en-us/windows-server/administration/windows-commands/certreq_1).
 */
export function certreqInf(plan: RequestPlan): string {
  const { host, commonName, dnsNames, ipAddresses, extendedKeyUsage, isExportable } = plan;
  const names = [...dnsNames.map((name) => `dns=${name}`), ...ipAddresses.map((address) => `ipaddress=${address}`)];
  const lines = [
    `; Certificate request for ${host}`,
    '; certreq -new request.inf request.req',
    '',
    '[Version]',
    'Signature = "$Windows NT$"',
    '',
    '[NewRequest]',
    ...(commonName === null ? [] : [`Subject = "CN=${commonName}"`]),
    ...keyLines[plan.key],
    'HashAlgorithm = SHA256',
    'MachineKeySet = TRUE',
    `Exportable = ${isExportable ? 'TRUE' : 'FALSE'}`,
    'UserProtected = FALSE',
    'UseExistingKeySet = FALSE',
    'SMIME = FALSE',
    'PrivateKeyArchive = FALSE',
    'RequestType = PKCS10',
    '',
    '[EnhancedKeyUsageExtension]',
    ...extendedKeyUsage.map((oid) => `OID = ${oid}`),
    '',
    '[Extensions]',
    '2.5.29.17 = "{text}"',
    ...names.map((name, index) => `_continue_ = "${name}${index < names.length - 1 ? '&' : ''}"`),
    '',
  ];
  return lines.join('\r\n');
}
