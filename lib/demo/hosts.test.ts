import { describe, expect, it } from 'vitest';
import { catalog } from '../diagnosis/catalog.ts';
import { demoDomains } from '../fleet/demo/marks.ts';
import { normaliseHostName } from '../fleet/host-name.ts';
import { demoHosts, domainOfName, shownByFleet } from './hosts/index.ts';

const shown = new Set([...demoHosts.flatMap(({ shows }) => shows), ...Object.keys(shownByFleet)]);

/** Findings that are never worse than a notice. */
const notices = new Set(catalog.filter(({ severities }) => severities.every((severity) => severity === 'notice')).map(({ id }) => id));

describe('the demo fleet', () => {
  it('shows every finding of the catalog', () => {
    expect(catalog.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([]);
  });

  it('shows nothing that is not in the catalog', () => {
    const known = new Set(catalog.map(({ id }) => id));
    expect([...shown].filter((id) => !known.has(id))).toEqual([]);
  });

  it('has about 120 servers in eight sites or more, most of them in good health', () => {
    expect(demoHosts.length).toBeGreaterThanOrEqual(110);
    expect(demoHosts.length).toBeLessThanOrEqual(130);
    expect(new Set(demoHosts.map(({ site }) => site)).size).toBeGreaterThanOrEqual(8);
    const inGoodHealth = demoHosts.filter(({ shows }) => shows.every((id) => notices.has(id)));
    expect(inGoodHealth.length / demoHosts.length).toBeGreaterThan(0.62);
  });

  it('has addresses in its answers outside that belong to nobody on the internet', () => {
    const outside = demoHosts.flatMap(({ dnsOutside }) =>
      typeof dnsOutside === 'object' ? [...(dnsOutside.A ?? []), ...(dnsOutside.AAAA ?? [])] : [],
    );
    expect(outside.length).toBeGreaterThan(3);
    expect(outside.filter((address) => !address.startsWith('203.0.113.') && !address.startsWith('10.'))).toEqual([]);
  });

  it('has names that can be registered, each once and in one of its domains', () => {
    const names = demoHosts.flatMap(({ name }) => name ?? []);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !normaliseHostName(name).ok || domainOfName(name) === null)).toEqual([]);
    expect(new Set(names.map(domainOfName))).toEqual(new Set(demoDomains));
  });
});
