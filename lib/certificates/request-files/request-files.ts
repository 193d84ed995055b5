import { keyPurposeName } from '#lib/diagnosis/reading/key-purposes.ts';
import { list } from '#lib/diagnosis/reading/wording.ts';
import { certreqInf } from './certreq-inf.ts';
import { opensslConfig, opensslSwitches } from './openssl-config.ts';
import type { RequestPlan } from './request-plan.ts';
import type { RequestFileKind, RequestFilesView } from './views.ts';

const keyWords: Readonly<Record<RequestPlan['key'], string>> = {
  'rsa-2048': 'an RSA key of 2048 bits',
  'rsa-3072': 'an RSA key of 3072 bits',
  'ecdsa-p256': 'an ECDSA key on P-256',
};

/** The certreq INF and the openssl configuration of a request, with what they ask for and how they are used. */
export function requestFiles(plan: RequestPlan): RequestFilesView {
  const base = plan.host.replaceAll(':', '-');
  return {
    host: plan.host,
    explained: explain(plan),
    files: [
      {
        kind: 'inf',
        fileName: fileNameOf(plan, 'inf'),
        text: certreqInf(plan),
        commands: [`certreq -new ${base}.inf ${base}.req`, `certreq -accept -machine ${base}.cer`].join('\n'),
      },
      {
        kind: 'openssl',
        fileName: fileNameOf(plan, 'openssl'),
        text: opensslConfig(plan),
        commands: ['umask 077', `openssl req -new -config ${base}.cnf${opensslSwitches(plan)} -keyout ${base}.key -out ${base}.csr`].join(
          '\n',
        ),
      },
    ],
    afterwards: afterwardsOf(plan, base),
  };
}

/** Name of the file to save; colons of an IPv6 address become hyphens. */
export const fileNameOf = ({ host }: RequestPlan, kind: RequestFileKind): string =>
  `${host.replaceAll(':', '-')}.${kind === 'inf' ? 'inf' : 'cnf'}`;

function explain({ profile, commonName, dnsNames, ipAddresses, key, extendedKeyUsage, isExportable }: RequestPlan): string[] {
  const names = [...dnsNames, ...ipAddresses];
  return [
    commonName === null
      ? `The name is longer than the 64 characters of a common name, so it stands in the subject alternative name alone: ${list(names)}.`
      : `Common name ${commonName}; subject alternative name ${list(names)}.`,
    `It asks for ${keyWords[key]} and for ${list(extendedKeyUsage.map(keyPurposeName))}.`,
    ...(profile === 'ad-ds' && extendedKeyUsage.length === 1
      ? [
          'LDAPS needs Server Authentication alone. Smart cards and Windows Hello need KDC Authentication and more: choose the usages of a domain controller for these, as the template Kerberos Authentication has them.',
        ]
      : []),
    ...(profile === 'ad-ds' || profile === 'ad-lds'
      ? [
          key === 'ecdsa-p256'
            ? 'The INF file names the key storage provider of CNG: the Schannel provider that KB 321051 asks for knows RSA alone. Take RSA where a server or client is old.'
            : 'The INF file names the Schannel provider, as KB 321051 asks.',
        ]
      : []),
    isExportable
      ? profile === 'entra-ds'
        ? 'The key can be exported: it has to be uploaded to the managed domain as a PFX file.'
        : 'The key can be exported: it is imported into the store of the AD LDS instance as a PFX file.'
      : 'The key cannot be exported from the Windows machine that makes it (Exportable = FALSE): make the request on the server itself.',
  ];
}

function afterwardsOf({ profile }: RequestPlan, base: string): RequestFilesView['afterwards'] {
  if (profile !== 'entra-ds') return null;
  return {
    text: 'Once the certificate is issued, export it with its key and chain under TripleDES-SHA1, which Microsoft Entra Domain Services asks for. In PowerShell, or with openssl:',
    commands: [
      `Get-ChildItem Cert:\\LocalMachine\\My\\THUMBPRINT | Export-PfxCertificate -FilePath ${base}.pfx -ChainOption BuildChain -CryptoAlgorithmOption TripleDES_SHA1 -Password (Read-Host -AsSecureString)`,
      `openssl pkcs12 -export -legacy -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg SHA1 -inkey ${base}.key -in ${base}.pem -certfile chain.pem -out ${base}.pfx`,
    ].join('\n'),
  };
}
