import { describe, expect, it } from 'vitest';
import { diagnose } from '../../lib/diagnosis/diagnose.ts';
import { defaultSubject } from '../../lib/diagnosis/subject.ts';
import { makeEvidence, probedAt } from '../../lib/diagnosis/testing/evidence-factory.ts';
import { jsonReport, reportSchemaVersion } from './json-report.ts';

const afterItsEnd = new Date('2027-07-01T00:00:00.000Z');
const print = (now: Date, evidence = makeEvidence()): string => jsonReport(evidence, diagnose(evidence, { subject: defaultSubject, now }));

describe('jsonReport', () => {
  it('is one object on one line', () => {
    const text = print(probedAt);
    expect(text.endsWith('}\n')).toBe(true);
    expect(text.trimEnd()).not.toContain('\n');
    expect(JSON.parse(text)).toMatchObject({ schemaVersion: reportSchemaVersion, verdict: 'healthy', findings: [] });
  });

  it('holds what is promised and nothing else', () => {
    const evidence = makeEvidence();
    const report = JSON.parse(print(afterItsEnd, evidence)) as { findings: object[]; evidence: unknown; target: unknown };
    expect(Object.keys(report)).toEqual(['schemaVersion', 'target', 'verdict', 'findings', 'evidence']);
    expect(report.target).toEqual({ host: 'dc01.corp.example', port: 636, transport: 'ldaps' });
    expect(report.evidence).toEqual(JSON.parse(JSON.stringify(evidence)));
    expect(report.findings.length).toBeGreaterThan(0);
    for (const finding of report.findings) expect(Object.keys(finding)).toEqual(['id', 'no', 'severity', 'facts']);
  });

  it('keeps the order of cause', () => {
    const evidence = makeEvidence();
    const diagnosis = diagnose(evidence, { subject: defaultSubject, now: afterItsEnd });
    const two = {
      ...diagnosis,
      findings: [...diagnosis.findings, ...diagnosis.findings.map((each) => ({ ...each, no: 101, id: 'later' }))],
    };
    const report = JSON.parse(jsonReport(evidence, two)) as { findings: { id: string }[] };
    expect(report.findings.map(({ id }) => id)).toEqual(two.findings.map(({ id }) => id));
  });

  it('stays one line whatever a server wrote', () => {
    const evidence = makeEvidence({ target: { host: 'a\n\u2028|"}' } });
    expect(print(probedAt, evidence).match(/\n/g)).toHaveLength(1);
    expect(JSON.parse(print(probedAt, evidence)).target.host).toBe('a\n\u2028|"}');
  });
});
