import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runProgram, type ServerCertificate } from './program.ts';
import { addEntries, serverEntries } from './samba-entries.ts';
import { findSamba, type SambaServer, sambaFolder, setUpOptions, startSambaServer } from './samba-server.ts';

/** A real Samba Active Directory domain controller on a loopback address: LDAP 389, LDAPS 636, global catalog 3268 and 3269. */
export type SambaDomainController = SambaServer & {
  address: string;
  /** Its dnsHostName. */
  host: string;
  /** Its first account, which may write everywhere. */
  administrator: { dn: string; password: string };
  /** Adds an account; the bind name is its user principal name. */
  addAccount: (name: string, password: string) => Promise<{ dn: string; password: string }>;
  /** A DNS server that knows its domain; only where `dns` was asked for. */
  resolver: string;
  /** Adds or removes a record of its DNS, such as `_msdcs.samba.test`, `_ldap._tcp.dc`, `SRV`, `dc2.samba.test 389 0 100`. */
  changeRecord: (change: 'add' | 'delete', zone: string, name: string, type: 'A' | 'SRV', value: string) => Promise<void>;
  /** Adds a further server to the directory as if it had been promoted; nothing runs there and DNS does not know it. */
  addServerObjects: (server: { name: string; site: string; globalCatalog: boolean }) => Promise<void>;
  /**
   * Promotes a further domain controller, real as well, which takes the directory over as it is by then and registers all its names in
   * DNS (about ten seconds); only where `dns` was asked for. The site is made when it is not there.
   */
  join: (server: { name: string; site: string; address: string; certificate: ServerCertificate }) => Promise<SambaServer>;
  /** Disables an account. */
  disableAccount: (name: string) => Promise<void>;
};

const realm = 'SAMBA.TEST';
const administratorPassword = 'Passw0rd!42';
const base = 'DC=samba,DC=test';

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
  const { tool, registration } = findSamba();
  const { address } = options;
  const place = sambaFolder(mkdtempSync(path.join(os.tmpdir(), 'port636-samba-')));
  const { configuration, database } = place;
  const provision = [
    ...['domain', 'provision', `--realm=${realm}`, '--domain=SAMBA', '--server-role=dc', '--dns-backend=SAMBA_INTERNAL'],
    ...[`--adminpass=${administratorPassword}`, '--host-name=dc1', `--host-ip=${address}`, '--use-rfc2307'],
    ...setUpOptions({ address, folder: place.folder }),
  ];
  const start = async (): Promise<SambaServer> => {
    await runProgram(tool, provision);
    await runProgram(tool, ['domain', 'passwordsettings', 'set', '--account-lockout-threshold=3', '-s', configuration]);
    return startSambaServer(place, { ...options, services: `ldap cldap${options.dns ? ' dns rpc' : ''}` });
  };
  const server = await start().catch((error: unknown) => {
    rmSync(place.folder, { recursive: true, force: true });
    throw error;
  });
  const joined: (() => Promise<void>)[] = [];
  const sites = new Set(['Default-First-Site-Name']);
  const makeSite = async (site: string): Promise<void> => {
    if (sites.has(site)) return;
    await runProgram(tool, ['sites', 'create', site, '-H', database]);
    sites.add(site);
  };
  return {
    ...server,
    address,
    host: 'dc1.samba.test',
    administrator: { dn: 'Administrator@samba.test', password: administratorPassword },
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
      await makeSite(entry.site);
      await addEntries(place, serverEntries(entry, base));
    },
    join: async (second) => {
      await makeSite(second.site);
      const own = sambaFolder(mkdtempSync(path.join(os.tmpdir(), 'port636-samba-')));
      joined.push(async () => rmSync(own.folder, { recursive: true, force: true }));
      // Without Kerberos, which would look for its servers by the system's DNS.
      await runProgram(tool, [
        ...['domain', 'join', 'samba.test', 'DC', `--server=${address}`, `--site=${second.site}`, '--dns-backend=SAMBA_INTERNAL'],
        ...['-U', `SAMBA\\Administrator%${administratorPassword}`, '--use-kerberos=off'],
        ...[`--option=netbios name=${second.name.toUpperCase()}`, ...setUpOptions({ ...second, folder: own.folder })],
      ]);
      const started = await startSambaServer(own, { ...second, services: 'ldap cldap' });
      joined.unshift(started.stop);
      await runProgram(registration, [
        ...['-s', own.configuration, '--use-samba-tool', `--rpc-server-ip=${address}`],
        ...[`--current-ip=${second.address}`, '--all-names'],
      ]);
      return started;
    },
    disableAccount: async (name) => {
      await runProgram(tool, ['user', 'disable', name, '-s', configuration]);
    },
    stop: async () => {
      for (const stop of joined) await stop();
      await server.stop();
      rmSync(place.folder, { recursive: true, force: true });
    },
  };
}
