import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { now } from '#lib/clock.ts';
import { type OpenLdap, startOpenLdap } from '#lib/probe/testing/real/openldap.ts';
import { type SambaDomainController, startSamba } from '#lib/probe/testing/real/samba.ts';
import { makeServerCertificates, type ServerCertificates } from '#lib/probe/testing/real/server-faults.ts';
import { type Authority, type CertificateOptions, createAuthority } from '#lib/simulation/certificate-factory.ts';
import { type SimulatedDnsServer, startDnsServer } from '#lib/simulation/dns-server.ts';
import { startDomainControllerWithoutCertificate } from '#lib/simulation/domain-controller-without-certificate.ts';
import { startLdapServer } from '#lib/simulation/ldap-server.ts';

/** A small directory landscape on loopback: DNS, a real OpenLDAP, a real Samba domain controller, and emulated ones. */
export type Lab = {
  /** Settings with which the product finds its way here. */
  environment: Record<string, string>;
  /** The authority that all of it trusts. */
  root: Authority;
  samba: { server: SambaDomainController; host: string; certificates: ServerCertificates };
  openLdap: { server: OpenLdap; host: string; certificates: ServerCertificates };
  /** A name behind which a Windows domain controller without a certificate is emulated. */
  withoutCertificate: string;
  /** The emulated fleet. */
  fleet: { name: string; site: string }[];
  /** The first of it whose certificate has expired. */
  expired: string;
  stop: () => Promise<void>;
};

const dayMs = 86_400_000;
const hostOf = { samba: 'dc1.samba.test', openLdap: 'ldap1.corp.test', withoutCertificate: 'dc09.corp.test' };

/** A part of the loopback network that no other landscape of this machine uses: `127.n.0.0/16`. */
type Block = { address: (third: number, fourth: number) => string; release: () => Promise<void> };

/** Takes the first free block; a listening socket in it keeps others out until it is released. */
async function claimBlock(): Promise<Block> {
  for (let second = 16; second < 255; second++) {
    const claim = net.createServer((socket) => socket.destroy());
    const claimed = await new Promise<boolean>((resolve) => {
      claim.once('error', () => resolve(false));
      claim.listen({ host: `127.${second}.0.1`, port: 636, exclusive: true }, () => resolve(true));
    });
    if (!claimed) continue;
    return {
      address: (third, fourth) => `127.${second}.${third}.${fourth}`,
      release: () => new Promise((resolve) => claim.close(() => resolve())),
    };
  }
  throw new Error('No part of the loopback network is free for the test servers: port 636 of 127.16.0.1 to 127.254.0.1 cannot be taken.');
}

/** `fleetSize` emulated domain controllers stand beside the real servers. Needs root: LDAPS is port 636. */
export async function startLab(options: { fleetSize?: number } = {}): Promise<Lab> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'p636-lab-'));
  const block = await claimBlock();
  const root = await createAuthority({ subject: 'CN=Corp Root CA,O=Corp' });
  const stops: (() => Promise<void>)[] = [block.release];
  const [forSamba, forOpenLdap] = await Promise.all([
    makeServerCertificates(hostOf.samba, root),
    makeServerCertificates(hostOf.openLdap, root),
  ]);
  const samba = await startSamba({ address: block.address(1, 2), certificate: forSamba.healthy });
  stops.push(samba.stop);
  const openLdap = await startOpenLdap({ address: block.address(1, 1), ldapPort: 389, ldapsPort: 636, certificate: forOpenLdap.healthy });
  stops.push(openLdap.stop);
  const emulated = await startDomainControllerWithoutCertificate({
    address: block.address(1, 9),
    ldapsPort: 636,
    ldapPort: 389,
    hostName: hostOf.withoutCertificate,
  });
  stops.push(emulated.stop);
  const fleet = await startFleet(root, block, options.fleetSize ?? 0);
  stops.push(...fleet.stops);
  const dns = await startDns(block, fleet.addresses);
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
    root,
    samba: { server: samba, host: hostOf.samba, certificates: forSamba },
    openLdap: { server: openLdap, host: hostOf.openLdap, certificates: forOpenLdap },
    withoutCertificate: hostOf.withoutCertificate,
    fleet: fleet.members,
    expired: fleet.expired,
    stop: async () => {
      await Promise.all(stops.map((stop) => stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const startDns = (block: Block, fleet: ReadonlyMap<string, string>): Promise<SimulatedDnsServer> =>
  startDnsServer({
    [hostOf.samba]: { A: [block.address(1, 2)] },
    [hostOf.openLdap]: { A: [block.address(1, 1)] },
    [hostOf.withoutCertificate]: { A: [block.address(1, 9)] },
    ...Object.fromEntries([...fleet].map(([name, address]) => [name, { A: [address] }])),
  });

const sites = ['Berlin', 'London', 'Singapore', 'Seattle'] as const;

/** Every eighth, all of them in Seattle, is faulty in some way; the others are sound and expire at different times. */
async function startFleet(root: Authority, block: Block, size: number) {
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
      freshKey: true,
      notAfter: new Date(today + (60 + 7 * number) * dayMs),
      ...fault,
    });
    const address = block.address(2, number + 1);
    const server = await startLdapServer({ address, port: 636, hostName: name, tls: { cert: leaf.chainPem, key: leaf.keyPem } });
    stops.push(server.stop);
    addresses.set(name, address);
    members.push({ name, site: sites[number % sites.length] ?? 'Berlin' });
  }
  return { members, addresses, stops, expired: members[7]?.name ?? '' };
}
