import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { SiteHostView, SiteView } from '#lib/fleet/domains/views.ts';
import { SitesPanel } from './sites-panel.tsx';

const host = (name: string, part: Partial<SiteHostView> = {}): SiteHostView => ({
  ...{ name, state: 'healthy', cause: null, acceptedCount: 0 },
  doors: [{ port: 636, transport: 'ldaps', state: 'healthy', acceptedCount: 0 }],
  ...part,
});
const healthy = (count: number, prefix: string): SiteHostView[] =>
  Array.from({ length: count }, (_, index) => host(`${prefix}-${index}.test`));
const site = (name: string, hosts: SiteHostView[], hostCount = hosts.length): SiteView => ({
  ...{ name, redundancy: [], hostCount, acceptedHostCount: 0, hosts },
});
const shown = (sites: readonly SiteView[]): { folded: string; open: string } => {
  const markup = renderToStaticMarkup(<SitesPanel sites={sites} domain="corp.test" />);
  const folded = [...markup.matchAll(/<details.*?<\/details>/gs)].map(([part]) => part).join('');
  return { folded, open: markup.replace(/<details.*?<\/details>/gs, '') };
};

describe('the sites of a domain', () => {
  it('show every host while there are few', () => {
    const { folded, open } = shown([site('Berlin', healthy(24, 'berlin'))]);
    expect(folded).toBe('');
    expect(open).toContain('berlin-23.test');
  });

  it('fold the healthy hosts of each site behind their number, and leave in sight whatever says something', () => {
    const critical = host('critical.test', { state: 'critical' });
    const accepted = host('accepted.test', { acceptedCount: 1 });
    const { folded, open } = shown([site('Berlin', [critical, accepted, ...healthy(20, 'berlin')]), site('Oslo', healthy(3, 'oslo'))]);
    expect(folded).toContain('20 healthy hosts</summary>');
    expect(folded).toContain('3 healthy hosts</summary>');
    expect(folded).toContain('oslo-2.test');
    expect(open).not.toMatch(/berlin-|oslo-/);
    expect(open).toContain('critical.test');
    expect(open).toContain('accepted.test');
  });

  it('do not take the first of a long list for all of them', () => {
    expect(shown([site('Berlin', healthy(30, 'berlin'), 400)]).folded).toContain('The first 30 healthy hosts</summary>');
  });
});
