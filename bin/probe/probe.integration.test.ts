import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrokenServer } from '../../lib/simulation/broken-server.ts';
import { type Authority, type CertificateOptions, createAuthority } from '../../lib/simulation/certificate-factory.ts';
import { type LdapServerOptions, startLdapServer } from '../../lib/simulation/ldap-server.ts';
import { freePort, runCommand } from '../start/testing/product.ts';

const host = 'dc1.example.test';
const folder = mkdtempSync(path.join(os.tmpdir(), 'p636-probe-'));
const authorityFile = path.join(folder, 'authority.pem');
const passwordFile = path.join(folder, 'password.txt');
const account = 'cn=probe,dc=example,dc=test';
const servers: { stop: () => Promise<void> }[] = [];
let authority: Authority;

beforeAll(async () => {
  authority = await createAuthority();
  writeFileSync(authorityFile, authority.certificate.pem);
  writeFileSync(passwordFile, 'secret\n');
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  rmSync(folder, { recursive: true, force: true });
});

async function serve(certificate: CertificateOptions = {}, options: LdapServerOptions = {}): Promise<number> {
  const leaf = await authority.issue({ dnsNames: [host], ...certificate });
  const server = await startLdapServer({ hostName: host, tls: { cert: leaf.chainPem, key: leaf.keyPem }, ...options });
  servers.push(server);
  return server.port;
}

const trusted = ['--ca', authorityFile, '--no-system-ca'];
const probe = (port: number, args: string[] = trusted, scheme = 'ldaps'): ReturnType<typeof runCommand> =>
  runCommand(['probe', `${scheme}://${host}:${port}`, '--address', '127.0.0.1', ...args]);

type Report = {
  verdict: string;
  findings: { id: string; severity: string }[];
  evidence: { attempts: { bind: unknown; address: string }[] };
};
async function report(port: number, args: string[] = [], scheme = 'ldaps'): Promise<Report & { code: number | null }> {
  const { code, stdout, stderr } = await probe(port, [...trusted, '--json', ...args], scheme);
  expect(stderr).toBe('');
  return { ...(JSON.parse(stdout) as Report), code };
}

describe('port636 probe', () => {
  let healthy: number;
  beforeAll(async () => {
    healthy = await serve({}, { accounts: { [account]: 'secret' } });
  });

  it('ends with 0 and one verdict line for a healthy server', async () => {
    const { code, stdout, stderr } = await probe(healthy);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('\n')[0]).toMatch(
      /^LDAPS OK - dc1\.example\.test:\d+ .* \| 'cert'=\d+s;2592000:;604800:;; 'time'=\d+\.\d{3}s;;;0;$/,
    );
    expect(stdout).toMatch(/^ {2}TLS +ok +\d+\.\d ms {2}TLSv1\.3 /m);
  });

  it('looks through StartTLS at an ldap address', async () => {
    const port = await serve({}, { transport: 'plain' });
    const { code, stdout } = await probe(port, trusted, 'ldap');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^LDAP StartTLS OK - /);
    expect(stdout).toMatch(/^ {2}StartTLS +ok /m);
  });

  it('ends with 1 for a warning', async () => {
    const soon = await serve({ notAfter: new Date('2027-03-01T00:00:00Z'), notBefore: new Date('2026-03-01T00:00:00Z') });
    const { code, stdout } = await probe(soon, [...trusted, '--now', '2027-02-10T00:00:00Z']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^LDAPS WARNING - /);
  });

  it('ends with 2 for a certificate that has expired at the time it is judged for', async () => {
    const { code, stdout } = await probe(healthy, [...trusted, '--now', '2030-01-01T00:00:00Z']);
    expect(code).toBe(2);
    expect(stdout).toMatch(/^LDAPS CRITICAL - .*certificate-expired\)/);
    expect(stdout).toMatch(/ \| 'cert'=-\d+s;/);
  });

  it('ends with 2 for an authority that is not trusted, and for a refused port', async () => {
    const stranger = await createAuthority();
    const other = path.join(folder, 'stranger.pem');
    writeFileSync(other, stranger.certificate.pem);
    expect((await probe(healthy, ['--ca', other, '--no-system-ca'])).code).toBe(2);
    const refused = await probe(await freePort());
    expect(refused.code).toBe(2);
    expect(refused.stdout).not.toContain("'cert'");
  });

  it('prints exactly one JSON object, with findings in order of cause', async () => {
    const { code, stdout, stderr } = await probe(healthy, [...trusted, '--json', '--now', '2030-01-01T00:00:00Z']);
    expect([code, stderr]).toEqual([2, '']);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    const parsed = JSON.parse(stdout) as Record<string, unknown> & Report;
    expect(Object.keys(parsed)).toEqual(['schemaVersion', 'target', 'verdict', 'findings', 'evidence']);
    expect(parsed.findings[0]).toMatchObject({ id: 'certificate-expired', no: expect.any(Number), severity: 'critical' });
  });

  it('prints its JSON object for a refused port as well', async () => {
    expect(await report(await freePort())).toMatchObject({ code: 2, verdict: 'critical' });
  });

  it('asks for old versions too when told to look deeply', async () => {
    const leaf = await authority.issue({ dnsNames: [host] });
    const tls = { cert: leaf.chainPem, key: leaf.keyPem, minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const old = await serve({}, { tls });
    expect((await probe(old)).code).toBe(0);
    const { code, stdout } = await probe(old, [...trusted, '--deep']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^LDAPS WARNING - .*legacy-protocol-offered\)/);
    expect(stdout).toMatch(/^ {2}Deep scan +ok .* offers TLSv1, TLSv1\.1, TLSv1\.2, TLSv1\.3;/m);
    const deep = JSON.parse((await probe(old, [...trusted, '--deep', '--json'])).stdout) as { deepScan: { outcome: string } };
    expect(deep.deepScan.outcome).toBe('complete');
  });

  it('signs in with the account and asks who it is', async () => {
    const found = await report(healthy, ['--bind-dn', account, '--bind-password-file', passwordFile]);
    expect(found).toMatchObject({ code: 0, verdict: 'healthy' });
    expect(found.evidence.attempts[0]?.bind).toMatchObject({ status: 'ok', data: { authorizationId: `dn:${account}` } });
  });

  it('ends with 2 for a wrong password, and prints the password nowhere', async () => {
    const wrong = path.join(folder, 'wrong.txt');
    writeFileSync(wrong, 'hunter2\n');
    const account2 = ['--bind-dn', account, '--bind-password-file', wrong];
    for (const args of [account2, [...account2, '--json']]) {
      const { code, stdout, stderr } = await probe(healthy, [...trusted, ...args]);
      expect(code).toBe(2);
      expect(stdout + stderr).not.toContain('hunter2');
    }
  });

  it('dials the address it is given and checks the name all the same', async () => {
    const found = await report(await serve({ dnsNames: ['other.example.test'] }));
    expect(found.evidence.attempts.map(({ address }) => address)).toEqual(['127.0.0.1']);
    expect(found.code).toBe(2);
    expect(found.findings.map(({ id }) => id).join()).toMatch(/name/);
  });

  it('ends in time when a server says nothing', async () => {
    const silent = await startBrokenServer('silent');
    servers.push(silent);
    const startedMs = performance.now();
    const { code } = await probe(silent.port, [...trusted, '--timeout', '2s']);
    expect(code).toBe(2);
    expect(performance.now() - startedMs).toBeLessThan(6_000);
  });

  it('keeps the words of a server from forging its lines', async () => {
    const forged = "x\nLDAPS OK - all is well | 'cert'=9s";
    const port = await serve({}, { rootDse: { objectClass: ['top'], dnsHostName: [forged], supportedLDAPVersion: ['3'] } });
    const { stdout } = await probe(port);
    expect(stdout).toContain('all is well');
    expect(stdout).not.toMatch(/^LDAPS OK - all is well/m);
    expect(stdout.match(/\|/g)).toHaveLength(1);
  });
});

describe('port636 probe, used wrongly', () => {
  it.each([
    ['no address', []],
    ['an address that is none', ['https://dc1.example.test']],
    ['an unknown option', ['ldaps://dc1.example.test', '--colour']],
    ['a file that is not there', ['ldaps://dc1.example.test', '--ca', '/nonexistent/ca.pem']],
  ])('ends with 3 and its usage on standard error: %s', async (_, args) => {
    const { code, stdout, stderr } = await runCommand(['probe', ...args]);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain('Usage: port636 probe');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('ends with 3 and words without a stack for a PEM file that holds no certificate it can read', async () => {
    const bad = path.join(folder, 'bad.pem');
    writeFileSync(bad, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    const { code, stdout, stderr } = await probe(9, ['--ca', bad, '--no-system-ca']);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).not.toBe('');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('ends with 3 and words without a stack for settings that are bad', async () => {
    const { code, stdout, stderr } = await runCommand(['probe', 'ldaps://127.0.0.1:9'], { PORT636_RESOLVERS: 'dns.example' });
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain('PORT636_RESOLVERS');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('names the commands for one that it does not know, with exit code 3', async () => {
    expect(await runCommand(['prob'])).toMatchObject({ code: 3, stdout: '' });
  });
});
