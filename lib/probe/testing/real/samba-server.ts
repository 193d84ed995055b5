import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { currentTls, findProgram, type ServerCertificate, startProgram, waitForPort } from './program.ts';

const debianPackages = '--no-install-recommends samba samba-ad-provision samba-dsdb-modules samba-vfs-modules winbind';

/** Paths of Samba's programs. Throws for who is not root, and with the packages to install where they are missing. */
export function findSamba(): { server: string; tool: string; registration: string } {
  if (process.getuid?.() !== 0)
    throw new Error('A Samba domain controller listens on ports 389 and 636, which needs root: run the tests as root or with sudo.');
  const find = (name: string): string => findProgram(name, debianPackages);
  return { server: find('samba'), tool: find('samba-tool'), registration: find('samba_dnsupdate') };
}

/** Where a domain controller keeps what it has; `configuration` is its smb.conf. */
export type SambaFolder = { folder: string; configuration: string; database: string };

export const sambaFolder = (folder: string): SambaFolder => ({
  folder,
  configuration: path.join(folder, 'etc', 'smb.conf'),
  database: path.join(folder, 'private', 'sam.ldb'),
});

/** What provisioning and joining have in common: it listens on one loopback address alone, and needs no file system with attributes. */
export const setUpOptions = ({ address, folder }: { address: string; folder: string }): string[] => [
  `--targetdir=${folder}`,
  `--option=interfaces=${address}/8`,
  '--option=bind interfaces only=yes',
  '--option=vfs objects=dfs_samba4 acl_xattr xattr_tdb',
  `--option=xattr_tdb:file=${folder}/xattr.tdb`,
  '--option=dns forwarder=127.0.0.1',
];

/** A domain controller whose process runs. */
export type SambaServer = {
  /** Restarts with this certificate; null switches TLS off, so that nothing listens on 636 and 3269. */
  useCertificate: (certificate: ServerCertificate | null) => Promise<void>;
  stop: () => Promise<void>;
};

/** Starts the domain controller that was set up in a folder, and waits until it listens. */
export async function startSambaServer(
  { folder, configuration }: SambaFolder,
  options: { address: string; certificate: ServerCertificate; services: string; priorities?: string },
): Promise<SambaServer> {
  const program = findSamba().server;
  for (const name of ['run', 'tls']) mkdirSync(path.join(folder, name), { mode: 0o700, recursive: true });
  let server: ReturnType<typeof startProgram> | null = null;
  const start = async (certificate: ServerCertificate | null): Promise<void> => {
    const files = {
      certfile: certificate ? certificate.certificatePem + certificate.issuersPem : '',
      keyfile: certificate?.keyPem ?? '',
      cafile: certificate?.issuersPem ?? '',
    };
    for (const [name, pem] of Object.entries(files)) writeFileSync(path.join(folder, 'tls', name), pem, { mode: 0o600 });
    server = startProgram(program, [
      ...['--foreground', '--no-process-group', '-s', configuration, '-M', 'single'],
      `--option=pid directory=${folder}/run`,
      `--option=log file=${folder}/log`,
      `--option=tls enabled=${certificate ? 'yes' : 'no'}`,
      `--option=tls priority=${options.priorities ?? currentTls}`,
      `--option=server services=${options.services}`,
      ...Object.keys(files).map((name) => `--option=tls ${name}=${folder}/tls/${name}`),
    ]);
    await waitForPort(options.address, certificate ? 636 : 389, server);
  };
  const stop = async (): Promise<void> => server?.stop();
  try {
    await start(options.certificate);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    useCertificate: async (certificate) => {
      await stop();
      await start(certificate);
    },
    stop,
  };
}
