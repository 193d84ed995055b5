import { randomUUID } from 'node:crypto';
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
  /** A DNS server that knows its domain; only where `dns` was asked for. */
  resolver: string;
  /** Adds or removes a record of its DNS, such as `_msdcs.samba.test`, `_ldap._tcp.dc`, `SRV`, `dc2.samba.test 389 0 100`. */
  changeRecord: (change: 'add' | 'delete', zone: string, name: string, type: 'A' | 'SRV', value: string) => Promise<void>;
  /** Adds a further server to the directory as if it had been promoted; nothing runs there and DNS does not know it. */
  addServerObjects: (server: { name: string; site: string; globalCatalog: boolean }) => Promise<void>;
  /** Disables an account. */
  disableAccount: (name: string) => Promise<void>;
  stop: () => Promise<void>;
};

const debianPackages = '--no-install-recommends samba samba-ad-provision samba-dsdb-modules samba-vfs-modules winbind';
const realm = 'SAMBA.TEST';
const administratorPassword = 'Passw0rd!42';
const base = 'DC=samba,DC=test';

/** Adds entries to the directory's own database, also such as no client may write. */
const addEntries = `import sys
from samba.samdb import SamDB
from samba.param import LoadParm
from samba.auth import system_session
settings = LoadParm()
settings.load(sys.argv[1])
SamDB(url=sys.argv[2], session_info=system_session(), lp=settings).add_ldif(sys.stdin.read(), controls=['relax:0'])
`;

/** What promotion writes about a server: its computer, its place in a site, and that it is a domain controller. */
const serverEntries = ({ name, site, globalCatalog }: { name: string; site: string; globalCatalog: boolean }): string => {
  const computer = `CN=${name.toUpperCase()},OU=Domain Controllers,${base}`;
  const server = `CN=${name.toUpperCase()},CN=Servers,CN=${site},CN=Sites,CN=Configuration,${base}`;
  const host = `${name}.samba.test`;
  return [
    `dn: ${computer}\nobjectClass: computer\nsAMAccountName: ${name.toUpperCase()}$\nuserAccountControl: 532480\ndNSHostName: ${host}\n`,
    `dn: ${server}\nobjectClass: server\ndNSHostName: ${host}\nserverReference: ${computer}\n`,
    `dn: CN=NTDS Settings,${server}\nobjectClass: nTDSDSA\noptions: ${globalCatalog ? 1 : 0}\nmsDS-HasDomainNCs: ${base}\nhasMasterNCs: ${base}\ninvocationId: ${randomUUID()}\nsystemFlags: 33554432\n`,
  ].join('\n');
};

/**
 * Provisions a domain in a temporary folder and starts its domain controller at `address` (about four seconds). Needs root: the
 * ports of Active Directory cannot be chosen. Accounts are locked after three wrong passwords.
 */
export async function startSamba(options: {
  address: string;
  certificate: ServerCertificate;
  /** GnuTLS priorities. */
  priorities?: string;
  /** Serves its DNS on port 53 and lets it be changed. */
  dns?: boolean;
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
      `--adminpass=${administratorPassword}`,
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
        `--option=server services=ldap cldap${options.dns ? ' dns rpc' : ''}`,
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
    resolver: address,
    changeRecord: async (change, zone, name, type, value) => {
      const login = ['-U', `Administrator%${administratorPassword}`, '-s', configuration];
      await runProgram(tool, ['dns', change, address, zone, name, type, value, ...login]);
    },
    addServerObjects: async (entry) => {
      const database = path.join(folder, 'private', 'sam.ldb');
      if (entry.site !== 'Default-First-Site-Name') await runProgram(tool, ['sites', 'create', entry.site, '-H', database]);
      await runProgram('/usr/bin/python3', ['-c', addEntries, configuration, database], serverEntries(entry));
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
