import { expect, test } from 'vitest';
import type { FindingView } from '#lib/checks/read/views.ts';
import { evidenceOf, failedConnect, failedHandshake, makeAttempt, makeEvidence } from '#lib/diagnosis/testing/evidence-factory.ts';
import { greetingFails, greetingWorks, plainDomainController, secondLook } from '#lib/diagnosis/testing/evidence-of-failures.ts';
import { failureWords } from './code-words.ts';
import { words } from './detail.ts';
import { secondLookDetails } from './stage-details.ts';
import { stageOfFinding, stageRows } from './stage-rows.ts';

const finding = (overrides: Partial<FindingView>): FindingView => ({
  id: 'host-name-not-in-certificate',
  no: 404,
  severity: 'critical',
  confidence: 'certain',
  title: 'The name is not in the certificate',
  summary: '',
  since: '2026-11-20T12:00:00.000Z',
  facts: {},
  observations: [],
  addresses: [],
  location: 'berlin',
  ...overrides,
});

const statuses = (evidence: Parameters<typeof stageRows>[0], findings: FindingView[] = []) =>
  stageRows(evidence, findings).map(({ rows }) => rows.map(({ stage, status }) => `${stage} ${status}`));

test('a healthy LDAPS probe shows every stage as ok and the bind as not asked for, without a StartTLS row', () => {
  expect(statuses(makeEvidence())).toEqual([
    ['resolve ok', 'connect ok', 'handshake ok', 'certificate ok', 'directory ok', 'bind not-asked'],
  ]);
});

test('stages start where the one before ended', () => {
  const rows = stageRows(makeEvidence(), [])[0]?.rows ?? [];
  expect(rows.map(({ startMs, ms }) => [startMs, ms])).toEqual([
    [0, 1],
    [1, 1],
    [2, 5],
    [7, 1],
    [8, 2],
    [null, null],
  ]);
});

test('a certificate fault marks the certificate and leaves the later stages as they are', () => {
  const [rows] = statuses(makeEvidence(), [finding({})]);
  expect(rows).toContain('certificate fault');
  expect(rows).toContain('directory ok');
});

test('a notice marks nothing', () => {
  expect(statuses(makeEvidence(), [finding({ severity: 'notice' })])[0]).toContain('certificate ok');
});

test('everything after a refused connection was not reached', () => {
  expect(statuses(evidenceOf(makeAttempt(failedConnect('refused'))))[0]).toEqual([
    'resolve ok',
    'connect failed',
    'handshake not-reached',
    'certificate not-reached',
    'directory not-reached',
    'bind not-reached',
  ]);
});

test('a handshake that ended before the certificate shows the second look', () => {
  const look = {
    status: 'ok',
    ms: 4,
    data: {
      unprompted: 'silent',
      firstBytes: null,
      looksLike: null,
      plainLdapOnTlsPort: 'closed',
      plainPort: null,
      withoutServerName: null,
      oldStack: null,
      again: null,
    },
  } as const;
  const rows = statuses(evidenceOf(makeAttempt(failedHandshake('reset-before-certificate', {}, look))))[0];
  expect(rows).toEqual(expect.arrayContaining(['handshake failed', 'certificate not-reached', 'secondLook ok']));
});

test('a certificate kept from a failed handshake is shown, and the rootDSE counts as not reached', () => {
  const { certificate } = makeAttempt();
  const rows = statuses(evidenceOf(makeAttempt({ ...failedHandshake('client-certificate-required'), certificate })))[0];
  expect(rows).toEqual(expect.arrayContaining(['handshake failed', 'certificate ok', 'directory not-reached']));
});

test('findings mark only the addresses they were found at', () => {
  const evidence = evidenceOf(makeAttempt(), makeAttempt({ address: '192.0.2.11' }));
  const [first, second] = statuses(evidence, [finding({ addresses: ['192.0.2.11'] })]);
  expect(first).toContain('certificate ok');
  expect(second).toContain('certificate fault');
});

test('a name that does not resolve gives one set of rows without an address', () => {
  const detail = { message: 'queryA ENOTFOUND', systemCode: 'ENOTFOUND', resolvers: ['192.0.2.53'], control: 'answers' as const };
  const sets = stageRows(makeEvidence({ resolve: { status: 'failed', ms: 8, code: 'name-not-found', detail }, attempts: [] }), []);
  expect(sets).toHaveLength(1);
  expect(sets[0]?.address).toBeNull();
  expect(sets[0]?.rows[0]).toMatchObject({ status: 'failed', result: 'the name does not exist' });
  expect(sets[0]?.rows[1]).toMatchObject({ status: 'not-reached', ms: null });
});

test('findings belong to the stage of their number', () => {
  expect([101, 202, 305, 312, 413, 501, 509].map((no) => stageOfFinding({ no }))).toEqual([
    'resolve',
    'connect',
    'handshake',
    'startTls',
    'certificate',
    'directory',
    'bind',
  ]);
});

test('a bind without an account is not asked for, whether it was reached or not', () => {
  const bind = { status: 'skipped', because: 'no account is set up for this server' } as const;
  expect(statuses(evidenceOf(makeAttempt({ ...failedConnect('refused'), bind })))[0]).toContain('bind not-asked');
});

test('an address that was not dialled leaves everything after it not reached', () => {
  const skipped = { status: 'skipped', because: 'no IPv6 route from this location' } as const;
  const rows = statuses(evidenceOf(makeAttempt({ ...failedConnect('refused'), connect: skipped })))[0];
  expect(rows).toEqual(expect.arrayContaining(['connect not-asked', 'handshake not-reached']));
});

test('the second look tells how each further greeting fared', () => {
  const plainPort = { ...plainDomainController, startTlsResultCode: 0, startTlsMessage: null, startTlsHandshake: greetingWorks() };
  const look = secondLook({
    withoutServerName: greetingWorks(),
    oldStack: greetingFails({ outcome: 'alert-other', alert: 47 }),
    plainPort,
  });
  expect(secondLookDetails(look)).toEqual(
    expect.arrayContaining([
      ...words('Greeting without a server name', 'finished, TLSv1.2, certificate CN=dc01.corp.example'),
      ...words('Greeting of an old client', `${failureWords('handshake', 'alert-other')}, alert 47, no certificate`),
      ...words('TLS after StartTLS on 389', 'finished, TLSv1.2, certificate CN=dc01.corp.example'),
    ]),
  );
});
