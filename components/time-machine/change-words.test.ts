import { describe, expect, it } from 'vitest';
import type { ForecastGroup, ForecastView } from '#lib/checks/read/views.ts';
import { summaryWords, turnWords } from './change-words.ts';

const noHosts = { critical: 0, warning: 0, stale: 0, 'not-checked': 0, maintenance: 0, healthy: 0 };
const group: ForecastGroup = {
  ...{ sha256: null, name: null, isIssuer: false, endsAt: null, cause: null, to: 'critical' },
  ...{ firstAt: '2027-01-01T00:00:00Z', lastAt: '2027-01-01T00:00:00Z', hostCount: 1, hosts: [] },
};
const view = (hostCounts: Partial<ForecastView['hostCounts']>, groups = [group]): ForecastView => ({
  ...{ groups, groupCount: groups.length },
  hostCounts: { ...noHosts, ...hostCounts },
});

describe('what changes until a later day, in words', () => {
  it('counts hosts, the worst first', () => {
    expect(summaryWords(view({ warning: 1_200, critical: 1, healthy: 2 }))).toBe(
      'Until then 1 host turns critical, 1,200 hosts turn to warning and 2 hosts become healthy.',
    );
    expect(summaryWords(view({ critical: 40 }))).toBe('Until then 40 hosts turn critical.');
  });

  it('says when nothing does', () => {
    expect(summaryWords(view({}, []))).toMatch(/^Nothing changes until then/);
  });

  it('has a verb for one and for many', () => {
    expect([turnWords(1, 'healthy'), turnWords(2, 'warning')]).toEqual(['1 host becomes healthy', '2 hosts turn to warning']);
  });
});
