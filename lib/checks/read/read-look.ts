import type { Database } from '../../db/client.ts';
import { noKnowledge } from '../../diagnosis/knowledge.ts';
import { type Evidence, evidence as evidenceRecord } from '../../probe/evidence.ts';
import { latencyPercentileMs } from '../latency-histogram.ts';
import { readDomainControllers, readKnowledge } from '../read-knowledge.ts';
import { checkTimings, putTimings } from '../timings.ts';
import type { JudgedDoor } from './door.ts';
import { readFindings } from './read-findings.ts';
import type { ChangeView, HostState, HostView, ResponseHour, SpanView } from './views.ts';

const dayMs = 86_400_000;
/** How far back the state strip and the response times go, and how many entries each list has at most. */
const spansDays = 90;
const spansMax = 1_000;
const responseDays = 7;
const changesMax = 100;
const sameCauseMax = 50;

type Look = Pick<
  HostView,
  'findings' | 'evidence' | 'evidenceAt' | 'lastGood' | 'knowledge' | 'deepScan' | 'spans' | 'changes' | 'responseHours' | 'sameCauseHosts'
>;

/** What the shown door's deciding location saw, and its history. */
export async function readLook(db: Database, input: { hostId: string; door: JudgedDoor; now: Date }): Promise<Look> {
  const { hostId, door, now } = input;
  const look = door.judged.look;
  const key = { endpointId: door.id, locationId: look?.locationId ?? 0 };
  const [findings, seen, spans, changes, responseHours, sameCauseHosts] = await Promise.all([
    readFindings(db, key),
    readEvidence(db, key, hostId, now),
    readSpans(db, key, now),
    readChanges(db, hostId, door.id),
    readResponseHours(db, key, now),
    look?.cause && look.verdict !== 'healthy' ? readSameCause(db, hostId, look.cause.id) : [],
  ]);
  return { findings, ...seen, spans, changes, responseHours, sameCauseHosts };
}

type Key = { endpointId: string; locationId: number };

async function readEvidence(
  db: Database,
  key: Key,
  hostId: string,
  now: Date,
): Promise<Pick<HostView, 'evidence' | 'evidenceAt' | 'lastGood' | 'knowledge' | 'deepScan'>> {
  const state = await db.endpointState.findUnique({
    where: { endpointId_locationId: key },
    select: {
      verdict: true,
      lastStartedAt: true,
      timings: true,
      evidence: { select: { document: true } },
      lastGoodAt: true,
      lastGoodEvidence: { select: { document: true } },
      deepScanClaimedUntil: true,
    },
  });
  const stored = parseEvidence(state?.evidence?.document);
  const timings = checkTimings.safeParse(state?.timings);
  const good = state?.verdict === 'healthy' ? null : parseEvidence(state?.lastGoodEvidence?.document);
  const shown = stored && timings.success ? putTimings(stored, timings.data) : stored;
  const knowledge =
    shown === null ? noKnowledge : await readKnowledge(db, { ...key, hostId }, shown, await readDomainControllers(db, hostId));
  const scan = knowledge.deepScan;
  return {
    evidence: shown,
    knowledge,
    deepScan: { scan, at: scan?.startedAt ?? null, running: state?.deepScanClaimedUntil != null && state.deepScanClaimedUntil > now },
    evidenceAt: stored ? (state?.lastStartedAt?.toISOString() ?? stored.startedAt) : null,
    lastGood: good && { at: state?.lastGoodAt?.toISOString() ?? good.startedAt, evidence: good },
  };
}

/** Null for a record that this version cannot read. */
function parseEvidence(document: unknown): Evidence | null {
  const parsed = evidenceRecord.safeParse(document);
  return parsed.success ? parsed.data : null;
}

const stateOfSpan = {
  critical: 'critical',
  warning: 'warning',
  healthy: 'healthy',
  unknown: 'not-checked',
  paused: 'maintenance',
} as const satisfies Record<string, HostState>;

/** Oldest first. */
async function readSpans(db: Database, key: Key, now: Date): Promise<SpanView[]> {
  const rows = await db.verdictSpan.findMany({
    where: { ...key, OR: [{ toAt: null }, { toAt: { gte: new Date(now.getTime() - spansDays * dayMs) } }] },
    select: { fromAt: true, toAt: true, verdict: true, rootCauseId: true, rootCauseNo: true, rootCauseTitle: true },
    orderBy: { fromAt: 'desc' },
    take: spansMax,
  });
  return rows.reverse().map(({ fromAt, toAt, verdict, rootCauseId: id, rootCauseNo: no, rootCauseTitle: title }) => ({
    from: fromAt.toISOString(),
    to: toAt?.toISOString() ?? null,
    state: stateOfSpan[verdict],
    cause: id === null || no === null || title === null ? null : { id, no, title },
  }));
}

const changeKinds = ['certificate', 'addresses', 'tls-version', 'state', 'configuration'] as const satisfies ChangeView['kind'][];

/** Newest first: those of the door, and those of the host as a whole. */
async function readChanges(db: Database, hostId: string, endpointId: string): Promise<ChangeView[]> {
  const rows = await db.change.findMany({
    where: { hostId, OR: [{ endpointId }, { endpointId: null }] },
    select: { at: true, kind: true, before: true, after: true },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: changesMax,
  });
  return rows.flatMap(({ at, kind: stored, before, after }) => {
    const kind = changeKinds.find((known) => known === stored);
    return kind ? [{ at: at.toISOString(), kind, before, after }] : [];
  });
}

/** Oldest first; hours without a check are left out. */
async function readResponseHours(db: Database, key: Key, now: Date): Promise<ResponseHour[]> {
  const rows = await db.hourlyRollup.findMany({
    where: { ...key, hour: { gte: new Date(now.getTime() - responseDays * dayMs), lte: now } },
    select: { hour: true, critical: true, warning: true, healthy: true, unknown: true, latencyCount: true },
    orderBy: { hour: 'asc' },
  });
  return rows.map((row) => ({
    hour: row.hour.toISOString(),
    checks: row.critical + row.warning + row.healthy + row.unknown,
    p50Ms: latencyPercentileMs(row.latencyCount, 0.5),
    p95Ms: latencyPercentileMs(row.latencyCount, 0.95),
  }));
}

/** Names of the other hosts, not paused, on which the same finding leads. */
async function readSameCause(db: Database, hostId: string, causeId: string): Promise<string[]> {
  const hosts = await db.host.findMany({
    where: {
      id: { not: hostId },
      pausedAt: null,
      endpoints: { some: { states: { some: { rootCauseId: causeId, verdict: { in: ['critical', 'warning'] } } } } },
    },
    select: { name: true },
    orderBy: { name: 'asc' },
    take: sameCauseMax,
  });
  return hosts.map(({ name }) => name);
}
