import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { now } from '#lib/clock.ts';
import { startTestDatabase } from '../db/testing/test-database.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { Diagnosis } from '../diagnosis/rule.ts';
import { defaultSubject } from '../diagnosis/subject.ts';
import { setBindAccount } from '../fleet/set-bind-account.ts';
import { type Evidence, evidence as evidenceSchema, type ProbeTarget } from '../probe/evidence.ts';
import type { ProbeOptions } from '../probe/options.ts';
import { probeEndpoint } from '../probe/probe-endpoint.ts';
import { type OpenLdap, startOpenLdap } from '../probe/testing/real/openldap.ts';
import { type SambaDomainController, startSamba } from '../probe/testing/real/samba.ts';
import { makeServerCertificates, type ServerCertificates } from '../probe/testing/real/server-faults.ts';
import { createTrustAnchors, type TrustAnchors } from '../probe/x509/trust-anchors.ts';
import { startDomainControllerWithoutCertificate } from '../simulation/domain-controller-without-certificate.ts';

import { ensureCheckPartitions } from './partitions.ts';
import { runCheck } from './run-check.ts';
import { checkContext, testBox } from './testing/check-context.ts';
import { makeEndpoint, makeLocation, mustClaim } from './testing/fleet.ts';

type Seen = { evidence: Evidence; diagnosis: Diagnosis; ids: string[] };

/** Probes, checks that the record fits its own schema, and diagnoses. */
async function look(target: ProbeTarget, address: string, anchors: TrustAnchors, options: Partial<ProbeOptions> = {}): Promise<Seen> {
  const evidence = await probeEndpoint(target, { location: 'test', addresses: [address], anchors, ...options });
  expect(evidenceSchema.parse(JSON.parse(JSON.stringify(evidence)))).toEqual(evidence);
  const diagnosis = diagnose(evidence, { subject: defaultSubject, now: now() });
  expect(diagnosis.crashed).toEqual([]);
  return { evidence, diagnosis, ids: diagnosis.findings.map(({ id }) => id) };
}

const faults: [keyof Omit<ServerCertificates, 'rootPem' | 'healthy'>, string, string][] = [
  ['expired', 'certificate-expired', 'CERT_HAS_EXPIRED'],
  ['wrongName', 'host-name-not-in-certificate', 'HOSTNAME_MISMATCH'],
  ['withoutServerAuthentication', 'server-auth-eku-missing', 'INVALID_PURPOSE'],
  ['withoutIntermediate', 'intermediate-missing', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ['fromUnknownAuthority', 'issuer-not-trusted', 'SELF_SIGNED_CERT_IN_CHAIN'],
  ['selfSigned', 'self-signed-certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
];

/** OpenSSL's opinion of the same connection must be the one that belongs to the fault; '' is none. */
function expectOpenSsl(evidence: Evidence, error: string): void {
  const handshake = evidence.attempts[0]?.handshake;
  if (handshake?.status !== 'ok') throw new Error(`no handshake: ${JSON.stringify(handshake)}`);
  expect(handshake.data.openSsl).toEqual(
    error === '' ? { authorized: true, error: null } : { authorized: false, error: expect.stringContaining(error) },
  );
}

describe('a real OpenLDAP', () => {
  const host = 'ldap1.corp.test';
  const address = '127.0.1.1';
  const ldaps: ProbeTarget = { host, port: 13_636, transport: 'ldaps' };
  const startTls: ProbeTarget = { host, port: 13_389, transport: 'starttls' };
  const plainPort = startTls.port;
  let certificates: ServerCertificates;
  let anchors: TrustAnchors;
  let server: OpenLdap;
  beforeAll(async () => {
    certificates = await makeServerCertificates(host);
    anchors = createTrustAnchors([{ store: 'corp', pem: certificates.rootPem }]);
    server = await startOpenLdap({ address, ldapPort: startTls.port, ldapsPort: ldaps.port, certificate: certificates.healthy });
  });
  afterAll(() => server?.stop());

  it('is healthy on its LDAPS port and through StartTLS, and recognised as no Active Directory', async () => {
    for (const target of [ldaps, startTls]) {
      const { diagnosis, evidence } = await look(target, address, anchors);
      expect(diagnosis).toMatchObject({ verdict: 'healthy', profile: 'ldap', findings: [] });
      expectOpenSsl(evidence, '');
    }
  });

  it('binds and answers Who am I?', async () => {
    const { evidence, diagnosis } = await look(ldaps, address, anchors, { bind: server.account });
    expect(diagnosis.verdict).toBe('healthy');
    expect(evidence.attempts[0]?.bind).toMatchObject({ status: 'ok', data: { authorizationId: `dn:${server.account.dn}` } });
  });

  it('refuses a wrong password, which is not the fault of TLS', async () => {
    const { ids } = await look(ldaps, address, anchors, { bind: { ...server.account, password: 'wrong' } });
    expect(ids).toEqual(['bind-credentials-rejected']);
  });

  it.each(faults)('given a certificate that is %s shows %s, as OpenSSL does', async (fault, id, openSslError) => {
    await server.useCertificate(certificates[fault]);
    for (const target of [ldaps, startTls]) {
      const { evidence, ids, diagnosis } = await look(target, address, anchors);
      expect(ids[0]).toBe(id);
      expect(diagnosis.verdict).toBe('critical');
      expect(evidence.attempts[0]?.directory.status).toBe('ok');
      expectOpenSsl(evidence, openSslError);
    }
  });

  it('without any TLS configuration serves no certificate, and StartTLS is refused as unknown', async () => {
    await server.useCertificate(null);
    const onTlsPort = await look(ldaps, address, anchors, { plainPort });
    expect(onTlsPort.diagnosis.findings[0]).toMatchObject({ id: 'no-certificate-served', confidence: 'medium' });
    expect(onTlsPort.evidence.attempts[0]?.secondLook).toMatchObject({
      status: 'ok',
      data: { unprompted: 'silent', plainPort: { connect: 'ok' } },
    });
    const onPlainPort = await look(startTls, address, anchors);
    expect(onPlainPort.ids).toEqual(['starttls-refused']);
    expect(onPlainPort.evidence.attempts[0]?.startTls).toMatchObject({ status: 'failed', detail: { resultCode: 2 } });
  });
});

describe('a real Samba Active Directory domain controller', () => {
  const address = '127.0.1.2';
  const host = 'dc1.samba.test';
  const doors: ProbeTarget[] = [
    { host, port: 636, transport: 'ldaps' },
    { host, port: 3269, transport: 'ldaps' },
    { host, port: 389, transport: 'starttls' },
    { host, port: 3268, transport: 'starttls' },
  ];
  const ldaps: ProbeTarget = { host, port: 636, transport: 'ldaps' };
  let certificates: ServerCertificates;
  let anchors: TrustAnchors;
  let server: SambaDomainController;
  beforeAll(async () => {
    certificates = await makeServerCertificates(host);
    anchors = createTrustAnchors([{ store: 'corp', pem: certificates.rootPem }]);
    server = await startSamba({ address, certificate: certificates.healthy });
  });
  afterAll(() => server?.stop());

  it('is healthy on all four doors, and recognised as Active Directory by its rootDSE', async () => {
    for (const target of doors) {
      const { diagnosis, evidence } = await look(target, address, anchors);
      expect(diagnosis, `port ${target.port}`).toMatchObject({ verdict: 'healthy', profile: 'ad-ds', findings: [] });
      expectOpenSsl(evidence, '');
    }
  });

  it('is known by its own name behind another', async () => {
    const { ids } = await look({ ...ldaps, host: 'dc2.samba.test' }, address, anchors);
    expect(ids).toEqual(['host-name-not-in-certificate', 'different-server-answered']);
  });

  it('accepts a bind though it does not offer Who am I?', async () => {
    const account = await server.addAccount('probe', 'Pr0be!pass');
    const { evidence, diagnosis } = await look(ldaps, address, anchors, { bind: account });
    expect(diagnosis.verdict).toBe('healthy');
    expect(evidence.attempts[0]?.bind).toMatchObject({ status: 'ok', data: { authorizationId: null } });
  });

  it('does not lock out an account by a wrong password, whatever doors and workers use it', async () => {
    const account = await server.addAccount('spared', 'Pr0be!pass');
    const test = await startTestDatabase();
    try {
      await ensureCheckPartitions(test.db, now());
      const location = await makeLocation(test.db, 'here', now());
      const { hostId, endpointId } = await makeEndpoint(test.db, { name: host, address, now: now() });
      const more = doors.slice(1).map(({ port, transport }) => ({ hostId, port, transport, intervalSeconds: 300, createdAt: now() }));
      const added = await test.db.endpoint.createManyAndReturn({ data: more, select: { id: true } });
      const ids = [endpointId, ...added.map(({ id }) => id)];
      await test.db.endpointState.createMany({ data: ids.map((id) => ({ endpointId: id, locationId: location.id })) });
      const verbs = { db: test.db, now: now(), actor: 'ada' };
      await setBindAccount(verbs, { hostId, scope: 'host', dn: account.dn, password: 'wrong' }, testBox);
      const checkAll = async () => {
        const worker = () => checkContext(test.db, { location: location.name, authorityPem: certificates.rootPem });
        const outcomes = ids.map(async (id) => runCheck(worker(), await mustClaim(test.db, id, location.id)));
        return (await Promise.all(outcomes)).map((outcome) => ('verdict' in outcome ? outcome.verdict : outcome.status));
      };
      // Samba locks an account out at the third wrong password: see the test below.
      for (let round = 0; round < 2; round++) await checkAll();
      expect(await test.db.openFinding.findMany({ select: { findingId: true } })).toEqual([{ findingId: 'bind-credentials-rejected' }]);
      expect(await test.db.bindAccount.findFirstOrThrow()).toMatchObject({
        provenAt: null,
        heldBecause: expect.stringContaining('refused'),
      });
      await setBindAccount(verbs, { hostId, scope: 'host', dn: account.dn, password: account.password }, testBox);
      expect(await checkAll()).toEqual(Array(4).fill('healthy'));
      expect((await test.db.bindAccount.findFirstOrThrow()).provenAt).not.toBeNull();
    } finally {
      await test.stop();
    }
  });

  it('tells a wrong password, a disabled and a locked account apart', async () => {
    const disabled = await server.addAccount('disabled', 'Pr0be!pass');
    await server.disableAccount('disabled');
    expect((await look(ldaps, address, anchors, { bind: disabled })).diagnosis.findings[0]).toMatchObject({
      id: 'bind-account-restricted',
      facts: { activeDirectoryCode: '533' },
    });
    const account = await server.addAccount('locked', 'Pr0be!pass');
    for (let attempt = 0; attempt < 3; attempt++) {
      expect((await look(ldaps, address, anchors, { bind: { ...account, password: 'wrong' } })).ids).toEqual(['bind-credentials-rejected']);
    }
    expect((await look(ldaps, address, anchors, { bind: account })).diagnosis.findings[0]).toMatchObject({
      id: 'bind-account-restricted',
      facts: { activeDirectoryCode: '775' },
    });
  });

  it.each(faults)('given a certificate that is %s shows %s, as OpenSSL does', async (fault, id, openSslError) => {
    await server.useCertificate(certificates[fault]);
    const { evidence, ids, diagnosis } = await look(ldaps, address, anchors);
    expect(ids[0]).toBe(id);
    expect(diagnosis.verdict).toBe('critical');
    expectOpenSsl(evidence, openSslError);
  });

  it('with TLS switched off does not listen on 636', async () => {
    await server.useCertificate(null);
    expect((await look(ldaps, address, anchors)).ids).toEqual(['port-closed']);
  });
});

describe('an emulated Windows domain controller without a certificate', () => {
  const host = 'dc1.example.test';
  const anchors = createTrustAnchors([]);

  it.each(['reset', 'close'] as const)(
    'that answers a ClientHello with a %s is told by its plain rootDSE, with high confidence',
    async (ending) => {
      const controller = await startDomainControllerWithoutCertificate({ hostName: host, ending });
      try {
        const seen = await look({ host, port: controller.ldaps.port, transport: 'ldaps' }, '127.0.0.1', anchors, {
          plainPort: controller.ldap.port,
        });
        expect(seen.ids).toEqual(['no-certificate-served']);
        expect(seen.diagnosis).toMatchObject({ verdict: 'critical', profile: 'ad-ds', findings: [{ no: 301, confidence: 'high' }] });
      } finally {
        await controller.stop();
      }
    },
  );

  it('refuses StartTLS with result 52, which is the same cause', async () => {
    const controller = await startDomainControllerWithoutCertificate({ hostName: host });
    try {
      const seen = await look({ host, port: controller.ldap.port, transport: 'starttls' }, '127.0.0.1', anchors);
      expect(seen.ids).toEqual(['no-certificate-served']);
    } finally {
      await controller.stop();
    }
  });
});
