import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../probe/evidence.ts';
import { diagnose } from '../diagnose.ts';
import { DAY_MS } from '../expiry.ts';
import { type KnownLeaf, noKnowledge } from '../knowledge.ts';
import { defaultExpiryWindows, type ExpiryWindows, type Subject } from '../rule.ts';
import { rules } from '../rules/index.ts';
import { defaultSubject } from '../subject.ts';
import { evidenceOfChain, evidenceWithoutCertificate, makeRoot } from '../testing/certificate-evidence.ts';
import { makeCertificate, makeIssuer, probedAt } from '../testing/evidence-factory.ts';
import { dateRules } from './date-rules.ts';
import { type ForecastStep, forecast } from './forecast.ts';

const onlyDates = rules.filter(({ id }) => dateRules.has(id));
const start = probedAt.getTime();
const leaf = makeCertificate().sha256;
const knownLeaf: KnownLeaf = {
  sha256: leaf,
  subject: 'CN=dc01.corp.example',
  issuer: 'CN=Corp Issuing CA',
  notBefore: null,
  notAfter: null,
};
const issuer = makeIssuer().sha256;

type Dates = { notBefore: Date; notAfter: Date };
const asText = ({ notBefore, notAfter }: Dates) => ({ notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString() });

/** A server with a leaf, an issuer and a root of these dates. */
function served(dates: { leaf: Dates; issuer: Dates; root: Dates }): Evidence {
  const sent = [makeCertificate(asText(dates.leaf)), makeIssuer(asText(dates.issuer))];
  return evidenceOfChain({ sent, path: [...sent, makeRoot(asText(dates.root))] });
}

const inForce = (steps: readonly ForecastStep[], at: number): ForecastStep | undefined =>
  steps.findLast(({ fromAt }) => fromAt.getTime() <= at);

const seconds = (fromDays: number, toDays: number) =>
  fc.integer({ min: fromDays * 86_400, max: toDays * 86_400 }).map((offset) => start + offset * 1_000);
const validity: fc.Arbitrary<Dates> = fc
  .record({ notBefore: seconds(-800, 200), lifetime: fc.integer({ min: 1, max: 1_500 * 86_400 }) })
  .map(({ notBefore, lifetime }) => ({ notBefore: new Date(notBefore), notAfter: new Date(notBefore + lifetime * 1_000) }));
const windows: fc.Arbitrary<ExpiryWindows> = fc.oneof(
  fc.constant(defaultExpiryWindows),
  fc.record({
    warningDays: fc.integer({ min: 1, max: 200 }),
    warningShare: fc.double({ min: 0.01, max: 1, noNaN: true }),
    criticalDays: fc.integer({ min: 0, max: 60 }),
    criticalShare: fc.double({ min: 0, max: 0.5, noNaN: true }),
  }),
);
const chain = fc.record({ leaf: validity, issuer: validity, root: validity });
const profile = fc.constantFrom<Subject['profile']>('ad-ds', 'entra-ds');

describe('the forecast of a door', () => {
  const healthy = served({
    leaf: { notBefore: new Date('2026-06-01T00:00:00Z'), notAfter: new Date('2027-06-01T00:00:00Z') },
    issuer: { notBefore: new Date('2024-01-01T00:00:00Z'), notAfter: new Date('2031-01-01T00:00:00Z') },
    root: { notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2040-01-01T00:00:00Z') },
  });

  it('says when a healthy server warns, turns critical and has expired, and by which certificate', () => {
    const steps = forecast(healthy, { subject: defaultSubject, now: probedAt, rules: onlyDates });
    expect(steps.map((step) => [step.fromAt.toISOString(), step.verdict, step.finding?.id ?? null, step.sha256])).toEqual([
      ['2026-11-20T12:00:00.000Z', 'healthy', null, null],
      ['2027-05-02T00:00:00.001Z', 'warning', 'certificate-expiring', leaf],
      ['2027-05-25T00:00:00.001Z', 'critical', 'certificate-expiring', leaf],
      ['2027-06-01T00:00:00.001Z', 'critical', 'certificate-expired', leaf],
    ]);
    expect(steps.map((step) => step.finding?.summary ?? null)).toEqual([
      null,
      'The certificate of dc01.corp.example expires on 2027-06-01 00:00 UTC.',
      'The certificate of dc01.corp.example expires on 2027-06-01 00:00 UTC.',
      'The certificate of dc01.corp.example expired on 2027-06-01 00:00 UTC.',
    ]);
  });

  it('names the issuer where the issuer ends first', () => {
    const steps = forecast(
      served({
        leaf: { notBefore: new Date('2026-06-01T00:00:00Z'), notAfter: new Date('2028-06-01T00:00:00Z') },
        issuer: { notBefore: new Date('2024-01-01T00:00:00Z'), notAfter: new Date('2027-01-01T00:00:00Z') },
        root: { notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2040-01-01T00:00:00Z') },
      }),
      { subject: defaultSubject, now: probedAt, rules: onlyDates },
    );
    const ended = steps.find(({ finding }) => finding?.id === 'chain-certificate-expired');
    expect(ended).toMatchObject({ fromAt: new Date('2027-01-01T00:00:00.001Z'), verdict: 'critical', sha256: issuer });
    expect(ended?.finding?.summary).toBe('Corp Issuing CA in the chain expired on 2027-01-01 00:00 UTC.');
  });

  it('keeps a server that was not reached as it is', () => {
    const steps = forecast(evidenceWithoutCertificate(), { subject: defaultSubject, now: probedAt });
    expect(steps).toHaveLength(1);
    expect(steps[0]).toMatchObject({ fromAt: probedAt, sha256: null });
  });

  it('keeps every finding that no certificate’s date brings about as it is now', () => {
    const skewed = served({
      leaf: { notBefore: new Date('2026-06-01T00:00:00Z'), notAfter: new Date('2029-06-01T00:00:00Z') },
      issuer: { notBefore: new Date('2024-01-01T00:00:00Z'), notAfter: new Date('2041-01-01T00:00:00Z') },
      root: { notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2042-01-01T00:00:00Z') },
    });
    const changed = { ...knownLeaf, sha256: 'ee'.repeat(32), changedAt: new Date(start - 3_600_000).toISOString() };
    const knowledge = { ...noKnowledge, formerLeaf: changed };
    const now = diagnose(skewed, { subject: defaultSubject, now: probedAt, knowledge }).findings.map(({ id }) => id);
    const [first] = forecast(skewed, { subject: defaultSubject, now: probedAt, knowledge });
    expect(first?.finding?.id ?? null).toBe(now[0] ?? null);
    expect(now).toContain('certificate-changed');
    const later = forecast(skewed, {
      subject: defaultSubject,
      now: probedAt,
      knowledge,
      rules: rules.filter(({ id }) => id === 'certificate-changed'),
    });
    expect(later.map(({ finding }) => finding?.id)).toEqual(['certificate-changed']);
  });

  it('agrees with a diagnosis at any later time', () => {
    fc.assert(
      fc.property(chain, windows, profile, fc.array(seconds(0, 2_000), { maxLength: 6 }), (dates, expiryWindows, kind, times) => {
        const evidence = served(dates);
        const subject = { ...defaultSubject, expiryWindows, profile: kind };
        const steps = forecast(evidence, { subject, now: probedAt, rules: onlyDates });
        const edges = Object.values(dates).flatMap(({ notBefore, notAfter }) => [notBefore.getTime(), notAfter.getTime()]);
        const own = steps.map(({ fromAt }) => fromAt.getTime());
        for (const at of [...times, ...[...edges, ...own].flatMap((edge) => [edge - 1, edge, edge + 1])].filter((time) => time >= start)) {
          const { verdict, findings } = diagnose(evidence, { subject, now: new Date(at), rules: onlyDates });
          const step = inForce(steps, at);
          expect({ at, verdict: step?.verdict, id: step?.finding?.id, severity: step?.finding?.severity }).toEqual({
            at,
            verdict,
            id: findings[0]?.id,
            severity: findings[0]?.severity,
          });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('has steps that come one after the other and each differ from the one before, and is the same each time', () => {
    fc.assert(
      fc.property(chain, windows, (dates, expiryWindows) => {
        const options = { subject: { ...defaultSubject, expiryWindows }, now: probedAt };
        const steps = forecast(served(dates), options);
        expect(steps[0]?.fromAt).toEqual(probedAt);
        steps.slice(1).forEach((step, index) => {
          const before = steps[index];
          expect(step.fromAt.getTime()).toBeGreaterThan(before?.fromAt.getTime() ?? Number.POSITIVE_INFINITY);
          expect({ ...step, fromAt: null }).not.toEqual({ ...before, fromAt: null });
        });
        expect(forecast(served(dates), options)).toEqual(steps);
      }),
      { numRuns: 100 },
    );
  });

  it('stays short however many certificates a server sends', () => {
    const sent = [
      makeCertificate({ notAfter: '2060-01-01T00:00:00.000Z' }),
      ...Array.from({ length: 90 }, (_, index) =>
        makeIssuer({
          ...{ sha256: index.toString(16).padStart(64, '0') },
          notAfter: new Date(start + (index + 40) * 90 * DAY_MS).toISOString(),
        }),
      ),
    ];
    const steps = forecast(evidenceOfChain({ sent }), { subject: defaultSubject, now: probedAt, rules: onlyDates });
    expect(steps.length).toBeGreaterThan(1);
    expect(steps.length).toBeLessThanOrEqual(40);
    expect(steps.at(-1)?.verdict).toBe('critical');
  });
});
