import { type RequestPlan, usageOids } from './request-plan.ts';

const shortUsages: Readonly<Record<string, string>> = {
  [usageOids.serverAuthentication]: 'serverAuth',
  [usageOids.clientAuthentication]: 'clientAuth',
};

/** Switches of `openssl req` that the configuration cannot hold. */
export function opensslSwitches({ key, commonName }: RequestPlan): string {
  const curve = key === 'ecdsa-p256' ? ' -newkey ec -pkeyopt ec_paramgen_curve:P-256' : '';
  return `${curve}${commonName === null ? ' -subj /' : ''}`;
}

/** A configuration for `openssl req -new -config` (https://docs.openssl.org/3.0/man1/openssl-req/), for OpenSSL 1.1.1 and later. */
export function opensslConfig(plan: RequestPlan): string {
  const { host, commonName, dnsNames, ipAddresses, key, extendedKeyUsage } = plan;
  const usages = extendedKeyUsage.map((oid) => shortUsages[oid] ?? oid).join(', ');
  const isRsa = key !== 'ecdsa-p256';
  const lines = [
    `# Certificate request for ${host}`,
    `# openssl req -new -config request.cnf${opensslSwitches(plan)} -keyout server.key -out request.csr`,
    '',
    '[req]',
    'prompt = no',
    ...(isRsa ? [`default_bits = ${key === 'rsa-3072' ? 3072 : 2048}`] : []),
    'default_md = sha256',
    'encrypt_key = no',
    'string_mask = utf8only',
    'distinguished_name = subject',
    'req_extensions = extensions',
    '',
    '[subject]',
    ...(commonName === null ? [] : [`CN = ${commonName}`]),
    '',
    '[extensions]',
    'basicConstraints = critical, CA:FALSE',
    `keyUsage = critical, digitalSignature${isRsa ? ', keyEncipherment' : ''}`,
    `extendedKeyUsage = ${usages}`,
    // A certificate without a subject has its names in a critical extension (RFC 5280 section 4.2.1.6).
    `subjectAltName = ${commonName === null ? 'critical, ' : ''}@names`,
    '',
    '[names]',
    ...dnsNames.map((name, index) => `DNS.${index + 1} = ${name}`),
    ...ipAddresses.map((address, index) => `IP.${index + 1} = ${address}`),
    '',
  ];
  return lines.join('\n');
}
