import { describe, expect, it } from 'vitest';
import { buildTrust } from '#lib/probe/x509/build-trust.ts';
import { readCertificate } from '#lib/probe/x509/read-certificate.ts';
import { createTrustAnchors } from '#lib/probe/x509/trust-anchors.ts';
import { certificatePem } from '#lib/simulation/certificate-factory.ts';
import { issueCertificates } from './issue-certificates.ts';
import { planFleet } from './plan-fleet.ts';

const today = new Date('2026-11-21T09:00:00Z');

describe('planFleet', () => {
  it('plans 10,000 doors with 8,000 certificates, the same each time', () => {
    const plan = planFleet({ seed: 'a', endpointCount: 10_000, today });
    expect(plan.hosts.flatMap(({ doors }) => doors)).toHaveLength(10_000);
    expect(plan.leaves.length + plan.authorities.length).toBe(8_000);
    expect(planFleet({ seed: 'a', endpointCount: 10_000, today })).toEqual(plan);
    expect(planFleet({ seed: 'b', endpointCount: 10_000, today })).not.toEqual(plan);
  });

  it('has expired certificates and ones behind several hosts, at any size', () => {
    for (const endpointCount of [100, 1_000]) {
      const { hosts, leaves } = planFleet({ seed: 'a', endpointCount, today });
      const counts = Map.groupBy(hosts, ({ doors }) => doors[0]?.leaf);
      expect(Math.max(...[...counts.values()].map(({ length }) => length))).toBeGreaterThan(1);
      expect(leaves.some(({ notAfter }) => notAfter < today)).toBe(true);
    }
  });
});

describe('issueCertificates', () => {
  it('issues what was planned, the same bytes each time, and the chains are sound', async () => {
    const plan = planFleet({ seed: 'a', endpointCount: 40, today });
    const issued = await issueCertificates(plan, 'a');
    expect(await issueCertificates(plan, 'a')).toEqual(issued);
    const roots = plan.authorities.flatMap(({ issuer }, number) =>
      issuer === null ? [issued.authorities[number] ?? new Uint8Array()] : [],
    );
    const anchors = createTrustAnchors([{ store: 'corp', pem: roots.map((der) => certificatePem(der)).join('') }]);
    for (const [number, leaf] of plan.leaves.entries()) {
      const facts = readCertificate(issued.leaves[number] ?? new Uint8Array());
      expect(facts).toMatchObject({ malformed: null, dnsNames: leaf.names, notAfter: leaf.notAfter.toISOString() });
      const issuer = readCertificate(issued.authorities[leaf.authority] ?? new Uint8Array());
      expect(buildTrust([facts, issuer], anchors)).toMatchObject({ ending: 'anchored', violations: [] });
    }
  });
});
