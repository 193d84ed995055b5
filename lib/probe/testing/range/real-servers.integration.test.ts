import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { now } from '#lib/clock.ts';
import { diagnose } from '../../../diagnosis/diagnose.ts';
import { noKnowledge } from '../../../diagnosis/knowledge.ts';
import { defaultSubject } from '../../../diagnosis/subject.ts';
import { deepScan } from '../../deep-scan/deep-scan.ts';
import type { DeepScan } from '../../deep-scan/record.ts';
import type { ProbeTarget } from '../../evidence.ts';
import { probeEndpoint } from '../../probe-endpoint.ts';
import { createTrustAnchors, type TrustAnchors } from '../../x509/trust-anchors.ts';
import { type OpenLdap, startOpenLdap } from '../real/openldap.ts';
import { type ServerCertificate, traditionalTls } from '../real/program.ts';
import { type SambaDomainController, startSamba } from '../real/samba.ts';
import { rangeEndpoints } from './range.ts';
import { makeRangeMaterials, pemOf, type RangeMaterials } from './range-endpoint.ts';

/** Faults that lie in the certificates alone, and that both real servers let themselves be given. */
const shared = [
  'certificate/sound',
  'certificate/expired',
  'certificate/not-yet-valid',
  'certificate/expiring-soon',
  'certificate/expiring',
  'certificate/other-name',
  'certificate/for-clients',
  'certificate/for-kerberos',
  'certificate/is-ca',
  'certificate/self-signed',
  'certificate/sha384',
  'certificate/unknown-critical',
  'certificate/broken-signature',
  'chain/with-root',
  'chain/missing-intermediate',
  'chain/unknown-root',
  'chain/expired-issuer',
  'chain/issuer-ends-first',
  'chain/issuer-no-ca',
  'chain/path-too-long',
  'chain/name-not-permitted',
];

/** What the range makes for this endpoint, as a real server takes it. */
async function certificateOf(id: string, materials: RangeMaterials): Promise<ServerCertificate> {
  const endpoint = rangeEndpoints.find((each) => each.id === id);
  if (endpoint?.certificate === undefined) throw new Error(`${id} has no certificate of its own`);
  const { chain, keyPem } = await endpoint.certificate(materials);
  return { certificatePem: pemOf(chain.slice(0, 1)), issuersPem: pemOf(chain.slice(1)), keyPem };
}
const findsOf = (id: string): readonly string[] => rangeEndpoints.find((each) => each.id === id)?.finds ?? [];

async function findingsAt(target: ProbeTarget, address: string, anchors: TrustAnchors, scan: DeepScan | null = null): Promise<string[]> {
  const evidence = await probeEndpoint(target, { location: 'range', addresses: [address], anchors });
  const knowledge = { ...noKnowledge, deepScan: scan };
  return diagnose(evidence, { subject: defaultSubject, knowledge, now: now() }).findings.map(({ id }) => id);
}

describe('a real OpenLDAP given the faults of the range', () => {
  const address = '127.0.1.6';
  const target: ProbeTarget = { host: 'ldap1.corp.test', port: 14_636, transport: 'ldaps' };
  let materials: RangeMaterials;
  let anchors: TrustAnchors;
  let server: OpenLdap;
  beforeAll(async () => {
    materials = await makeRangeMaterials(target.host);
    anchors = createTrustAnchors([{ store: 'range', pem: materials.root.certificate.pem }]);
    const certificate = await certificateOf('certificate/sound', materials);
    server = await startOpenLdap({ address, ldapPort: 14_389, ldapsPort: target.port, certificate });
  });
  afterAll(() => server?.stop());

  it.each(shared.map((id) => [id, findsOf(id)] as const))('%s gives %j', async (id, finds) => {
    await server.useCertificate(await certificateOf(id, materials));
    expect(await findingsAt(target, address, anchors)).toEqual(finds);
    expect(await findingsAt({ ...target, port: 14_389, transport: 'starttls' }, address, anchors)).toEqual(finds);
  });
});

describe('a real OpenLDAP as Debian delivers it', () => {
  it('offers old versions beside the current ones, which the deep scan finds', async () => {
    const address = '127.0.1.8';
    const target: ProbeTarget = { host: 'ldap2.corp.test', port: 14_636, transport: 'ldaps' };
    const materials = await makeRangeMaterials(target.host);
    const anchors = createTrustAnchors([{ store: 'range', pem: materials.root.certificate.pem }]);
    const certificate = await certificateOf('certificate/sound', materials);
    const server = await startOpenLdap({ address, ldapPort: 14_389, ldapsPort: target.port, certificate, priorities: traditionalTls });
    try {
      const scan = await deepScan(target, { location: 'range', addresses: [address], plainPorts: { [target.port]: [14_389] } });
      expect(scan).toMatchObject({ outcome: 'complete', startTls: [{ port: 14_389, resultCode: 0, handshake: 'ok' }] });
      expect(await findingsAt(target, address, anchors, scan)).toEqual(['legacy-protocol-offered']);
    } finally {
      await server.stop();
    }
  });
});

describe('a real Samba domain controller given the faults of the range', () => {
  const address = '127.0.1.7';
  const target: ProbeTarget = { host: 'dc1.samba.test', port: 636, transport: 'ldaps' };
  let materials: RangeMaterials;
  let anchors: TrustAnchors;
  let server: SambaDomainController;
  beforeAll(async () => {
    materials = await makeRangeMaterials(target.host);
    anchors = createTrustAnchors([{ store: 'range', pem: materials.root.certificate.pem }]);
    server = await startSamba({ address, certificate: await certificateOf('certificate/sound', materials) });
  });
  afterAll(() => server?.stop());

  it.each(shared.map((id) => [id, findsOf(id)] as const))('%s gives %j', async (id, finds) => {
    await server.useCertificate(await certificateOf(id, materials));
    expect(await findingsAt(target, address, anchors)).toEqual(finds);
  });
});
