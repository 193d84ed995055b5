import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectCodes, directoryCodes, type Evidence, handshakeCodes, resolveCodes, startTlsCodes } from '../probe/evidence.ts';
import { diagnose } from './diagnose.ts';
import type { Diagnosis } from './rule.ts';
import { defaultSubject } from './subject.ts';
import { evidenceOf, failedConnect, failedHandshake, makeAttempt, makeEvidence, probedAt } from './testing/evidence-factory.ts';

const judge = (evidence: Evidence): Diagnosis => diagnose(evidence, { subject: defaultSubject, now: probedAt });

const detail = { message: 'what the library said', systemCode: null };
const ldapDetail = { ...detail, resultCode: null, diagnosticMessage: null };
const arbitraryEvidence: fc.Arbitrary<Evidence> = fc
  .record({
    host: fc.constantFrom('dc01.corp.example', '192.0.2.10', '2001:db8::1'),
    transport: fc.constantFrom('ldaps' as const, 'starttls' as const),
    resolve: fc.option(
      fc.record({
        code: fc.constantFrom(...resolveCodes),
        control: fc.constantFrom('answers' as const, 'no-answer' as const, 'not-tried' as const),
      }),
    ),
    attempts: fc.array(
      fc.record({
        family: fc.constantFrom(4 as const, 6 as const),
        connect: fc.option(fc.constantFrom(...connectCodes)),
        startTls: fc.option(fc.record({ code: fc.constantFrom(...startTlsCodes), resultCode: fc.option(fc.constantFrom(1, 2, 52, 80)) })),
        handshake: fc.option(fc.constantFrom(...handshakeCodes)),
        alert: fc.option(fc.integer({ min: 0, max: 255 })),
        bytesRead: fc.constantFrom(0, 7, 1500),
        certificateKept: fc.boolean(),
        certificate: fc.option(fc.constantFrom('none-sent' as const, 'too-many' as const, 'unclassified' as const)),
        directory: fc.option(
          fc.record({ code: fc.constantFrom(...directoryCodes), resultCode: fc.option(fc.constantFrom(1, 51, 52, 53)) }),
        ),
        skipped: fc.constantFrom('none', 'connect', 'handshake', 'certificate', 'directory'),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ host, transport, resolve, attempts }) => {
    if (resolve !== null) {
      return makeEvidence({
        target: { host, transport },
        resolve: { status: 'failed', ms: 1, code: resolve.code, detail: { ...detail, resolvers: [], control: resolve.control } },
        attempts: [],
      });
    }
    const made = attempts.map((given, index) => {
      const address = `192.0.2.${index + 1}`;
      const common = { address, family: given.family };
      if (given.connect !== null) return makeAttempt({ ...common, ...failedConnect(given.connect) });
      const skipped = given.skipped === 'none' ? {} : { [given.skipped]: { status: 'skipped', because: 'stopped' } };
      if (given.handshake !== null) {
        const failed = failedHandshake(given.handshake, { alert: given.alert, bytesRead: given.bytesRead });
        const { certificate, ...others } = failed;
        return makeAttempt({ ...common, ...(given.certificateKept ? others : { ...others, certificate }) });
      }
      return makeAttempt({
        ...common,
        ...(given.startTls === null
          ? {}
          : {
              startTls: {
                status: 'failed',
                ms: 1,
                code: given.startTls.code,
                detail: { ...ldapDetail, resultCode: given.startTls.resultCode },
              },
            }),
        ...(given.certificate === null ? {} : { certificate: { status: 'failed', ms: 1, code: given.certificate, detail } }),
        ...(given.directory === null
          ? {}
          : {
              directory: {
                status: 'failed',
                ms: 1,
                code: given.directory.code,
                detail: { ...ldapDetail, alert: null, resultCode: given.directory.resultCode },
              },
            }),
        ...skipped,
      });
    });
    return makeEvidence({ target: { host, transport }, attempts: made });
  });

const mustPass = ['connect', 'handshake', 'certificate', 'directory'] as const;

describe('diagnose, whatever the stages say', () => {
  it('never throws, no rule breaks, and the same evidence is judged the same', () => {
    fc.assert(
      fc.property(arbitraryEvidence, (evidence) => {
        const first = judge(evidence);
        expect(first.crashed).toEqual([]);
        expect(judge(structuredClone(evidence))).toEqual(first);
      }),
      { numRuns: 500 },
    );
  });

  it('calls nothing healthy or merely a warning unless an address passed every stage', () => {
    fc.assert(
      fc.property(arbitraryEvidence, (evidence) => {
        const { verdict } = judge(evidence);
        if (verdict === 'critical' || verdict === 'unknown') return;
        expect(evidence.attempts.some((attempt) => mustPass.every((stage) => attempt[stage].status === 'ok'))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('explains every handshake failure with exactly one finding of the TLS stage', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...handshakeCodes),
        fc.option(fc.integer({ min: 0, max: 255 })),
        fc.constantFrom(0, 7, 1500),
        (code, alert, bytesRead) => {
          const { findings, verdict } = judge(evidenceOf(makeAttempt(failedHandshake(code, { alert, bytesRead }))));
          expect(findings.filter(({ stage }) => stage === 'tls')).toHaveLength(1);
          expect(verdict).toBe('critical');
        },
      ),
    );
  });

  it('gives the reason whenever the verdict is unknown, and only then', () => {
    fc.assert(
      fc.property(arbitraryEvidence, (evidence) => {
        const { verdict, unknownBecause } = judge(evidence);
        expect(unknownBecause !== null).toBe(verdict === 'unknown');
      }),
    );
  });
});
