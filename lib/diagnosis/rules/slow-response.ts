import { type Attempt, type Evidence, type StageName, stageNames } from '../../probe/evidence.ts';
import { article } from '../article/texts/slow-response.ts';
import { endpointName } from '../reading/tls-picture.ts';
import type { EndpointRule } from '../rule.ts';

const stageWords: Readonly<Record<StageName, string>> = {
  resolve: 'the name lookup',
  connect: 'the TCP connection',
  startTls: 'StartTLS',
  handshake: 'the TLS handshake',
  certificate: 'reading the certificate',
  directory: 'the search of the rootDSE',
  bind: 'the bind',
  secondLook: 'the second look',
};

type Timed = { name: StageName; ms: number; address: string | null };

const ofAttempt = (attempt: Attempt): Timed[] =>
  stageNames.flatMap((name) => {
    if (name === 'resolve') return [];
    const stage = attempt[name];
    return stage.status === 'skipped' ? [] : [{ name, ms: stage.ms, address: attempt.address }];
  });

const timedStages = ({ resolve, attempts }: Evidence): Timed[] => [
  ...(resolve.status === 'skipped' ? [] : [{ name: 'resolve' as const, ms: resolve.ms, address: null }]),
  ...attempts.flatMap(ofAttempt),
];

/** A stage that failed has a finding of its own, which explains the time that it took. */
const hasFailure = ({ resolve, attempts }: Evidence): boolean =>
  resolve.status === 'failed' ||
  attempts.some((attempt) => stageNames.some((name) => name !== 'resolve' && attempt[name].status === 'failed'));

/** `4.2 s`, and below a second `240 ms`. */
const time = (ms: number): string => (ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`);

/** 507: everything worked, and took longer than the endpoint may take. */
export const slowResponse: EndpointRule = {
  scope: 'endpoint',
  id: 'slow-response',
  no: 507,
  stage: 'ldap',
  severities: ['warning'],
  title: 'The server answers slowly',
  article,
  applies: ({ evidence }) =>
    !evidence.timingsDoubtful && !hasFailure(evidence) && evidence.attempts.some(({ directory }) => directory.status === 'ok'),
  check({ evidence, subject: { slowAfterMs } }) {
    const slowest = timedStages(evidence).reduce<Timed | null>(
      (worst, stage) => (worst === null || stage.ms > worst.ms ? stage : worst),
      null,
    );
    if (evidence.totalMs <= slowAfterMs || slowest === null) return null;
    const where = slowest.address === null || evidence.attempts.length < 2 ? '' : ` at ${slowest.address}`;
    const most = `${stageWords[slowest.name]}${where} took most of it, ${time(slowest.ms)}`;
    return {
      summary: `${endpointName(evidence)} answered, but after ${time(evidence.totalMs)}; ${most}.`,
      facts: {
        totalMs: Math.round(evidence.totalMs),
        slowAfterMs,
        slowestStage: slowest.name,
        slowestStageMs: Math.round(slowest.ms),
        slowestAddress: slowest.address,
      },
      observations: [
        { label: 'The whole probe', seen: time(evidence.totalMs), healthy: `${time(slowAfterMs)} or less` },
        { label: 'Slowest stage', seen: `${stageWords[slowest.name]}${where}: ${time(slowest.ms)}`, healthy: 'well below a second' },
      ],
    };
  },
};
