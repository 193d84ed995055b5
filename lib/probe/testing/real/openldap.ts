import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { currentTls, findProgram, runProgram, type ServerCertificate, startProgram, waitForPort } from './program.ts';

/** A real slapd on loopback, with one account to bind with. */
export type OpenLdap = {
  address: string;
  ldapPort: number;
  ldapsPort: number;
  account: { dn: string; password: string };
  /** Restarts with this certificate, or without any TLS configuration: it then listens for LDAPS and closes on ClientHello. */
  useCertificate: (certificate: ServerCertificate | null) => Promise<void>;
  stop: () => Promise<void>;
};

export type OpenLdapOptions = {
  address: string;
  ldapPort: number;
  ldapsPort: number;
  certificate: ServerCertificate | null;
  /** GnuTLS priorities. */
  priorities?: string;
  /** Further objects below dc=corp,dc=test, as LDIF. */
  furtherEntries?: string;
};

/** Starts slapd (Debian package slapd) with a fresh directory in a temporary folder. Throws with its words when it does not come up. */
export async function startOpenLdap(options: OpenLdapOptions): Promise<OpenLdap> {
  const slapd = findProgram('slapd', 'slapd');
  const slapadd = findProgram('slapadd', 'slapd');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'port636-slapd-'));
  const configuration = path.join(folder, 'slapd.conf');
  mkdirSync(path.join(folder, 'db'));
  const { address, ldapPort, ldapsPort } = options;
  const account = { dn: 'cn=probe,dc=corp,dc=test', password: 'probe-password' };
  let server: ReturnType<typeof startProgram> | null = null;

  const configure = (certificate: ServerCertificate | null) => {
    if (certificate) {
      for (const [name, pem] of [
        ['server.crt', certificate.certificatePem + certificate.issuersPem],
        ['server.key', certificate.keyPem],
      ] as const) {
        writeFileSync(path.join(folder, name), pem);
        chmodSync(path.join(folder, name), 0o600);
      }
    }
    writeFileSync(configuration, configurationText(folder, certificate === null ? null : (options.priorities ?? currentTls)));
  };
  const start = async () => {
    server = startProgram(slapd, ['-d', '0', '-f', configuration, '-h', `ldap://${address}:${ldapPort} ldaps://${address}:${ldapsPort}`]);
    await waitForPort(address, ldapsPort, server);
  };

  configure(options.certificate);
  await runProgram(slapadd, ['-f', configuration], `${entries(account.password)}\n${options.furtherEntries ?? ''}`);
  await start();
  return {
    ...{ address, ldapPort, ldapsPort, account },
    useCertificate: async (certificate) => {
      await server?.stop();
      configure(certificate);
      await start();
    },
    stop: async () => {
      await server?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const configurationText = (folder: string, priorities: string | null): string =>
  [
    ...['core', 'cosine', 'inetorgperson'].map((schema) => `include /etc/ldap/schema/${schema}.schema`),
    `pidfile ${folder}/slapd.pid`,
    'modulepath /usr/lib/ldap',
    'moduleload back_mdb',
    ...(priorities === null
      ? []
      : [`TLSCertificateFile ${folder}/server.crt`, `TLSCertificateKeyFile ${folder}/server.key`, `TLSCipherSuite ${priorities}`]),
    'database mdb',
    `directory ${folder}/db`,
    'suffix "dc=corp,dc=test"',
    '',
  ].join('\n');

const entries = (password: string): string =>
  [
    ...['dn: dc=corp,dc=test', 'objectClass: dcObject', 'objectClass: organization', 'dc: corp', 'o: Corp', ''],
    ...['dn: cn=probe,dc=corp,dc=test', 'objectClass: person', 'cn: probe', 'sn: probe', `userPassword: ${password}`, ''],
  ].join('\n');
