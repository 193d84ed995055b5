import type { DoorView, HostView } from '#lib/checks/read/views.ts';
import { noKnowledge } from '#lib/diagnosis/knowledge.ts';
import { defaultSubject } from '#lib/diagnosis/subject.ts';
import { makeEvidence, probedAt } from '#lib/diagnosis/testing/evidence-factory.ts';

/** The door of `makeHostView`. */
export const criticalDoor: DoorView = {
  endpointId: '00000000-0000-4000-8000-000000000001',
  target: { host: 'dc01.corp.example', port: 636, transport: 'ldaps' },
  state: 'critical',
  since: '2026-11-20T11:22:00.000Z',
  cause: { id: 'certificate-expired', no: 401, title: 'The certificate has expired' },
  intervalSeconds: 300,
  slowAfterMs: null,
  checkedAt: probedAt.toISOString(),
  nextDueAt: null,
  leafSha256: null,
  expiresAt: null,
  probedFrom: [],
  acceptedCount: 0,
};

/** A host whose certificate has expired, as its page reads it. */
export const makeHostView = (overrides: Partial<HostView> = {}): HostView => ({
  id: '00000000-0000-4000-8000-000000000002',
  name: 'dc01.corp.example',
  site: 'Berlin',
  domain: 'corp.example',
  profile: 'ad-ds',
  profileSetByHand: false,
  address: null,
  standsForDomain: false,
  expectedAddresses: [],
  reachedFromOutside: false,
  ldapsIntended: true,
  owner: null,
  expiryWindowsFrom: 'usual',
  bindAccount: null,
  paused: null,
  doors: [criticalDoor],
  door: criticalDoor,
  sideBySide: null,
  locations: [{ name: 'berlin', reach: 'inside' }],
  findings: [
    {
      id: 'certificate-expired',
      no: 401,
      severity: 'critical',
      confidence: 'certain',
      title: 'The certificate has expired',
      summary: 'The certificate ended two days ago.',
      since: '2026-11-20T11:22:00.000Z',
      facts: {},
      observations: [{ label: 'Valid to', seen: '2026-11-18 | odd', healthy: 'a day in the future' }],
      addresses: [],
      location: 'berlin',
    },
  ],
  evidence: makeEvidence(),
  evidenceAt: probedAt.toISOString(),
  lastGood: null,
  unknownBecause: null,
  subject: defaultSubject,
  knowledge: noKnowledge,
  deepScan: { scan: null, at: null, running: false },
  spans: [],
  changes: [],
  responseHours: [],
  sameCauseHosts: [],
  generatedAt: probedAt.toISOString(),
  ...overrides,
});
