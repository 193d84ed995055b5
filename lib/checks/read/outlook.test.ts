import { describe, expect, it } from 'vitest';
import type { LookFacts } from './host-state.ts';
import { lookThen, outlookOf, type StepRow } from './outlook.ts';

const now = new Date('2026-11-20T12:00:00Z');
const intermediate = 'a2'.repeat(32);
const leaf = 'a1'.repeat(32);

const look = (overrides: Partial<LookFacts> = {}, step: StepRow | null = null) => ({
  verdict: 'healthy' as const,
  verdictSince: new Date('2026-10-01T00:00:00Z'),
  confirming: true,
  cause: null,
  summary: 'As it was seen.',
  unknownBecause: null,
  lastCheckedAt: new Date('2026-11-20T11:59:00Z'),
  ...overrides,
  step,
});
const staysHealthy: StepRow = ['2026-11-01T00:00:00Z', 'healthy', null, null, null, null, null];
const warns: StepRow = ['2027-01-01T00:00:00Z', 'warning', 'certificate-expiring', 403, 'The certificate expires soon', 'It ends.', leaf];
const expires: StepRow = ['2027-01-20T00:00:00Z', 'critical', 'certificate-expired', 401, 'The certificate has expired', 'It ended.', leaf];
const issuerEnds: StepRow = ['2027-01-10T00:00:00Z', 'critical', 'chain-certificate-expired', 415, 'Ended', 'Gone.', intermediate];
const door = (...looks: ReturnType<typeof look>[]) => ({
  ...{ port: 636, intervalSeconds: 300, pausedAt: null as Date | null, policy: 'any' as const },
  looks,
});

describe('a look as of a later time', () => {
  it('is what was seen where no forecast is kept', () => {
    expect(lookThen(look({ verdict: 'warning' }))).toMatchObject({ verdict: 'warning', summary: 'As it was seen.', confirming: true });
  });

  it('is the verdict of the step in force then, since it turned', () => {
    expect(lookThen(look({}, expires))).toMatchObject({
      verdict: 'critical',
      verdictSince: new Date('2027-01-20T00:00:00Z'),
      confirming: false,
      cause: { id: 'certificate-expired', no: 401, severity: 'critical' },
      summary: 'It ended.',
      lastCheckedAt: new Date('2026-11-20T11:59:00Z'),
    });
  });

  it('keeps since when a verdict lasts that does not change', () => {
    expect(lookThen(look({}, staysHealthy)).verdictSince).toEqual(new Date('2026-10-01T00:00:00Z'));
  });
});

describe('the outlook of a door', () => {
  it('tells from which state to which, since when, and by which certificate', () => {
    expect(outlookOf(door(look({}, expires)), now)).toEqual({
      port: 636,
      from: 'healthy',
      to: 'critical',
      at: new Date('2027-01-20T00:00:00Z'),
      cause: { id: 'certificate-expired', no: 401, title: 'The certificate has expired' },
      sha256: leaf,
    });
  });

  it('follows the location that sees the worse, and among equals the one that sees it first', () => {
    expect(outlookOf(door(look({}, warns), look({}, expires)), now)).toMatchObject({ to: 'critical', sha256: leaf });
    const both = outlookOf(door(look({}, expires), look({}, issuerEnds)), now);
    expect(both).toMatchObject({ to: 'critical', at: new Date('2027-01-10T00:00:00Z'), sha256: intermediate });
  });

  it('is nothing where the state stays, whatever the cause becomes', () => {
    expect(outlookOf(door(look({ verdict: 'critical' }, issuerEnds)), now)).toBeNull();
    expect(outlookOf(door(look({ verdict: 'critical' }), look({}, expires)), now)).toBeNull();
    expect(outlookOf(door(look({}, staysHealthy)), now)).toBeNull();
    expect(outlookOf(door(), now)).toBeNull();
  });

  it('is nothing while the host is paused, and where the results are too old to say', () => {
    expect(outlookOf({ ...door(look({}, expires)), pausedAt: now }, now)).toBeNull();
    expect(outlookOf(door(look({ lastCheckedAt: new Date('2026-11-19T00:00:00Z') }, expires)), now)).toBeNull();
  });
});
