import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { now } from '#lib/clock.ts';
import { type Profile, profiles } from '#lib/diagnosis/rule.ts';
import { defaultSubject } from '#lib/diagnosis/subject.ts';
import { readCertificate } from '#lib/probe/x509/read-certificate.ts';
import { createTrustAnchors } from '#lib/probe/x509/trust-anchors.ts';
import { createAuthority } from '#lib/simulation/certificate-factory.ts';
import { chainOfRequest, chainTo } from '../preflight/hypothetical-evidence.ts';
import { judgeHosts } from '../preflight/judge-hosts.ts';
import { readRequest } from '../preflight/read-request.ts';
import { openssl } from '../preflight/testing/openssl.ts';
import { certreqInf } from './certreq-inf.ts';
import { opensslConfig, opensslSwitches } from './openssl-config.ts';
import { requestFiles } from './request-files.ts';
import { planRequest, type RequestChoice, type RequestPlan } from './request-plan.ts';
import { readInf } from './testing/read-inf.ts';
import { requestKeys } from './views.ts';

const choice = (overrides: Partial<RequestChoice> = {}): RequestChoice => ({
  host: 'dc01.corp.example',
  profile: 'ad-ds',
  standsForDomain: false,
  key: 'rsa-2048',
  usages: 'server',
  withDomain: false,
  ...overrides,
});
const planOf = (overrides: Partial<RequestChoice> = {}): RequestPlan => {
  const result = planRequest(choice(overrides));
  if (!result.ok) throw new Error(result.message);
  return result.plan;
};
const sourceOf = (overrides: Partial<RequestChoice>) => {
  const result = planRequest(choice(overrides));
  return result.ok ? null : result;
};

const serverAuth = '1.3.6.1.5.5.7.3.1';

describe('the INF file for certreq', () => {
  it('asks for what KB 321051 asks for, with the name first and the key kept on the machine', () => {
    const inf = readInf(certreqInf(planOf({ withDomain: true })));
    expect(inf.Version).toEqual([['Signature', '$Windows NT$']]);
    expect(Object.fromEntries(inf.NewRequest ?? [])).toMatchObject({
      Subject: 'CN=dc01.corp.example',
      KeySpec: '1',
      KeyLength: '2048',
      ProviderName: 'Microsoft RSA SChannel Cryptographic Provider',
      ProviderType: '12',
      RequestType: 'PKCS10',
      KeyUsage: '0xa0',
      HashAlgorithm: 'SHA256',
      MachineKeySet: 'TRUE',
      Exportable: 'FALSE',
    });
    expect(inf.EnhancedKeyUsageExtension).toEqual([['OID', serverAuth]]);
    expect(inf.Extensions).toEqual([
      ['2.5.29.17', '{text}'],
      ['_continue_', 'dns=dc01.corp.example&'],
      ['_continue_', 'dns=corp.example'],
    ]);
  });

  it('takes the key storage provider for elliptic curves, which the Schannel provider does not know', () => {
    const request = Object.fromEntries(readInf(certreqInf(planOf({ key: 'ecdsa-p256' }))).NewRequest ?? []);
    expect(request).toMatchObject({
      KeyAlgorithm: 'ECDSA_P256',
      ProviderName: 'Microsoft Software Key Storage Provider',
      KeyUsage: '0x80',
    });
    expect(request).not.toHaveProperty('ProviderType');
    expect(request).not.toHaveProperty('KeySpec');
  });

  it('asks for the usages of the template Kerberos Authentication where they are wanted', () => {
    const usages = readInf(certreqInf(planOf({ usages: 'domain-controller' }))).EnhancedKeyUsageExtension?.map(([, oid]) => oid);
    expect(usages).toEqual([serverAuth, '1.3.6.1.5.5.7.3.2', '1.3.6.1.4.1.311.20.2.2', '1.3.6.1.5.2.3.5']);
  });

  it('asks for a wildcard and a key that can be exported where the domain is managed', () => {
    const plan = planOf({ profile: 'entra-ds', host: 'ldaps.corp.example' });
    const inf = readInf(certreqInf(plan));
    expect(Object.fromEntries(inf.NewRequest ?? [])).toMatchObject({ Subject: 'CN=*.corp.example', Exportable: 'TRUE' });
    expect(inf.Extensions?.slice(1)).toEqual([
      ['_continue_', 'dns=*.corp.example&'],
      ['_continue_', 'dns=corp.example'],
    ]);
    expect(requestFiles(plan).afterwards?.commands).toContain('-CryptoAlgorithmOption TripleDES_SHA1');
  });
});

describe('a name that suits no request is refused', () => {
  it.each([
    [{ host: 'dc01' }, 'host', /short one/],
    [{ host: '192.0.2.10' }, 'host', /address/],
    [{ host: 'dc01.corp.example\r\nExportable = TRUE' }, 'host', /cannot be part/],
    [{ host: 'dc01.corp.example"' }, 'host', /cannot be part/],
    [{ host: '' }, 'host', /no host name/],
    [{ host: 'ldap', profile: 'entra-ds' }, 'host', /domain name/],
    [{ profile: 'entra-ds', key: 'ecdsa-p256' }, 'key', /key encipherment/],
  ] satisfies [Partial<RequestChoice>, string, RegExp][])('%o', (overrides, field, words) => {
    expect(sourceOf(overrides)).toMatchObject({ ok: false, field, message: expect.stringMatching(words) });
  });

  it('and nothing typed ever adds a line, a section or a quotation mark', () => {
    const lineBreaker = fc.constantFrom(
      '\n',
      '\r',
      '"',
      '$',
      '[x]',
      '&',
      ';',
      '#',
      '\\',
      '=',
      ' ',
      '\u2028',
      '\0',
      '$ENV::HOME',
      '.',
      'ä',
      'a',
      '*',
    );
    const names = fc.oneof(
      fc.string(),
      fc.array(fc.oneof(lineBreaker, fc.domain()), { maxLength: 6 }).map((parts) => parts.join('')),
      fc.domain(),
    );
    fc.assert(
      fc.property(names, fc.constantFrom(...profiles), fc.constantFrom(...requestKeys), fc.boolean(), (host, profile, key, withDomain) => {
        const result = planRequest(choice({ host, profile, key, withDomain }));
        if (!result.ok) return;
        const { plan } = result;
        const nameCount = plan.dnsNames.length + plan.ipAddresses.length;
        const inf = readInf(certreqInf(plan));
        expect(Object.keys(inf)).toEqual(['Version', 'NewRequest', 'EnhancedKeyUsageExtension', 'Extensions']);
        expect(inf.Extensions).toHaveLength(1 + nameCount);
        for (const [, value] of inf.Extensions?.slice(1) ?? []) expect(value).toMatch(/^(dns|ipaddress)=[a-z0-9*_.:-]+&?$/);
        const sections = opensslConfig(plan)
          .split('\n')
          .filter((line) => line.startsWith('['));
        expect(sections).toEqual(['[req]', '[subject]', '[extensions]', '[names]']);
        expect(opensslConfig(plan)).not.toContain('$');
        for (const { fileName } of requestFiles(plan).files) expect(fileName).toMatch(/^[a-z0-9_.-]+$/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the configuration for openssl', () => {
  const madeBy = async (plan: RequestPlan) => {
    const switches = opensslSwitches(plan).split(' ').filter(Boolean);
    const args = ['req', '-new', '-config', 'request.cnf', ...switches, '-keyout', 'server.key', '-outform', 'DER', '-out', 'made.csr'];
    const der = await openssl(args, { 'request.cnf': opensslConfig(plan) }, 'made.csr');
    const read = await readRequest(der);
    if (!read.ok) throw new Error(read.message);
    return { der, ...read.request };
  };
  /** Issues what the request asks for, as a CA that copies extensions does. */
  const issue = async (csr: Uint8Array, authority: { pem: string; keyPem: string }) => {
    const args = ['x509', '-req', '-in', 'made.csr', '-inform', 'DER', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-copy_extensions', 'copyall'];
    return openssl(
      [...args, '-days', '365', '-outform', 'DER', '-out', 'issued.der'],
      { 'made.csr': csr, 'ca.pem': authority.pem, 'ca.key': authority.keyPem },
      'issued.der',
    );
  };

  it.each([
    { host: 'dc01.corp.example', profile: 'ad-ds', withDomain: true },
    { host: 'dc01.corp.example', profile: 'ad-ds', usages: 'domain-controller' },
    { host: 'dc01.corp.example', profile: 'ad-ds', key: 'ecdsa-p256' },
    { host: 'lds01.corp.example', profile: 'ad-lds', key: 'rsa-3072' },
    { host: 'ldaps.corp.example', profile: 'entra-ds' },
    { host: 'ldap.corp.example', profile: 'ldap', key: 'ecdsa-p256' },
    { host: '192.0.2.10', profile: 'ldap' },
    { host: '2001:db8::10', profile: 'ldap' },
    { host: `${'a'.repeat(60)}.corp.example`, profile: 'ad-ds' },
  ] satisfies Partial<RequestChoice>[])('makes a request that the matrix accepts, and so is the certificate of it: %o', async (given) => {
    const plan = planOf(given);
    const made = await madeBy(plan);
    expect(made.isSignedByItsKey).toBe(true);
    expect(made.facts.subjectCommonNames).toEqual(plan.commonName === null ? [] : [plan.commonName]);
    expect(made.facts.dnsNames).toEqual(plan.dnsNames);
    expect(made.facts.ipAddresses).toEqual(plan.ipAddresses);
    expect(made.facts.extendedKeyUsage).toEqual(plan.extendedKeyUsage);
    expect(made.facts.key).toMatchObject(plan.key === 'ecdsa-p256' ? { curve: 'P-256' } : { bits: plan.key === 'rsa-3072' ? 3072 : 2048 });

    const root = (await createAuthority()).certificate;
    const anchors = createTrustAnchors([{ store: 'test', pem: root.pem }]);
    const subject = { ...defaultSubject, profile: plan.profile satisfies Profile };
    const host = { name: plan.host, isRegistered: false, subject, served: [] };
    const [asRequest] = (await judgeHosts([host], chainOfRequest(made.facts, anchors), true, now())).hosts;
    expect(asRequest).toMatchObject({ notMet: [], worst: null });

    const issued = readCertificate(await issue(made.der, root));
    const [asCertificate] = (await judgeHosts([host], chainTo([issued], anchors), false, now())).hosts;
    // A key of elliptic curves cannot encipher keys, which no demand of these profiles asks of it.
    expect(asCertificate).toMatchObject({ notMet: [], worst: null });
    expect(asCertificate?.counts.pass).toBeGreaterThan(8);
  });
});
