import { randomUUID } from 'node:crypto';
import { followRenewals } from '../certificates/renewals/follow-renewals.ts';
import type { Database, Transaction } from '../db/client.ts';
import { storable } from '../db/storable.ts';
import type { Diagnosis, Verdict } from '../diagnosis/rule.ts';
import { isAccepted, leadingFinding } from '../diagnosis/waivers.ts';
import type { Evidence } from '../probe/evidence.ts';
import type { ClaimedEndpoint } from './claim.ts';
import { confirm } from './confirm.ts';
import { firstDeepScan, wantsDeepScan } from './deep-scan-due.ts';
import { evidenceFingerprint } from './fingerprint.ts';
import { tellBrowsers } from './live.ts';
import { wasNotIntended } from './not-intended.ts';
import { type AnchorLookup, saveCertificates } from './save/certificates.ts';
import { saveFindings } from './save/findings.ts';
import { type JudgedWith, saveForecast } from './save/forecast.ts';
import { addToRollup, beginSpan, noticeChanges } from './save/history.ts';
import { addMissing } from './save/partial-look.ts';
import { readSeen, type Seen } from './save/seen.ts';
import { takeTimings } from './timings.ts';

/** One probe and what was made of it, on its way into the database. `checkId` is the same when the saving is tried again. */
export type CheckResult = {
  checkId: string;
  evidence: Evidence;
  diagnosis: Diagnosis;
  /** The anchors that the evidence was gathered with; none when left out: then what no server sends is not kept with the path. */
  anchors?: AnchorLookup;
  /** What the diagnosis was made with; when left out, no forecast is kept. */
  judgedWith?: JudgedWith;
};

/**
 * saved: it is kept now. repeated: it was kept before, nothing changed. superseded: the claim was lost, the host paused or the
 * endpoint removed while the probe ran; nothing changed.
 */
export type SaveOutcome = 'saved' | 'repeated' | 'superseded';

/** Evidence that has not changed is marked as seen again at most this often: a mark costs more than it tells. */
const MARK_SEEN_MS = 3_600_000;

type Place = { endpointId: string; locationId: number };
const noAnchors: AnchorLookup = { bySha256: () => undefined };
type StateRow = {
  claim_token: string | null;
  verdict: Verdict | null;
  verdict_since: Date | null;
  confirmed_verdict: Verdict | null;
  confirmed_since: Date | null;
  recent_verdicts: Verdict[];
  last_check_id: string | null;
  evidence_id: string | null;
  fingerprint: string | null;
  has_path: boolean;
  evidence_seen_at: Date | null;
  leaf_sha256: string | null;
  leaf_not_after: Date | null;
  addresses: string[];
  tls_version: string | null;
  root_cause_id: string | null;
  accepted_count: number;
  span_verdict: string | null;
  span_cause_id: string | null;
  span_from: Date | null;
  last_good_at: Date | null;
  deep_scan_due_at: Date | null;
  forecast_key: string | null;
  /** The database's clock. */
  now: Date;
};

/**
 * Keeps the result of a check and everything that follows from it, in one transaction: all of it or nothing. It gives the claim
 * back and tells open browsers. Saving the same check again changes nothing.
 *
 * Claims put the saves of an endpoint in order, clocks do not: the result under the claim is the newest, even if an earlier one says
 * that it began later, for that came from a clock that ran ahead. Times that lie ahead of a result are taken back to it.
 */
export async function saveCheck(db: Database, endpoint: ClaimedEndpoint, result: CheckResult): Promise<SaveOutcome> {
  const { evidence, diagnosis } = storable({ evidence: result.evidence, diagnosis: result.diagnosis });
  const place: Place = { endpointId: endpoint.endpointId, locationId: endpoint.locationId };
  return db.$transaction(
    async (transaction) => {
      const found = readSeen(evidence);
      const host = await holdHost(transaction, endpoint.hostId, found.site);
      const state = await lockState(transaction, place);
      if (state?.last_check_id === result.checkId) return 'repeated';
      if (!host || !state || state.claim_token !== endpoint.token || host.paused) return 'superseded';
      const seen = addMissing(found, evidence, knownOf(state));
      const kept = await keepEvidence(transaction, place, evidence, state, seen);
      if (!(await insertCheck(transaction, place, { ...result, evidence, diagnosis }, kept.evidenceId))) return 'repeated';
      await addToRollup(transaction, place, { at: seen.startedAt, verdict: diagnosis.verdict, responseMs: seen.responseMs });
      // Evidence that an earlier version kept has no path yet.
      const leavesChanged =
        (kept.changed || (!state.has_path && seen.path.length > 0)) &&
        (await saveCertificates(transaction, { ...place, hostId: endpoint.hostId }, seen, result.anchors ?? noAnchors));
      if (leavesChanged) await followRenewals(transaction, { endpointId: place.endpointId, at: seen.startedAt });
      const cause = leadingFinding(diagnosis.findings) ?? null;
      // Where there was a finding, there was a root cause, or it was accepted.
      if (diagnosis.findings.length > 0 || state.root_cause_id !== null || state.accepted_count > 0)
        await saveFindings(transaction, place, diagnosis.findings, seen.startedAt);
      const goesOn = state.span_verdict === diagnosis.verdict && state.span_cause_id === (cause?.id ?? null);
      if (!goesOn || state.span_from === null || state.span_from > seen.startedAt)
        await beginSpan(transaction, place, diagnosis.verdict, cause, seen.startedAt);
      await saveChanges(transaction, endpoint, state, diagnosis.verdict, seen);
      if (kept.changed && seen.site !== null) await saveSite(transaction, endpoint.hostId, seen.site);
      const made = result.judgedWith ? { ...result.judgedWith, evidence, evidenceId: kept.evidenceId, diagnosis } : null;
      const forecastKey = await saveForecast(transaction, place, made, state.forecast_key);
      const judged = { checkId: result.checkId, evidence, diagnosis, forecastKey };
      const revision = await saveState(transaction, place, state, judged, seen, kept.evidenceId);
      await tellBrowsers(transaction, { type: 'host', revision, name: host.name });
      return 'saved';
    },
    { timeout: 15_000, maxWait: 15_000 },
  );
}

const earlier = (one: Date | null, other: Date): Date => (one !== null && one < other ? one : other);

const knownOf = (state: StateRow) => ({
  addresses: state.addresses,
  leafSha256: state.leaf_sha256,
  leafNotAfter: state.leaf_not_after,
  tlsVersion: state.tls_version,
});

const noClaim = { claimToken: null, claimedUntil: null };

type HeldHost = { name: string; paused: boolean; siteDetected: string };

/**
 * Keeps the host from being paused or removed meanwhile, and from being changed where its site is another one now. Taken before the
 * state, in the order of the fleet's verbs.
 */
async function holdHost(transaction: Transaction, hostId: string, site: string | null): Promise<HeldHost | undefined> {
  const [host] = await transaction.$queryRaw<HeldHost[]>`
    SELECT name, paused_at IS NOT NULL AS paused, site_detected AS "siteDetected" FROM hosts WHERE id = ${hostId}::uuid FOR KEY SHARE`;
  if (host !== undefined && site !== null && host.siteDetected !== site)
    await transaction.$executeRaw`SELECT 1 FROM hosts WHERE id = ${hostId}::uuid FOR NO KEY UPDATE`;
  return host;
}

async function lockState(transaction: Transaction, place: Place): Promise<StateRow | undefined> {
  const rows = await transaction.$queryRaw<StateRow[]>`
    SELECT state.claim_token, state.verdict::text, state.verdict_since, state.confirmed_verdict::text, state.confirmed_since,
      coalesce(state.recent_verdicts, '{}')::text[] AS recent_verdicts, state.last_check_id, state.evidence_id, state.leaf_sha256, state.leaf_not_after,
      coalesce(state.addresses, '{}') AS addresses, state.tls_version, state.root_cause_id, state.accepted_count, evidence.fingerprint, evidence.last_seen_at AS evidence_seen_at,
      span.verdict::text AS span_verdict, span.root_cause_id AS span_cause_id, span.from_at AS span_from, state.last_good_at, state.deep_scan_due_at,
      state.forecast_key,
      EXISTS (SELECT FROM path_certificates AS path WHERE path.endpoint_id = state.endpoint_id AND path.location_id = state.location_id) AS has_path,
      clock_timestamp()::timestamptz(3) AS now
    FROM endpoint_states AS state
      LEFT JOIN verdict_spans AS span ON span.endpoint_id = state.endpoint_id AND span.location_id = state.location_id AND span.to_at IS NULL
      LEFT JOIN evidence ON evidence.id = state.evidence_id
    WHERE state.endpoint_id = ${place.endpointId}::uuid AND state.location_id = ${place.locationId}
    FOR UPDATE OF state`;
  return rows[0];
}

async function keepEvidence(
  transaction: Transaction,
  place: Place,
  evidence: Evidence,
  state: StateRow,
  seen: Seen,
): Promise<{ evidenceId: string; changed: boolean }> {
  const fingerprint = evidenceFingerprint(evidence);
  if (state.evidence_id !== null && state.fingerprint === fingerprint) {
    if (state.evidence_seen_at !== null && Math.abs(seen.startedAt.getTime() - state.evidence_seen_at.getTime()) > MARK_SEEN_MS)
      await transaction.evidence.update({ where: { id: state.evidence_id }, data: { lastSeenAt: seen.startedAt } });
    return { evidenceId: state.evidence_id, changed: false };
  }
  const rows = await transaction.$queryRaw<{ id: string }[]>`
    INSERT INTO evidence (id, endpoint_id, location_id, fingerprint, document, first_seen_at, last_seen_at)
    VALUES (${randomUUID()}::uuid, ${place.endpointId}::uuid, ${place.locationId}, ${fingerprint}, ${JSON.stringify(evidence)}::jsonb,
      ${seen.startedAt}, ${seen.startedAt})
    ON CONFLICT (endpoint_id, location_id, fingerprint)
      DO UPDATE SET last_seen_at = greatest(evidence.last_seen_at, excluded.last_seen_at)
    RETURNING id`;
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('The database kept evidence without telling its id.');
  return { evidenceId: id, changed: true };
}

async function insertCheck(transaction: Transaction, place: Place, result: CheckResult, evidenceId: string): Promise<boolean> {
  const { checkId, evidence, diagnosis } = result;
  const { count } = await transaction.check.createMany({
    data: [
      {
        id: checkId,
        startedAt: new Date(evidence.startedAt),
        ...place,
        verdict: diagnosis.verdict,
        unknownBecause: diagnosis.unknownBecause,
        rootCauseId: leadingFinding(diagnosis.findings)?.id ?? null,
        findingIds: diagnosis.findings.map((finding) => finding.id),
        totalMs: Math.round(evidence.totalMs),
        timingsDoubtful: evidence.timingsDoubtful,
        timings: takeTimings(evidence),
        evidenceId,
      },
    ],
    skipDuplicates: true,
  });
  return count === 1;
}

async function saveChanges(
  transaction: Transaction,
  endpoint: ClaimedEndpoint,
  state: StateRow,
  verdict: Verdict,
  seen: Seen,
): Promise<void> {
  const changes = noticeChanges({ verdict: state.verdict, ...knownOf(state) }, verdict, seen);
  if (changes.length === 0) return;
  const { hostId, endpointId, locationId } = endpoint;
  await transaction.change.createMany({
    data: changes.map((change) => ({ hostId, endpointId, locationId, at: seen.startedAt, ...change })),
  });
}

/** What the evidence tells of the host itself. Written only where it differs. */
async function saveSite(transaction: Transaction, hostId: string, site: string): Promise<void> {
  await transaction.host.updateMany({ where: { id: hostId, siteDetected: { not: site } }, data: { siteDetected: site } });
}

/** Writes the state row and returns its new revision. What could not be seen this time stays as it was last seen. */
async function saveState(
  transaction: Transaction,
  place: Place,
  state: StateRow,
  result: CheckResult & { forecastKey: string | null },
  seen: Seen,
  evidenceId: string,
): Promise<string> {
  const { verdict, findings, unknownBecause } = result.diagnosis;
  const cause = leadingFinding(findings);
  const confirmation = confirm({ recent: state.recent_verdicts, confirmed: state.confirmed_verdict }, verdict);
  const { revision } = await transaction.endpointState.update({
    where: { endpointId_locationId: place },
    select: { revision: true },
    data: {
      ...noClaim,
      verdict,
      verdictSince: state.verdict === verdict ? earlier(state.verdict_since, seen.startedAt) : seen.startedAt,
      confirmedVerdict: confirmation.confirmed,
      confirmedSince:
        confirmation.confirmed === state.confirmed_verdict
          ? state.confirmed_since && earlier(state.confirmed_since, seen.startedAt)
          : seen.startedAt,
      confirming: confirmation.confirming,
      recentVerdicts: [...confirmation.recent],
      rootCauseId: cause?.id ?? null,
      rootCauseNo: cause?.no ?? null,
      rootCauseTitle: cause?.title ?? null,
      rootCauseSeverity: cause?.severity ?? null,
      summary: cause?.summary ?? null,
      acceptedCount: findings.filter(isAccepted).length,
      unknownBecause,
      lastCheckId: result.checkId,
      lastStartedAt: seen.startedAt,
      lastCheckedAt: seen.finishedAt,
      savedAt: state.now,
      evidenceId,
      forecastKey: result.forecastKey,
      timings: takeTimings(result.evidence),
      ...(verdict === 'healthy' && !wasNotIntended(result.evidence) ? { lastGoodEvidenceId: evidenceId, lastGoodAt: seen.startedAt } : {}),
      ...(verdict !== 'healthy' && state.last_good_at !== null ? { lastGoodAt: earlier(state.last_good_at, seen.startedAt) } : {}),
      ...(seen.leaf ? { leafSha256: seen.leaf.sha256, leafNotAfter: seen.leaf.notAfter, leafSeenAt: seen.startedAt } : {}),
      ...(wasNotIntended(result.evidence) ? { leafSha256: null, leafNotAfter: null, leafSeenAt: null } : {}),
      ...(seen.addresses ? { addresses: seen.addresses } : {}),
      ...(seen.tlsVersion ? { tlsVersion: seen.tlsVersion } : {}),
      ...(state.deep_scan_due_at === null && wantsDeepScan(result.evidence)
        ? { deepScanDueAt: firstDeepScan(place.endpointId, state.now) }
        : {}),
      ...(seen.profile ? { detectedProfile: seen.profile } : {}),
    },
  });
  return String(revision);
}
