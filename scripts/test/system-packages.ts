import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { findHostsWrapper } from '../../lib/probe/testing/real-clients/real-clients.ts';

type Need = { what: string; packages: string[]; present: () => boolean };

const anyExists = (...files: string[]): boolean => files.some((file) => existsSync(file));
const systemBrowsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of the end-to-end tests: named by PLAYWRIGHT_CHROMIUM_PATH, installed by Playwright, or the system's; null when there is none. */
export function findBrowser(): string | null {
  return (
    [process.env.PLAYWRIGHT_CHROMIUM_PATH, chromium.executablePath(), ...systemBrowsers].find((file) => file && existsSync(file)) ?? null
  );
}

const needs: Need[] = [
  { what: 'a browser', packages: ['chromium', 'fonts-liberation'], present: () => findBrowser() !== null },
  {
    what: 'the openssl command',
    packages: ['openssl'],
    present: () => anyExists('/usr/bin/openssl', '/usr/local/bin/openssl', '/opt/homebrew/bin/openssl'),
  },
  { what: 'OpenLDAP', packages: ['slapd'], present: () => anyExists('/usr/sbin/slapd', '/usr/libexec/slapd') },
  { what: 'a GnuTLS server', packages: ['gnutls-bin'], present: () => anyExists('/usr/bin/gnutls-serv', '/usr/local/bin/gnutls-serv') },
  {
    what: 'LDAP and TLS clients on GnuTLS and OpenSSL',
    packages: ['ldap-utils', 'gnutls-bin', 'python3', 'libnss-wrapper'],
    present: () => ['ldapsearch', 'gnutls-cli', 'python3'].every((name) => anyExists(`/usr/bin/${name}`)) && findHostsWrapper() !== null,
  },
  {
    what: 'Samba as an Active Directory domain controller',
    packages: ['samba', 'samba-ad-provision', 'samba-dsdb-modules', 'samba-vfs-modules', 'winbind'],
    present: () => anyExists('/usr/sbin/samba', '/usr/local/samba/sbin/samba') && anyExists('/usr/share/samba/setup'),
  },
];

/** Installs what the tests need where apt and the rights for it are at hand, and says what it does; returns what is missing still, in words. */
export function ensureSystemPackages(say: (line: string) => void): string[] {
  const missing = needs.filter((need) => !need.present());
  if (missing.length === 0) return [];
  const packages = missing.flatMap((need) => need.packages);
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (existsSync('/usr/bin/apt-get') && works([...prefix, 'true'])) {
    say(`Installing with apt: ${packages.join(' ')}`);
    // RUNLEVEL=1 keeps the packages' services from starting: the tests start their own servers.
    const install = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1', 'apt-get'];
    works([...install, 'update', '-qq']);
    works([...install, 'install', '-y', '-qq', '--no-install-recommends', ...packages]);
  }
  if (findBrowser() === null) {
    say("Installing Playwright's own browser");
    works([process.execPath, 'node_modules/@playwright/test/cli.js', 'install', 'chromium']);
  }
  return needs
    .filter((need) => !need.present())
    .map((need) => `${need.what} is missing. On Debian: apt-get install --no-install-recommends ${need.packages.join(' ')}`);
}

function works(command: string[]): boolean {
  const [file = '', ...args] = command;
  const result = spawnSync(file, args, { stdio: ['ignore', 'ignore', 'inherit'], timeout: 15 * 60_000 });
  return result.status === 0;
}
