import { defaultExpiryWindows } from '../../../diagnosis/rule.ts';
import { parsePlannerChoice } from '../filter.ts';
import type { PlannerCertificate, PlannerData, PlannerHost } from '../views.ts';

export const dayMs = 86_400_000;
/** The time at which the tests plan: a Sunday. */
export const now = new Date('2026-03-01T12:00:00Z');

let hosts = 0;
export const plannerHost = (name: string, host: Partial<PlannerHost> = {}): PlannerHost => ({
  ...{ no: hosts++, name, site: 'Berlin', domain: 'corp.example', owner: 'Directory team', windows: defaultExpiryWindows },
  ...host,
});

let made = 0;

/** A leaf of 365 days that ends so many days after `now`, at one host. */
export function leafEnding(daysAhead: number, changes: Partial<PlannerCertificate> = {}): PlannerCertificate {
  made += 1;
  const notAfterMs = now.getTime() + daysAhead * dayMs;
  return {
    sha256: made.toString(16).padStart(64, '0'),
    name: `dc${made}.corp.example`,
    notBeforeMs: notAfterMs - 365 * dayMs,
    notAfterMs,
    kind: 'leaf',
    issuerName: 'Corp Issuing CA',
    template: 'KerberosAuthentication',
    hosts: [plannerHost(`dc${made}.corp.example`)],
    renewal: { kind: 'none' },
    ...changes,
  };
}

export const plannerData = (certificates: readonly PlannerCertificate[], more: Partial<PlannerData> = {}): PlannerData => ({
  ...{ certificates, freezes: [], unreadable: 0, windows: defaultExpiryWindows },
  ...more,
});

/** A question about an address's query. */
export const question = (query: Record<string, string> = {}, zone = 'UTC', at = now) => ({
  choice: parsePlannerChoice(query),
  now: at,
  zone,
});
