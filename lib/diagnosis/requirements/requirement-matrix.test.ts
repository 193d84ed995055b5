import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CertificateFacts, Evidence } from '../../probe/evidence.ts';
import { diagnose } from '../diagnose.ts';
import { noKnowledge } from '../knowledge.ts';
import { type Profile, profiles } from '../rule.ts';
import { rules } from '../rules/index.ts';
import { defaultSubject } from '../subject.ts';
import { evidenceOfChain, evidenceOfLeaf, evidenceWithoutCertificate, makeRoot } from '../testing/certificate-evidence.ts';
import { makeAnswer, makeDeepScan, makeSource } from '../testing/deep-scan-factory.ts';
import { makeCertificate, makeEvidence, makeIssuer, type Overrides, probedAt } from '../testing/evidence-factory.ts';
import { requirements } from './index.ts';
import { type RequirementRow, requirementMatrices } from './requirement-matrix.ts';

const rowsOf = (evidence: Evidence, profile: Profile, now = probedAt, knowledge = noKnowledge): readonly RequirementRow[] =>
  requirementMatrices(evidence, { subject: { ...defaultSubject, profile }, now, knowledge })[0]?.rows ?? [];
const rowOf = (evidence: Evidence, profile: Profile, id: string, now = probedAt, knowledge = noKnowledge): RequirementRow => {
  const row = rowsOf(evidence, profile, now, knowledge).find((each) => each.id === id);
  if (row === undefined) throw new Error(`there is no row ${id}`);
  return row;
};
const outcomesOf = (row: RequirementRow) => row.demands.map(({ outcome }) => outcome);

describe('the list of requirements', () => {
  it('names every requirement file of the folder, each in the file of its id', () => {
    const others = ['index.ts', 'requirement.ts', 'requirement-matrix.ts', 'requirement-matrix.test.ts'];
    const files = readdirSync(import.meta.dirname).filter((name) => !others.includes(name));
    expect(requirements.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
  });

  it('explains failures by rules that exist', () => {
    const ids = new Set(rules.map(({ id }) => id));
    expect(requirements.flatMap(({ findingIds }) => findingIds).filter((id) => !ids.has(id))).toEqual([]);
  });
});

describe('the matrix', () => {
  it.each(profiles.filter((profile) => profile !== 'entra-ds'))('of a healthy server of profile %s has no failure', (profile) => {
    const rows = rowsOf(makeEvidence(), profile);
    expect(rows.length).toBeGreaterThanOrEqual(9);
    expect(rows.filter(({ outcome }) => outcome === 'fail' || outcome === 'differs')).toEqual([]);
  });

  it('is empty when no certificate was received', () => {
    expect(requirementMatrices(evidenceWithoutCertificate(), { subject: defaultSubject, now: probedAt })).toEqual([]);
  });

  it('says by whom each thing is asked, with an address', () => {
    for (const row of profiles.flatMap((profile) => rowsOf(makeEvidence(), profile))) {
      expect(row.demands.length).toBeGreaterThan(0);
      for (const { by, asks } of row.demands) {
        expect(by.address).toMatch(/^https:\/\//);
        expect(asks).not.toBe('');
      }
    }
  });

  it('shows where sources differ: a name that is in the certificate but not first', () => {
    const host = makeEvidence().target.host;
    const evidence = evidenceOfLeaf(
      { dnsNames: ['other.corp.example', host], subjectCommonNames: ['other.corp.example'] },
      { inSubjectAlternativeName: true, inCommonName: false, matched: host },
    );
    const row = rowOf(evidence, 'ad-ds', 'name-first');
    expect(row.outcome).toBe('differs');
    expect(outcomesOf(row)).toEqual(['fail', 'pass']);
  });

  it('shows where sources differ: the common name alone satisfies Microsoft and not the standard', () => {
    const evidence = evidenceOfLeaf({ dnsNames: [] }, { inSubjectAlternativeName: false, inCommonName: true });
    expect(rowOf(evidence, 'ad-ds', 'name-by-microsoft').outcome).toBe('pass');
    expect(rowOf(evidence, 'ad-ds', 'name-by-standard').outcome).toBe('fail');
  });

  it('shows where sources differ: 1536 bits are enough for the older article alone', () => {
    const row = rowOf(evidenceOfLeaf({ key: { algorithm: 'RSA', bits: 1536, curve: null } }), 'ad-ds', 'key');
    expect(outcomesOf(row)).toEqual(['pass', 'fail', 'fail']);
  });

  it('judges dates for the time asked', () => {
    const leaf = makeCertificate();
    const after = new Date(Date.parse(leaf.notAfter ?? '') + 1);
    expect(rowOf(makeEvidence(), 'ad-ds', 'dates').outcome).toBe('pass');
    expect(rowOf(makeEvidence(), 'ad-ds', 'dates', after).outcome).toBe('fail');
  });

  it('asks a wildcard and three months of a managed domain alone', () => {
    const ids = (profile: Profile) => rowsOf(makeEvidence(), profile).map(({ id }) => id);
    expect(ids('entra-ds')).toEqual(expect.arrayContaining(['wildcard', 'lifetime']));
    expect(ids('ad-ds')).not.toContain('wildcard');
    expect(rowOf(makeEvidence(), 'entra-ds', 'wildcard').outcome).toBe('fail');
    const parent = makeEvidence().target.host.split('.').slice(1).join('.');
    expect(rowOf(evidenceOfLeaf({ dnsNames: [`*.${parent}`] }), 'entra-ds', 'wildcard').outcome).toBe('pass');
  });

  it('is not all met where the certificate is that of an authority', () => {
    const row = rowOf(evidenceOfLeaf({ basicConstraints: { ca: true, pathLength: 0 } }), 'ad-ds', 'end-entity');
    expect(row.outcome).toBe('fail');
    expect(row.seen).toBe('Basic constraints CA:TRUE');
  });

  it('does not know of revocation before anybody asked', () => {
    expect(rowOf(makeEvidence(), 'ldap', 'revocation').outcome).toBe('unknown');
  });

  describe('reads revocation as its findings do', () => {
    const ofLeaf = makeAnswer({ status: 'unknown', sources: [makeSource({ outcome: 'not-allowed', status: null })] });
    const revoked = makeAnswer({
      status: 'revoked',
      sources: [makeSource({ status: 'revoked', revokedAt: '2026-11-01T08:15:00.000Z' })],
    });
    const { sha256, subject } = makeIssuer();
    const unknownIssuer = makeAnswer({ sha256, subject, status: 'unknown', sources: [] });
    const late = new Date(probedAt.getTime() + 60 * 86_400_000);

    it.each([
      ['everything is good', makeDeepScan(), probedAt, ['pass', 'pass']],
      ['nothing is known of an issuer', makeDeepScan({ revocation: [makeAnswer(), unknownIssuer] }), probedAt, ['pass', 'unknown']],
      ['nobody was allowed to ask', makeDeepScan({ revocationAllowed: false, revocation: [ofLeaf] }), probedAt, ['unknown', 'unknown']],
      ['it was good two months ago', makeDeepScan(), late, ['unknown', 'unknown']],
      ['it was revoked two months ago', makeDeepScan({ revocation: [revoked] }), late, ['fail', 'fail']],
      ['it is revoked', makeDeepScan({ revocation: [revoked, unknownIssuer] }), probedAt, ['fail', 'fail']],
    ] as const)('where %s', (_case, deepScan, now, outcomes) => {
      const row = rowOf(makeEvidence(), 'ad-ds', 'revocation', now, { ...noKnowledge, deepScan });
      expect(outcomesOf(row)).toEqual(outcomes);
    });

    it('and says when it was asked', () => {
      const deepScan = makeDeepScan({ revocation: [revoked, unknownIssuer] });
      expect(rowOf(makeEvidence(), 'ad-ds', 'revocation', probedAt, { ...noKnowledge, deepScan }).seen).toBe(
        'dc01.corp.example revoked and Corp Issuing CA unknown (deep scan of 2026-11-20 06:00 UTC)',
      );
    });
  });

  it('keeps one matrix for each different chain, with the addresses that serve it', () => {
    const [one] = makeEvidence().attempts;
    const [two] = evidenceOfLeaf({ sha256: 'f'.repeat(64) }).attempts;
    if (one === undefined || two === undefined) throw new Error('the factories make an attempt');
    const evidence = { ...makeEvidence(), attempts: [one, { ...two, address: '192.0.2.77' }, { ...one, address: '192.0.2.78' }] };
    const matrices = requirementMatrices(evidence, { subject: defaultSubject, now: probedAt });
    expect(matrices.map(({ addresses }) => addresses)).toEqual([[one.address, '192.0.2.78'], ['192.0.2.77']]);
  });
});

describe('the matrix and the findings', () => {
  /** Certificates with one or several faults; a fault in the list is a different value of one fact. */
  const faults: readonly Overrides<CertificateFacts>[] = [
    { extendedKeyUsage: ['1.3.6.1.5.5.7.3.2'] },
    { extendedKeyUsage: null },
    { keyUsage: ['keyCertSign'] },
    { keyUsage: ['keyEncipherment'] },
    { basicConstraints: { ca: true, pathLength: null } },
    { notAfter: '2026-11-19T00:00:00.000Z' },
    { notBefore: '2026-11-29T00:00:00.000Z' },
    { key: { algorithm: 'RSA', bits: 1024, curve: null } },
    { signature: { algorithm: 'RSA', hash: 'SHA-1' } },
    { dnsNames: ['other.corp.example'], subjectCommonNames: ['other.corp.example'] },
  ];
  const wrongName = { inSubjectAlternativeName: false, inCommonName: false, matched: null };

  it('agree: what every source finds failing is a finding of one of the rules named', () => {
    fc.assert(
      fc.property(fc.subarray([...faults]), fc.constantFrom(...profiles), fc.boolean(), (chosen, profile, alone) => {
        const overrides: Overrides<CertificateFacts> = Object.assign({}, ...chosen);
        const name = overrides.dnsNames === undefined ? {} : wrongName;
        const leaf = makeCertificate(overrides);
        const evidence = alone
          ? evidenceOfChain({ sent: [leaf], path: [leaf], ending: 'issuer-missing', name })
          : evidenceOfChain({ sent: [leaf, makeIssuer()], path: [leaf, makeIssuer(), makeRoot()], name });
        const subject = { ...defaultSubject, profile };
        const found = new Set(diagnose(evidence, { subject, now: probedAt }).findings.map(({ id }) => id));
        const failed = requirementMatrices(evidence, { subject, now: probedAt }).flatMap(({ rows }) =>
          rows.filter(({ outcome }) => outcome === 'fail'),
        );
        for (const row of failed)
          expect({ row: row.id, explained: row.findingIds.some((id) => found.has(id)) }).toEqual({ row: row.id, explained: true });
      }),
    );
  });
});
