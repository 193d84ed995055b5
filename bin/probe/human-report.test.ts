import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../lib/diagnosis/diagnose.ts';
import type { Diagnosis, Finding } from '../../lib/diagnosis/rule.ts';
import { defaultSubject } from '../../lib/diagnosis/subject.ts';
import { makeAnswer, makeDeepScan } from '../../lib/diagnosis/testing/deep-scan-factory.ts';
import {
  evidenceOf,
  failedConnect,
  makeAttempt,
  makeCertificate,
  makeEvidence,
  probedAt,
} from '../../lib/diagnosis/testing/evidence-factory.ts';
import type { Evidence } from '../../lib/probe/evidence.ts';
import { humanReport, performanceData } from './human-report.ts';

const report = (evidence: Evidence, judgedAt = probedAt): string =>
  humanReport(evidence, diagnose(evidence, { subject: defaultSubject, now: judgedAt }), judgedAt);
const firstLine = (text: string): string => text.split('\n')[0] ?? '';

const finding: Finding = {
  ...{ id: 'certificate-expired', no: 401, stage: 'certificate', severity: 'critical', confidence: 'certain' },
  ...{ title: 'The certificate has expired', summary: 'It ended yesterday.', facts: {}, observations: [], addresses: [] },
};
const diagnosisOf = (overrides: Partial<Diagnosis>): Diagnosis => ({
  ...{ verdict: 'critical', unknownBecause: null, findings: [finding], profile: 'ad-ds', crashed: [] },
  ...overrides,
});
const verdictLineOf = (overrides: Partial<Diagnosis>): string =>
  firstLine(humanReport(makeEvidence(), diagnosisOf(overrides), probedAt)).split(' | ')[0] ?? '';

/** 'label'=value[unit];warn;crit;min;max of the monitoring plugins' guidelines. */
const performanceItem = /^'[^'=|]+'=-?\d+(\.\d+)?(s|ms|%|B|c)?;[\d.:~@-]*;[\d.:~@-]*;[\d.]*;[\d.]*$/;

describe('the verdict line', () => {
  it('says OK for a healthy server', () => {
    expect(firstLine(report(makeEvidence()))).toBe(
      "LDAPS OK - dc01.corp.example:636 nothing to complain about | 'cert'=16632000s;2592000:;604800:;; 'time'=0.012s;;;0;",
    );
  });

  it('leads with the root cause and counts the others', () => {
    expect(verdictLineOf({ findings: [finding, finding, finding] })).toBe(
      'LDAPS CRITICAL - dc01.corp.example:636 It ended yesterday. (401 certificate-expired), and 2 more',
    );
  });

  it('says why nothing is known, and counts what was found all the same', () => {
    expect(verdictLineOf({ verdict: 'unknown', unknownBecause: 'No route to the network.', findings: [] })).toBe(
      'LDAPS UNKNOWN - dc01.corp.example:636 No route to the network.',
    );
    expect(verdictLineOf({ verdict: 'unknown', unknownBecause: 'No route to the network.' })).toBe(
      'LDAPS UNKNOWN - dc01.corp.example:636 No route to the network., and 1 more',
    );
  });

  it('names StartTLS, and puts an IPv6 address in brackets', () => {
    const evidence = makeEvidence({ target: { host: '2001:db8::1', port: 389, transport: 'starttls' } });
    expect(firstLine(report(evidence))).toMatch(/^LDAP StartTLS \w+ - \[2001:db8::1\]:389 /);
  });
});

describe('the performance data', () => {
  it('is in the format of the monitoring plugins', () => {
    const items = performanceData(makeEvidence(), probedAt).split(' ');
    expect(items).toHaveLength(2);
    for (const item of items) expect(item).toMatch(performanceItem);
  });

  it('tells the seconds until the soonest leaf ends, at the time that is judged for', () => {
    const soon = makeAttempt({ certificate: { data: { sent: [makeCertificate({ notAfter: '2026-11-21T12:00:00.000Z' })] } } });
    const evidence = evidenceOf(makeAttempt(), soon);
    expect(performanceData(evidence, probedAt)).toContain("'cert'=86400s;");
    expect(performanceData(evidence, new Date('2026-11-23T12:00:00.000Z'))).toContain("'cert'=-172800s;");
  });

  it('leaves the certificate out where none was seen or its end cannot be read', () => {
    expect(performanceData(evidenceOf(makeAttempt(failedConnect('refused'))), probedAt)).toBe("'time'=0.012s;;;0;");
    const unreadable = makeAttempt({ certificate: { data: { sent: [makeCertificate({ notAfter: null })] } } });
    expect(performanceData(evidenceOf(unreadable), probedAt)).toBe("'time'=0.012s;;;0;");
  });
});

describe('the whole report', () => {
  it('has a line for each stage with its time, and each finding with its first step', () => {
    const text = report(makeEvidence(), new Date('2027-07-01T00:00:00.000Z'));
    expect(text).toMatch(/^ {2}DNS +ok +1\.0 ms {2}192\.0\.2\.10 \(dns\)$/m);
    expect(text).toMatch(/^ {2}TLS +ok +5\.0 ms {2}TLSv1\.3 TLS_AES_256_GCM_SHA384$/m);
    expect(text).toMatch(/^ {2}rootDSE +ok +2\.0 ms {2}dc01\.corp\.example$/m);
    expect(text).toMatch(/^CRITICAL 401 certificate-expired: /m);
    expect(text).toMatch(/^ {2}To resolve: \S/m);
  });

  it('says which stage failed and which were not reached', () => {
    const text = report(evidenceOf(makeAttempt(failedConnect('refused', { message: 'connect ECONNREFUSED' }))));
    expect(text).toMatch(/^ {2}TCP +failed +3\.0 ms {2}refused: connect ECONNREFUSED$/m);
    expect(text).toMatch(/^ {2}TLS +not reached +connect-failed$/m);
  });

  it('leaves the bars of a command alone for people, and the command out for monitoring systems', () => {
    const evidence = makeEvidence();
    const diagnosis = diagnosisOf({});
    expect(humanReport(evidence, diagnosis, probedAt, { forTerminal: true })).toContain(
      '    Get-ChildItem Cert:\\LocalMachine\\My | Sort-Object',
    );
    const forMonitoring = humanReport(evidence, diagnosis, probedAt);
    expect(forMonitoring).not.toContain('Get-ChildItem');
    expect(forMonitoring).toContain('run this in a terminal to see it');
  });

  it('says that it was judged for another time', () => {
    const years = new Date('2030-01-01T00:00:00.000Z');
    expect(report(makeEvidence(), years)).toContain('  Judged for 2030-01-01 00:00 UTC, with what was seen at 2026-11-20 12:00 UTC.');
    expect(report(makeEvidence())).not.toContain('Judged for');
  });

  it('names the place once where the finding begins with it', () => {
    const summary = 'dc01.corp.example:636 resets the connection.';
    expect(verdictLineOf({ findings: [{ ...finding, summary }] })).toBe(
      'LDAPS CRITICAL - dc01.corp.example:636 resets the connection. (401 certificate-expired)',
    );
  });

  it('tells revocation that nobody may ask for from revocation that is not known', () => {
    const unknown = [makeAnswer({ status: 'unknown', sources: [] })];
    const told = (revocationAllowed: boolean, revocation = unknown) =>
      humanReport(makeEvidence(), diagnosisOf({}), probedAt, { deepScan: makeDeepScan({ revocationAllowed, revocation }) });
    expect(told(false)).toContain('revocation not asked (PORT636_REVOCATION=on allows it)');
    expect(told(true)).toContain('revocation unknown;');
    expect(told(false, [])).not.toContain('revocation');
  });

  it('names a rule that broke', () => {
    const text = humanReport(makeEvidence(), diagnosisOf({ crashed: [{ id: 'odd-rule', message: 'x is\nundefined' }] }), probedAt);
    expect(text).toContain('The rule odd-rule broke on this evidence (x is undefined); the others were judged.');
  });

  it('cannot be made to hold a line, a bar or an escape sequence by the texts of a server', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('a\nLDAPS OK - all is well', "a | 'cert'=9s", 'a\r\nb', 'a\u2028b', 'a\u0085b', '\u001b[2Ja', 'a\u202eb'),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        const leaf = makeCertificate({ subject: text, dnsNames: [text], subjectCommonNames: [text], issuer: text });
        const evidence = evidenceOf(
          makeAttempt({
            certificate: { data: { sent: [leaf] } },
            directory: { data: { rootDse: { dnsHostName: [text] } } },
          }),
        );
        const diagnosis = diagnosisOf({
          findings: [{ ...finding, summary: text, title: text }],
          crashed: [{ id: 'odd-rule', message: text }],
        });
        const printed = humanReport(evidence, diagnosis, probedAt);
        const plain = humanReport(
          evidence,
          diagnosisOf({ findings: [{ ...finding }], crashed: [{ id: 'odd-rule', message: '' }] }),
          probedAt,
        );
        expect(printed.split(/[\n\r\u0085\u2028\u2029\v\f]/)).toHaveLength(plain.split('\n').length);
        expect(printed.match(/\|/g)).toHaveLength(1);
        expect(printed).not.toMatch(/[^\n\P{C}]/u);
      }),
    );
  });
});
