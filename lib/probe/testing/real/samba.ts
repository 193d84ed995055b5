import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { currentTls, findProgram, runProgram, type ServerCertificate, startProgram, waitForPort } from './program.ts';

/** A real Samba Active Directory domain controller on a loopback address: LDAP 389, LDAPS 636, global catalog 3268 and 3269. */
export type SambaDomainController = {
  address: string;
  /** Its dnsHostName. */
  host: string;
  /** Restarts with this certificate; null switches TLS off, so that nothing listens on 636 and 3269. */
  useCertificate: (certificate: ServerCertificate | null) => Promise<void>;
  /** Adds an account; the bind name is its user principal name. */
  addAccount: (name: string, password: string) => Promise<{ dn: string; password: string }>;
  /** Disables an account. */
  disableAccount: (name: string) => Promise<void>;
  stop: () => Promise<void>;
};

const debianPackages = '--no-install-recommends samba samba-ad-provision samba-dsdb-modules samba-vfs-modules winbind';
const realm = 'SAMBA.TEST';

/**
 * Provisions a domain in a temporary folder and starts its domain controller at `address` (about four seconds). Needs root: the
 * ports of Active Directory cannot be chosen. Accounts are locked after three wrong passwords.
 */
export async function startSamba(options: {
  address: string;
  certificate: ServerCertificate;
  /** GnuTLS priorities. */
  priorities?: string;
}): Promise<SambaDomainController> {
  if (process.getuid?.() !== 0)
    throw new Error('A Samba domain controller listens on ports 389 and 636, which needs root: run the tests as root or with sudo.');
  const samba = findProgram('samba', debianPackages);
  const tool = findProgram('samba-tool', debianPackages);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'port636-samba-'));
  const configuration = path.join(folder, 'etc', 'smb.conf');
  const { address } = options;
  await runProgram(tool, [
    ...[
      'domain',
      'provision',
      `--realm=${realm}`,
      '--domain=SAMBA',
      '--server-role=dc',
      '--dns-backend=SAMBA_INTERNAL',
      '--adminpass=Passw0rd!42',
    ],
    ...[
      '--host-name=dc1',
      `--host-ip=${address}`,
      `--targetdir=${folder}`,
      '--use-rfc2307',
      `--option=interfaces=${address}/8`,
      '--option=bind interfaces only=yes',
    ],
    ...[
      '--option=vfs objects=dfs_samba4 acl_xattr xattr_tdb',
      `--option=xattr_tdb:file=${folder}/xattr.tdb`,
      '--option=dns forwarder=127.0.0.1',
    ],
  ]);
  await runProgram(tool, ['domain', 'passwordsettings', 'set', '--account-lockout-threshold=3', '-s', configuration]);
  for (const name of ['run', 'tls']) mkdirSync(path.join(folder, name), { mode: 0o700 });
  let server: ReturnType<typeof startProgram> | null = null;

  const start = async (certificate: ServerCertificate | null) => {
    const files = {
      certfile: certificate ? certificate.certificatePem + certificate.issuersPem : '',
      keyfile: certificate?.keyPem ?? '',
      cafile: certificate?.issuersPem ?? '',
    };
    for (const [name, pem] of Object.entries(files)) writeFileSync(path.join(folder, 'tls', name), pem, { mode: 0o600 });
    server = startProgram(samba, [
      ...[
        '--foreground',
        '--no-process-group',
        '-s',
        configuration,
        '-M',
        'single',
        `--option=pid directory=${folder}/run`,
        `--option=log file=${folder}/log`,
      ],
      ...[
        `--option=tls enabled=${certificate ? 'yes' : 'no'}`,
        `--option=tls priority=${options.priorities ?? currentTls}`,
        '--option=server services=ldap cldap',
      ],
      ...Object.keys(files).map((name) => `--option=tls ${name}=${folder}/tls/${name}`),
    ]);
    await waitForPort(address, certificate ? 636 : 389, server);
  };

  await start(options.certificate);
  return {
    address,
    host: 'dc1.samba.test',
    useCertificate: async (certificate) => {
      await server?.stop();
      await start(certificate);
    },
    addAccount: async (name, password) => {
      await runProgram(tool, ['user', 'create', name, password, '-s', configuration]);
      return { dn: `${name}@samba.test`, password };
    },
    disableAccount: async (name) => {
      await runProgram(tool, ['user', 'disable', name, '-s', configuration]);
    },
    stop: async () => {
      await server?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
