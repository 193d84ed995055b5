import type { Database } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';
import type { Severity, Verdict } from '../../diagnosis/rule.ts';
import { clockToleranceMs } from '../database-time.ts';
import {
  decidingEndpoint,
  isConfirming,
  isFromFuture,
  judgeEndpoint,
  leadingCause,
  staleAfterIntervals,
  staleGraceSeconds,
  stateSummary,
  verdictPolicyOf,
} from './host-state.ts';
import { type LookAhead, lookThen, type Outlook, outlookOf, type StepRow } from './outlook.ts';
import type { BoardHost } from './views.ts';

/** A host as the one query of the board returns it. Times within the JSON are ISO 8601. */
type BoardRow = {
  name: string;
  site: string;
  domain: string | null;
  policy: string | null;
  created_at: Date;
  paused_at: Date | null;
  endpoints: EndpointRow[];
};
type EndpointRow = { port: number; interval: number; looks: LookRow[] | null };
type LookRow = {
  verdict: Verdict | null;
  since: string | null;
  confirming: boolean;
  cause: [id: string, no: number, title: string, severity: Severity] | null;
  summary: string | null;
  unknown: string | null;
  checked: string | null;
  expires: string | null;
  accepted: number;
  step: StepRow | null;
};

/** A host of the board with what the lists beside the tiles need of it. */
export type JudgedHost = {
  host: BoardHost;
  createdAt: Date;
  /** Of the finding that leads; null when none does. */
  causeSeverity: Severity | null;
  /** The door whose leaf expires first. */
  soonest: { port: number; at: Date } | null;
  lastCheckedAt: Date | null;
  /** Of its doors, what is another state at the date looked ahead to; empty where none was asked for. */
  turns: Outlook[];
};

/** Which hosts to read: all, some by name, or those changed since a revision and those whose results are old. */
export type BoardScope = 'all' | { names: readonly string[] } | { since: bigint };

/**
 * Reads hosts with their newest results in one query; its cost does not depend on how much history there is. With a later time `then`,
 * each result is what its forecast makes of it by then; how old a result may be is judged for `now` all the same.
 */
export async function readJudgedHosts(db: Database, scope: BoardScope, now: Date, then: Date | null = null): Promise<JudgedHost[]> {
  const rows = await db.$queryRaw<BoardRow[]>`
    SELECT host.name, COALESCE(NULLIF(host.site, ''), host.site_detected) AS site, domain.name AS domain, domain.verdict_policy AS policy, host.created_at, host.paused_at,
      COALESCE((
        SELECT json_agg(json_build_object('port', endpoint.port, 'interval', endpoint.interval_seconds, 'looks', (
          SELECT json_agg(json_build_object(
            'verdict', state.verdict, 'since', state.verdict_since, 'confirming', state.confirming,
            'cause', CASE WHEN state.root_cause_id IS NOT NULL THEN
              json_build_array(state.root_cause_id, state.root_cause_no, state.root_cause_title, state.root_cause_severity) END,
            'summary', state.summary, 'unknown', state.unknown_because,
            'checked', state.last_checked_at, 'expires', state.leaf_not_after, 'accepted', state.accepted_count, 'step', ${stepAt(then)}
          ) ORDER BY state.location_id)
          FROM endpoint_states AS state WHERE state.endpoint_id = endpoint.id
        )) ORDER BY endpoint.port)
        FROM endpoints AS endpoint WHERE endpoint.host_id = host.id
      ), '[]') AS endpoints
    FROM hosts AS host LEFT JOIN domains AS domain ON domain.id = host.domain_id
    WHERE ${scopeCondition(scope, now)}
    ORDER BY host.name`;
  return rows.map((row) => judgeHost(row, now));
}

/** The step of a state's forecast that is in force then. */
const stepAt = (then: Date | null): Prisma.Sql =>
  then === null
    ? Prisma.sql`NULL`
    : Prisma.sql`(
        SELECT json_build_array(step.turned_at, step.verdict, step.finding_id, step.no, step.title, step.summary, step.turned_sha256, step.accepted_count)
        FROM forecast_steps AS step
        WHERE step.endpoint_id = state.endpoint_id AND step.location_id = state.location_id AND step.from_at <= ${then}::timestamptz
        ORDER BY step.from_at DESC LIMIT 1)`;

function scopeCondition(scope: BoardScope, now: Date): Prisma.Sql {
  if (scope === 'all') return Prisma.sql`true`;
  if ('names' in scope) return Prisma.sql`host.name = ANY(${[...scope.names]})`;
  return Prisma.sql`(host.revision >= ${scope.since} OR host.id IN (
    SELECT endpoint.host_id FROM endpoints AS endpoint JOIN endpoint_states AS state ON state.endpoint_id = endpoint.id
    WHERE state.revision >= ${scope.since} OR state.last_checked_at <= ${now}::timestamptz
      - (${staleAfterIntervals}::int * endpoint.interval_seconds + ${staleGraceSeconds}::int) * interval '1 second'
      OR state.last_checked_at > ${now}::timestamptz + ${clockToleranceMs}::int * interval '1 millisecond'))`;
}

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));
const newest = (dates: readonly (Date | null)[], now: Date): Date | null =>
  dates.reduce((latest, date) => (date !== null && !isFromFuture(date, now) && (latest === null || date > latest) ? date : latest), null);

function lookFacts(row: LookRow): LookAhead {
  const { cause } = row;
  return {
    verdict: row.verdict,
    verdictSince: dateOf(row.since),
    confirming: row.confirming,
    cause: cause && { id: cause[0], no: cause[1], title: cause[2], severity: cause[3] },
    summary: row.summary,
    unknownBecause: row.unknown,
    lastCheckedAt: dateOf(row.checked),
    step: row.step,
  };
}

/** Findings that are accepted, at the time looked ahead to where there is one. */
const acceptedThen = ({ accepted, step }: LookRow): number => step?.[7] ?? accepted;

function judgeHost(row: BoardRow, now: Date): JudgedHost {
  const policy = verdictPolicyOf(row.policy);
  const doors = row.endpoints.map(({ port, interval, looks }) => ({
    ...{ port, intervalSeconds: interval, pausedAt: row.paused_at, policy },
    looks: (looks ?? []).map(lookFacts),
  }));
  const endpoints = doors.map((door) => ({
    port: door.port,
    judged: judgeEndpoint({ ...door, looks: door.looks.map(lookThen) }, now),
  }));
  const deciding = decidingEndpoint(endpoints);
  const judged = deciding?.judged ?? { state: 'not-checked' as const, since: null, look: null };
  const soonest = soonestExpiry(row.endpoints);
  const cause = leadingCause(judged);
  const acceptedCount = row.endpoints.reduce((sum, { looks }) => sum + Math.max(0, ...(looks ?? []).map(acceptedThen)), 0);
  return {
    host: {
      name: row.name,
      site: row.site,
      domain: row.domain,
      state: judged.state,
      since: judged.since?.toISOString() ?? null,
      cause,
      summary: stateSummary(judged),
      port: deciding?.port ?? 636,
      ports: endpoints.map(({ port }) => port),
      expiresAt: soonest?.at.toISOString() ?? null,
      checkedAt: judged.look?.lastCheckedAt?.toISOString() ?? null,
      lastVerdict: judged.look?.verdict ?? null,
      confirming: isConfirming(judged),
      ...(acceptedCount > 0 ? { acceptedCount } : {}),
    },
    createdAt: row.created_at,
    causeSeverity: cause === null ? null : (judged.look?.cause?.severity ?? null),
    soonest,
    lastCheckedAt: newest(
      row.endpoints.flatMap(({ looks }) => (looks ?? []).map((look) => dateOf(look.checked))),
      now,
    ),
    turns: doors.flatMap((door) => outlookOf(door, now) ?? []),
  };
}

function soonestExpiry(endpoints: readonly EndpointRow[]): JudgedHost['soonest'] {
  return endpoints
    .flatMap(({ port, looks }) => (looks ?? []).flatMap(({ expires }) => (expires === null ? [] : [{ port, at: new Date(expires) }])))
    .reduce<JudgedHost['soonest']>((first, leaf) => (first === null || leaf.at < first.at ? leaf : first), null);
}
