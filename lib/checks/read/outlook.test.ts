import { describe, expect, it } from 'vitest';
import type { LookFacts } from './host-state.ts';
import { lookAfter, outlookOf, type StepRow } from './outlook.ts';

const now = new Date('2026-11-20T12:00:00Z');
const intermediate = 'a2'.repeat(32);
const leaf = 'a1'.repeat(32);

const look = (overrides: Partial<LookFacts> = {}, steps: StepRow[] = []) => ({
  verdict: 'healthy' as const,
  verdictSince: new Date('2026-10-01T00:00:00Z'),
  confirming: false,
  cause: null,
  summary: null,
  unknownBecause: null,
  lastCheckedAt: new Date('2026-11-20T11:59:00Z'),
  ...overrides,
  steps,
});
const healthyFirst: StepRow = ['2026-11-01T00:00:00Z', 'healthy', null, null, null, null, null];
const warns: StepRow = ['2027-01-01T00:00:00Z', 'warning', 'certificate-expiring', 403, 'The certificate expires soon', 'It ends.', leaf];
const turnsCritical: StepRow = [
  '2027-01-20T00:00:00Z',
  'critical',
  'certificate-expiring',
  403,
  'The certificate expires soon',
  'It ends.',
  leaf,
];
const expires: StepRow = ['2027-01-27T00:00:00Z', 'critical', 'certificate-expired', 401, 'The certificate has expired', 'It ended.', leaf];
const issuerEnds: StepRow = [
  '2027-01-10T00:00:00Z',
  'critical',
  'chain-certificate-expired',
  415,
  'Ended',
  'The issuer ended.',
  intermediate,
];
const door = (...looks: ReturnType<typeof look>[]) => ({ port: 636, intervalSeconds: 300, pausedAt: null as Date | null, looks });

describe('a look after the steps of its forecast', () => {
  it('is what was seen while no step has passed', () => {
    const seen = look({ verdict: 'warning', summary: 'As it was seen.' }, [warns]);
    expect(lookAfter(seen, Date.parse('2026-12-31T00:00:00Z'))).toMatchObject({ verdict: 'warning', summary: 'As it was seen.' });
  });

  it('is the last step’s verdict, since that verdict began', () => {
    const then = lookAfter(look({}, [healthyFirst, warns, turnsCritical, expires]));
    expect(then).toMatchObject({
      verdict: 'critical',
      verdictSince: new Date('2027-01-20T00:00:00Z'),
      cause: { id: 'certificate-expired', no: 401, severity: 'critical' },
      summary: 'It ended.',
      sha256: leaf,
      lastCheckedAt: new Date('2026-11-20T11:59:00Z'),
    });
  });

  it('keeps since when the verdict lasts that no step changes', () => {
    expect(lookAfter(look({}, [healthyFirst])).verdictSince).toEqual(new Date('2026-10-01T00:00:00Z'));
  });
});

describe('the outlook of a door', () => {
  it('tells from which state to which, when for good, and by which certificate', () => {
    expect(outlookOf(door(look({}, [healthyFirst, warns, turnsCritical, expires])), now)).toEqual({
      port: 636,
      from: 'healthy',
      to: 'critical',
      at: new Date('2027-01-20T00:00:00Z'),
      cause: { id: 'certificate-expiring', no: 403, title: 'The certificate expires soon' },
      sha256: leaf,
    });
  });

  it('follows the location that sees the worse', () => {
    const outlook = outlookOf(door(look({}, [warns]), look({}, [issuerEnds])), now);
    expect(outlook).toMatchObject({ to: 'critical', at: new Date('2027-01-10T00:00:00Z'), sha256: intermediate });
  });

  it('is nothing where the state stays, whatever the cause becomes', () => {
    expect(outlookOf(door(look({ verdict: 'critical' }, [issuerEnds])), now)).toBeNull();
    expect(outlookOf(door(look({}, [healthyFirst])), now)).toBeNull();
    expect(outlookOf(door(), now)).toBeNull();
  });

  it('is nothing while the host is paused, and where the results are too old to say', () => {
    expect(outlookOf({ ...door(look({}, [expires])), pausedAt: now }, now)).toBeNull();
    expect(outlookOf(door(look({ lastCheckedAt: new Date('2026-11-19T00:00:00Z') }, [expires])), now)).toBeNull();
  });
});
