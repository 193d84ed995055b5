import { expect, test } from 'vitest';
import type { DoorView, HostView } from '#lib/checks/read/views.ts';
import { noKnowledge } from '#lib/diagnosis/knowledge.ts';
import { defaultSubject } from '#lib/diagnosis/subject.ts';
import { makeEvidence, probedAt } from '#lib/diagnosis/testing/evidence-factory.ts';
import { buildTicket } from './ticket.ts';

const door: DoorView = {
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
};

const view = (overrides: Partial<HostView> = {}): HostView => ({
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
  bindAccount: null,
  paused: null,
  doors: [door],
  door,
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

const extras = {
  link: 'https://port636.corp.example/hosts/dc01.corp.example~636',
  why: 'https://port636.corp.example/hosts/dc01.corp.example~636/why/certificate-expired',
  resolve: 'Renew the certificate',
  verify: 'openssl s_client -connect dc01.corp.example:636',
};

test('holds host, state, since, cause, evidence, verify command and link', () => {
  const ticket = buildTicket(view(), extras);
  expect(ticket).toContain('## Critical: dc01.corp.example:636, The certificate has expired');
  expect(ticket).toContain('- **State:** Critical since 2026-11-20 11:22:00 UTC');
  expect(ticket).toContain(
    '- **Cause 401:** The certificate has expired (critical, confidence certain). The certificate ended two days ago.',
  );
  expect(ticket).toContain('| Valid to | 2026-11-18 \\| odd | a day in the future |');
  expect(ticket).toContain('- Certificate: fault, The certificate has expired (1 ms)');
  expect(ticket).toContain('```\nopenssl s_client -connect dc01.corp.example:636\n```');
  expect(ticket).toContain(`Renew the certificate: every step stands at ${extras.why}`);
  expect(ticket.trimEnd().endsWith(extras.link)).toBe(true);
});

test('a host that was never checked still makes a ticket', () => {
  const unchecked = { ...door, state: 'not-checked' as const, since: null };
  const ticket = buildTicket(view({ door: unchecked, findings: [], evidence: null, evidenceAt: null }), {
    ...extras,
    why: null,
    resolve: null,
    verify: null,
  });
  expect(ticket).toContain('- **Last checked:** never');
  expect(ticket).not.toContain('### Stages');
  expect(ticket).not.toContain('### Resolve');
  expect(ticket).not.toContain('### Verify');
});

test('what a server says cannot become markup', () => {
  const [finding] = view().findings;
  if (!finding) throw new Error('the default view has a finding');
  const hostile = { ...finding, summary: 'x\n# Heading <img src=y> [link](z)' };
  expect(buildTicket(view({ findings: [hostile] }), extras)).toContain('x \\# Heading \\<img src=y\\> \\[link\\](z)');
});
