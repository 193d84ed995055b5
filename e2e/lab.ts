import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { now } from '#lib/clock.ts';
import { type Authority, type CertificateOptions, createAuthority } from '#lib/probe/testing/certificate-factory.ts';
import { startDnsServer, type TestDnsServer } from '#lib/probe/testing/dns-server.ts';
import { startDomainControllerWithoutCertificate } from '#lib/probe/testing/domain-controller-without-certificate.ts';
import { startLdapServer } from '#lib/probe/testing/ldap-server.ts';
import { type OpenLdap, startOpenLdap } from '#lib/probe/testing/real/openldap.ts';
import { type SambaDomainController, startSamba } from '#lib/probe/testing/real/samba.ts';
import { makeServerCertificates, type ServerCertificates } from '#lib/probe/testing/real/server-faults.ts';

/** A small directory landscape on loopback: DNS, a real OpenLDAP, a real Samba domain controller, and emulated ones. */
export type Lab = {
  /** Settings with which the product finds its way here. */
  environment: Record<string, string>;
  samba: { server: SambaDomainController; host: string; certificates: ServerCertificates };
  openLdap: { server: OpenLdap; host: string; certificates: ServerCertificates };
  /** A name behind which a Windows domain controller without a certificate is emulated. */
  withoutCertificate: string;
  /** Names of the emulated fleet, sound ones first. */
  fleet: { name: string; site: string }[];
  stop: () => Promise<void>;
};

const dayMs = 86_400_000;
const hostOf = { samba: 'dc1.samba.test', openLdap: 'ldap1.corp.test', withoutCertificate: 'dc09.corp.test' };

/** `fleetSize` emulated domain controllers stand beside the real servers. Needs root: LDAPS is port 636. */
export async function startLab(options: { fleetSize?: number } = {}): Promise<Lab> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'p636-lab-'));
  const root = await createAuthority({ subject: 'CN=Corp Root CA,O=Corp' });
  const stops: (() => Promise<void>)[] = [];
  const [forSamba, forOpenLdap] = await Promise.all([
    makeServerCertificates(hostOf.samba, root),
    makeServerCertificates(hostOf.openLdap, root),
  ]);
  const samba = await startSamba({ address: '127.0.1.2', certificate: forSamba.healthy });
  stops.push(samba.stop);
  const openLdap = await startOpenLdap({ address: '127.0.1.1', ldapPort: 389, ldapsPort: 636, certificate: forOpenLdap.healthy });
  stops.push(openLdap.stop);
  const emulated = await startDomainControllerWithoutCertificate({
    address: '127.0.1.9',
    ldapsPort: 636,
    ldapPort: 389,
    hostName: hostOf.withoutCertificate,
  });
  stops.push(emulated.stop);
  const fleet = await startFleet(root, options.fleetSize ?? 0);
  stops.push(...fleet.stops);
  const dns = await startDns(fleet.addresses);
  stops.push(dns.stop);
  const bundle = path.join(folder, 'corp-root.pem');
  writeFileSync(bundle, root.certificate.pem);
  return {
    environment: {
      PORT636_RESOLVERS: dns.resolver,
      PORT636_TRUST_BUNDLE: bundle,
      PORT636_SYSTEM_TRUST: 'off',
      PORT636_PROBE_INTERVAL: '30s',
    },
    samba: { server: samba, host: hostOf.samba, certificates: forSamba },
    openLdap: { server: openLdap, host: hostOf.openLdap, certificates: forOpenLdap },
    withoutCertificate: hostOf.withoutCertificate,
    fleet: fleet.members,
    stop: async () => {
      await Promise.all(stops.map((stop) => stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const startDns = (fleet: ReadonlyMap<string, string>): Promise<TestDnsServer> =>
  startDnsServer({
    [hostOf.samba]: { A: ['127.0.1.2'] },
    [hostOf.openLdap]: { A: ['127.0.1.1'] },
    [hostOf.withoutCertificate]: { A: ['127.0.1.9'] },
    ...Object.fromEntries([...fleet].map(([name, address]) => [name, { A: [address] }])),
  });

const sites = ['Berlin', 'London', 'Singapore', 'Seattle'] as const;

/** Every eighth is faulty in some way, the others are sound and end at different times. */
async function startFleet(root: Authority, size: number) {
  const issuing = await root.intermediate({ subject: 'CN=Corp Issuing CA,O=Corp', pathLength: 0 });
  const members: Lab['fleet'] = [];
  const addresses = new Map<string, string>();
  const stops: (() => Promise<void>)[] = [];
  const today = now().getTime();
  for (let number = 0; number < size; number++) {
    const name = `dc${String(number + 20)}.corp.test`;
    const faults: CertificateOptions[] = [
      { notBefore: new Date(today - 365 * dayMs), notAfter: new Date(today - 2 * dayMs) },
      { notBefore: new Date(today - 350 * dayMs), notAfter: new Date(today + 15 * dayMs) },
      { dnsNames: [`old-${name}`], subject: `CN=old-${name}` },
      { signatureHash: 'SHA-1' },
    ];
    const fault = number % 8 === 7 ? faults[Math.floor(number / 8) % faults.length] : undefined;
    const leaf = await issuing.issue({
      dnsNames: [name],
      subject: `CN=${name}`,
      notAfter: new Date(today + (60 + 7 * number) * dayMs),
      ...fault,
    });
    const address = `127.0.2.${number + 1}`;
    const server = await startLdapServer({ address, port: 636, hostName: name, tls: { cert: leaf.chainPem, key: leaf.keyPem } });
    stops.push(server.stop);
    addresses.set(name, address);
    members.push({ name, site: sites[number % sites.length] ?? 'Berlin' });
  }
  return { members, addresses, stops };
}
