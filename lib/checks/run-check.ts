import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { now } from '../clock.ts';
import type { Database } from '../db/client.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { Verdict } from '../diagnosis/rule.ts';
import type { Evidence } from '../probe/evidence.ts';
import { type ProbeOptions, probeEndpoint, type StageEvent } from '../probe/probe-endpoint.ts';
import type { AccountSource } from './bind/account-source.ts';
import type { ClaimedEndpoint } from './claim.ts';
import { notIntendedEvidence } from './not-intended.ts';
import type { OwnNetworkWatch } from './own-network/own-network.ts';
import { ensureCheckPartitions } from './partitions.ts';
import type { KnowledgeSource } from './read-knowledge.ts';
import { type SaveOutcome, saveCheck } from './save-check.ts';
import { subjectOf } from './subject.ts';
import type { TrustSource } from './trust.ts';

/** Where a check runs and with what. */
export type CheckContext = {
  db: Database;
  /** Name of the place that looks. */
  location: string;
  trust: TrustSource;
  /** Accounts to bind with. */
  accounts: AccountSource;
  /** What the store knows of a door beside its evidence. */
  knowledge: KnowledgeSource;
  /** Tells whether a failure is the fault of this place's own network. */
  ownNetwork: Pick<OwnNetworkWatch, 'witness'>;
  /** DNS servers instead of the system's, for domains that name none; empty: the system's. */
  resolvers: string[];
  /** Longest duration of one probe, in milliseconds. */
  timeoutMs: number;
};

/** interrupted: the signal ended it before there was a result; nothing was saved. */
export type CheckOutcome = { status: SaveOutcome; verdict: Verdict } | { status: 'interrupted' };

/** Pauses before the database is asked again, in milliseconds. */
const AGAIN_AFTER_MS = [250, 1_000, 3_000];

/**
 * One check of a claimed endpoint: probe, diagnose, save. The schedule and "Probe now" both come here. A failing server is a
 * result; it throws only when the result cannot be saved, after several attempts.
 */
export async function runCheck(
  context: CheckContext,
  endpoint: ClaimedEndpoint,
  options: { onStage?: (event: StageEvent) => void; signal?: AbortSignal } = {},
): Promise<CheckOutcome> {
  const probeOptions: ProbeOptions = {
    location: context.location,
    anchors: await context.trust.forDomain(endpoint.domainId),
    timeouts: { totalMs: context.timeoutMs },
  };
  if (endpoint.address !== null) probeOptions.addresses = [endpoint.address];
  const resolvers = endpoint.resolvers.length > 0 ? endpoint.resolvers : context.resolvers;
  if (resolvers.length > 0) probeOptions.resolvers = resolvers;
  if (options.onStage) probeOptions.onStage = options.onStage;
  if (options.signal) probeOptions.signal = options.signal;

  const seen = await look(context, endpoint, probeOptions);
  if (options.signal?.aborted) return { status: 'interrupted' };
  const evidence = await context.ownNetwork.witness(seen);
  const knowledge = await stubbornly(() => context.knowledge.read(endpoint, evidence));
  const judgedWith = { subject: subjectOf(endpoint.registered), knowledge, now: now() };
  const diagnosis = diagnose(evidence, judgedWith);
  const result = { checkId: randomUUID(), evidence, diagnosis, judgedWith, anchors: probeOptions.anchors };
  const status = await stubbornly(
    () => saveCheck(context.db, endpoint, result),
    () => ensureCheckPartitions(context.db, new Date(evidence.startedAt)),
  );
  return { status, verdict: diagnosis.verdict };
}

/** Probes the endpoint, with an account where there is one; a host that LDAPS is not intended on is left alone. */
async function look(context: CheckContext, endpoint: ClaimedEndpoint, options: ProbeOptions): Promise<Evidence> {
  if (!endpoint.registered.ldapsIntended) return notIntendedEvidence(endpoint.target, { location: context.location, now: now() });
  const account = endpoint.hasAccount ? await context.accounts.optionsFor(endpoint) : {};
  return probeEndpoint(endpoint.target, { ...options, ...account });
}

/**
 * What needs the database is tried again when it failed, for the connection may have broken while the probe ran. A save comes under the
 * same id each time and is kept once, whether or not the first try came through. A machine that slept for days may have no partition for
 * today yet, so that is made first.
 */
async function stubbornly<Result>(ask: () => Promise<Result>, prepare: () => Promise<unknown> = async () => undefined): Promise<Result> {
  for (const pauseMs of AGAIN_AFTER_MS) {
    try {
      return await ask();
    } catch {
      await wait(pauseMs);
      await prepare().catch(() => undefined);
    }
  }
  return ask();
}
