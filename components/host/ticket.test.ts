import { expect, test } from 'vitest';
import { criticalDoor as door, makeHostView as view } from './testing/host-view.ts';
import { buildTicket } from './ticket.ts';

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

test('what is accepted does not lead, and is told with who accepted it, until when and why', () => {
  const waiver = {
    ...{
      id: '00000000-0000-4000-8000-000000000003',
      findingId: 'certificate-expired',
      scope: 'host' as const,
      scopeName: 'dc01.corp.example',
    },
    ...{ by: 'Ada', until: '2026-12-01T00:00:00.000Z', reason: 'It is *replaced* in December.' },
  };
  const healthy = { ...door, state: 'healthy' as const, cause: null, acceptedCount: 1 };
  const findings = view().findings.map((finding) => ({ ...finding, waiver }));
  const ticket = buildTicket(view({ door: healthy, findings }), { ...extras, why: null, resolve: null, verify: null });
  expect(ticket).toContain('## Healthy: dc01.corp.example:636\n');
  expect(ticket).toContain(
    '- **Accepted:** 401 The certificate has expired, by Ada until 2026-12-01 00:00:00 UTC: It is \\*replaced\\* in December.',
  );
  expect(ticket).not.toContain('**Cause');
});
