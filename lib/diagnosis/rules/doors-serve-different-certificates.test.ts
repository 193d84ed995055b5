import { describe, expect, it } from 'vitest';
import type { OtherDoor } from '../knowledge.ts';
import { evidenceOfLeaf, evidenceWithoutCertificate } from '../testing/certificate-evidence.ts';
import { evidenceOf, makeAttempt, makeCertificate, makeEvidence } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { doorsServeDifferentCertificates } from './doors-serve-different-certificates.ts';

const { sha256, subject, notBefore, notAfter } = makeCertificate();
const same = { sha256, subject, notBefore, notAfter };
const old = {
  sha256: 'f1'.repeat(32),
  subject: 'CN=dc01.corp.example',
  notBefore: '2024-06-01T00:00:00.000Z',
  notAfter: '2026-12-01T00:00:00.000Z',
};
const door = (more: Partial<OtherDoor> = {}): OtherDoor => ({
  port: 3269,
  transport: 'ldaps',
  lookedAt: '2026-11-20T11:55:00.000Z',
  leaf: old,
  ...more,
});
const run = (otherDoors: readonly OtherDoor[], more: Parameters<typeof runRule>[2] = {}) =>
  runRule(doorsServeDifferentCertificates, makeEvidence(), { ...more, knowledge: { otherDoors, ...more.knowledge } });

describe('doors-serve-different-certificates', () => {
  it('warns when another port serves another certificate, and shows both', () => {
    expect(run([door()])).toMatchObject({
      summary: 'dc01.corp.example serves 2 different certificates: one on port 636 at 192.0.2.10, another on port 3269 (LDAPS).',
      facts: { sha256: [sha256, old.sha256] },
      observations: [
        { label: 'port 636 at 192.0.2.10', seen: expect.stringContaining('2026-06-01 to 2027-06-01') },
        { label: 'port 3269 (LDAPS)', seen: expect.stringContaining('2024-06-01 to 2026-12-01') },
      ],
    });
  });

  it('counts StartTLS like LDAPS', () => {
    expect(run([door({ port: 389, transport: 'starttls' })])).toMatchObject({ summary: expect.stringContaining('port 389 (StartTLS)') });
  });

  it('warns when two addresses of the name serve different certificates', () => {
    const [one] = makeEvidence().attempts;
    const [two] = evidenceOfLeaf({ sha256: old.sha256 }).attempts;
    if (one === undefined || two === undefined) throw new Error('the factories make an attempt');
    const evidence = evidenceOf(one, { ...two, address: '192.0.2.11' }, { ...one, address: '192.0.2.12' });
    expect(runRule(doorsServeDifferentCertificates, evidence)).toMatchObject({
      summary: expect.stringContaining('one on port 636 at 192.0.2.10 and port 636 at 192.0.2.12, another on port 636 at 192.0.2.11'),
    });
  });

  it('finds nothing when all serve the same', () => {
    expect(run([door({ leaf: same }), door({ port: 389, transport: 'starttls', leaf: same })])).toBeNull();
    expect(runRule(doorsServeDifferentCertificates, evidenceOf(makeAttempt(), makeAttempt({ address: '192.0.2.11' })))).toBeNull();
  });

  it('goes by what was seen within a day', () => {
    expect(run([door({ lookedAt: '2026-11-19T12:00:00.001Z' })])).not.toBeNull();
    expect(run([door({ lookedAt: '2026-11-19T12:00:00.000Z' })])).toBe('not-applicable');
    expect(run([door({ lookedAt: '2026-11-20T12:00:01.000Z' })])).toBe('not-applicable');
  });

  it('waits for a second look at a door that showed what this one showed before its change', () => {
    const knowledge = { formerLeaf: { ...old, changedAt: '2026-11-20T12:00:00.000Z' } };
    expect(run([door()], { knowledge })).toBe('not-applicable');
    const later = new Date('2026-11-20T12:10:00Z');
    expect(run([door({ lookedAt: '2026-11-20T12:05:00.000Z' })], { knowledge, now: later })).not.toBeNull();
  });

  it('does not apply to a name that stands for a domain, to a single certificate, or to none', () => {
    expect(run([door()], { subject: { standsForDomain: true } })).toBe('not-applicable');
    expect(run([])).toBe('not-applicable');
    const knowledge = { otherDoors: [door(), door({ port: 389 })] };
    expect(runRule(doorsServeDifferentCertificates, evidenceWithoutCertificate(), { knowledge })).toBe('not-applicable');
  });
});
