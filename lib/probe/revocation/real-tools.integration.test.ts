import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { now } from '#lib/clock.ts';
import { type Authority, createAuthority, type IssuedCertificate } from '../../simulation/certificate-factory.ts';
import { scopeExtension, serialOf, signCrl } from '../../simulation/revocation-crl.ts';
import { signOcspResponse } from '../../simulation/revocation-ocsp.ts';
import { Deadline } from '../deadline.ts';
import type { CertificateFacts } from '../evidence.ts';
import { type OpenLdap, startOpenLdap } from '../testing/real/openldap.ts';
import { findProgram, runProgram } from '../testing/real/program.ts';
import { readCertificate } from '../x509/read-certificate.ts';
import { createRevocationCache } from './cache.ts';
import { certificateParts } from './certificate-parts.ts';
import { createRevocationCheck } from './create-revocation-check.ts';
import { judgeByCrl, openCrl } from './crl-list.ts';
import { judgeOcsp } from './judge-ocsp.ts';
import { ocspRequest } from './ocsp-request.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'port636-revocation-'));
const at = (name: string): string => path.join(folder, name);
const openssl = (...args: string[]): Promise<string> => runProgram(findProgram('openssl', 'openssl'), args);
const revokedAt = new Date('2026-04-20T08:00:00Z');

let root: Authority;
let delegate: IssuedCertificate;
let good: IssuedCertificate;
let revoked: IssuedCertificate;
let stranger: IssuedCertificate;

const utcTime = (date: Date): string =>
  `${date
    .toISOString()
    .replace(/[-:T]|\.\d+Z/g, '')
    .slice(2)}Z`;
const facts = ({ der }: IssuedCertificate): CertificateFacts => readCertificate(der);

/** A line of the list of certificates that `openssl ca` and `openssl ocsp` work with. */
function indexLine(certificate: IssuedCertificate, revocation: string): string {
  const serial = facts(certificate).serialNumber.toUpperCase();
  return `${[revocation === '' ? 'V' : 'R', '491231235959Z', revocation, serial, 'unknown', '/CN=localhost'].join('\t')}\n`;
}

beforeAll(async () => {
  root = await createAuthority();
  [good, revoked, stranger] = await Promise.all([root.issue(), root.issue(), root.issue()]);
  delegate = await root.issue({ subject: 'CN=Responder', extendedKeyUsage: ['1.3.6.1.5.5.7.3.9'], freshKey: true });
  for (const [name, certificate] of Object.entries({ root: root.certificate, delegate, good, revoked, stranger })) {
    writeFileSync(at(`${name}.pem`), certificate.pem);
    writeFileSync(at(`${name}.key`), certificate.keyPem);
  }
  writeFileSync(at('index.txt'), indexLine(good, '') + indexLine(revoked, `${utcTime(revokedAt)},keyCompromise`));
  writeFileSync(at('index.txt.attr'), 'unique_subject = no\n');
  writeFileSync(
    at('ca.cnf'),
    `[ca]\ndefault_ca = test\n[test]\ndatabase = ${at('index.txt')}\ncertificate = ${at('root.pem')}\nprivate_key = ${at('root.key')}\n` +
      `default_md = sha256\ndefault_crl_days = 7\ncrl_extensions = list\ncrlnumber = ${at('number')}\n[list]\nauthorityKeyIdentifier = keyid\n`,
  );
  writeFileSync(at('number'), '01\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('OpenSSL', () => {
  it.each(['root', 'delegate'])('answers our questions as responder with the key of the %s, and we read it', async (signer) => {
    const states = [];
    for (const certificate of [good, revoked, stranger]) {
      const [own, above] = [certificateParts(facts(certificate)), certificateParts(facts(root.certificate))];
      if (own === null || above === null) throw new Error('The certificates cannot be read.');
      writeFileSync(at('request.der'), ocspRequest(own, above));
      await openssl(
        ...['ocsp', '-index', at('index.txt'), '-CA', at('root.pem'), '-rsigner', at(`${signer}.pem`), '-rkey', at(`${signer}.key`)],
        ...['-reqin', at('request.der'), '-respout', at('response.der'), '-ndays', '1'],
      );
      const bytes = readFileSync(at('response.der'));
      const source = await judgeOcsp(bytes, { kind: 'ocsp', address: null }, facts(certificate), facts(root.certificate), now());
      states.push([source.outcome, source.status, source.revokedAt, source.reason]);
    }
    expect(states).toEqual([
      ['answered', 'good', null, null],
      ['answered', 'revoked', revokedAt.toISOString(), 'keyCompromise'],
      ['answered', 'unknown', null, null],
    ]);
  });

  it('verifies the responses that our tests sign, and reads them as we do', async () => {
    const said = async (bytes: Uint8Array): Promise<string> => {
      writeFileSync(at('ours.der'), bytes);
      return openssl('ocsp', '-respin', at('ours.der'), '-issuer', at('root.pem'), '-cert', at('good.pem'), '-CAfile', at('root.pem'));
    };
    const ours = { certificate: good.der, issuer: root.certificate };
    expect(await said(signOcspResponse(ours))).toContain(': good');
    expect(await said(signOcspResponse({ ...ours, delegate, responderBy: 'name' }))).toContain(': good');
    expect(await said(signOcspResponse({ ...ours, status: { revokedAt, reason: 4 } }))).toContain('Reason: superseded');
    await expect(said(signOcspResponse({ ...ours, brokenSignature: true }))).rejects.toThrow('Response Verify Failure');
  });

  it('makes lists that we read', async () => {
    await openssl('ca', '-config', at('ca.cnf'), '-gencrl', '-out', at('theirs.pem'));
    await openssl('crl', '-in', at('theirs.pem'), '-outform', 'DER', '-out', at('theirs.crl'));
    const list = await openCrl(readFileSync(at('theirs.crl')), facts(root.certificate), 10, Deadline.after(5_000));
    if ('outcome' in list) throw new Error(list.message);
    expect(judgeByCrl(list, 'x', facts(good), now())).toMatchObject({ outcome: 'answered', status: 'good' });
    expect(judgeByCrl(list, 'x', facts(revoked), now())).toMatchObject({
      ...{ status: 'revoked', revokedAt: revokedAt.toISOString(), reason: 'keyCompromise' },
    });
  });

  it('verifies the lists that our tests sign', async () => {
    const bytes = signCrl(root.certificate, {
      revoked: [{ serial: serialOf(good.der), reason: 1 }],
      extensions: [scopeExtension([1], 'http://a/')],
    });
    writeFileSync(at('ours.crl'), bytes);
    const text = await openssl('crl', '-inform', 'DER', '-in', at('ours.crl'), '-CAfile', at('root.pem'), '-noout', '-text');
    expect(text).toContain('Key Compromise');
    expect(text).toContain('Only User Certificates');
    const all = { revoked: [{ serial: serialOf(revoked.der) }] };
    writeFileSync(at('all.crl'), signCrl(root.certificate, all));
    await openssl('crl', '-inform', 'DER', '-in', at('all.crl'), '-out', at('all.pem'));
    const verify = (name: string) =>
      openssl('verify', '-crl_check', '-CAfile', at('root.pem'), '-CRLfile', at('all.pem'), at(`${name}.pem`));
    expect(await verify('good')).toContain('OK');
    await expect(verify('revoked')).rejects.toThrow('certificate revoked');
  });
});

describe('a real OpenLDAP', () => {
  const address = '127.0.1.1';
  const ldapPort = 14_389;
  let server: OpenLdap;
  beforeAll(async () => {
    const list = Buffer.from(signCrl(root.certificate, { revoked: [{ serial: serialOf(revoked.der), reason: 1 }] })).toString('base64');
    const lines = [
      'dn: cn=CDP,dc=corp,dc=test',
      'objectClass: cRLDistributionPoint',
      'cn: CDP',
      `certificateRevocationList;binary:: ${list}`,
    ];
    server = await startOpenLdap({ address, ldapPort, ldapsPort: 14_636, certificate: null, furtherEntries: `${lines.join('\n')}\n` });
  });
  afterAll(() => server?.stop());

  it.each(['certificateRevocationList;binary', 'certificateRevocationList'])('hands out a list under %s', async (attribute) => {
    const address636 = `ldap:///cn=CDP,dc=corp,dc=test?${attribute}?base?objectClass=cRLDistributionPoint`;
    const check = createRevocationCheck({
      ...{ allowed: true, proxy: null, cache: createRevocationCache(), now },
      directoryServer: { host: 'ldap1.corp.test', address, port: ldapPort, transport: 'plain', credentials: null },
    });
    const never = new AbortController().signal;
    const leaf = await root.issue({ crlAddresses: [address636], serialNumber: facts(revoked).serialNumber });
    const { answers } = await check({ certificates: [facts(leaf), facts(root.certificate)], trusted: true }, null, never);
    expect(answers).toMatchObject([
      { status: 'revoked', sources: [{ address: address636, outcome: 'answered', reason: 'keyCompromise' }] },
    ]);
  });

  it('tells that an object is missing', async () => {
    const check = createRevocationCheck({
      ...{ allowed: true, proxy: null, cache: createRevocationCache(), now },
      directoryServer: { host: 'ldap1.corp.test', address, port: ldapPort, transport: 'plain', credentials: null },
    });
    const leaf = await root.issue({ crlAddresses: ['ldap:///cn=none,dc=corp,dc=test?certificateRevocationList'] });
    const { answers } = await check(
      { certificates: [facts(leaf), facts(root.certificate)], trusted: true },
      null,
      new AbortController().signal,
    );
    expect(answers[0]?.sources).toMatchObject([{ outcome: 'responder-error', message: expect.stringContaining('LDAP result 32') }]);
  });
});
