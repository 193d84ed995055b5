import { now } from '../../clock.ts';
import type { Database } from '../../db/client.ts';
import { storable } from '../../db/storable.ts';
import { concludeDiscovery } from '../../fleet/discovery/conclude.ts';
import { discoverySecretPlace } from '../../fleet/discovery/secret-place.ts';
import { normaliseHostName } from '../../fleet/host-name.ts';
import { discoverDomain } from '../../probe/discovery/discover-domain.ts';
import type { DiscoveryOptions } from '../../probe/discovery/discovery-options.ts';
import type { DirectoryDoor } from '../../probe/discovery/open-directory.ts';
import type { AccountSource, KeySource } from '../bind/account-source.ts';
import type { TrustSource } from '../trust.ts';

/** Where a discovery runs and with what. */
export type DiscoveryContext = {
  db: Database;
  /** Name of the place that looks. */
  location: string;
  trust: Pick<TrustSource, 'forDomain'>;
  accounts: Pick<AccountSource, 'forDomain'>;
  /** Opens passwords that were typed for one run. */
  key: KeySource;
  /** DNS servers where neither the run nor the domain names any; empty: the system's. */
  resolvers: string[];
  /** Where directories speak TLS; left out, where Active Directory does. */
  doors?: readonly DirectoryDoor[];
};

/** settled: another worker did it. interrupted: to be done again. */
export type DiscoveryOutcome = 'done' | 'failed' | 'settled' | 'interrupted';

type Run = NonNullable<Awaited<ReturnType<typeof claimRun>>>;

/**
 * Does one discovery and keeps what it found. A network that does not answer is a result. A password that was typed for the run is
 * opened here, sent at most once, and removed when the run is over; a run with one is not begun a second time. Throws when the database
 * is lost.
 */
export async function runDiscovery(
  context: DiscoveryContext,
  runId: string,
  { signal }: { signal?: AbortSignal } = {},
): Promise<DiscoveryOutcome> {
  const { db } = context;
  const run = await claimRun(db, runId);
  if (run === null) return 'settled';
  const fail = async (failure: string): Promise<DiscoveryOutcome> => {
    await endRun(db, runId, { state: 'failed', failure });
    return 'failed';
  };
  if (run.again && run.secretCiphertext !== null)
    return fail('The worker ended while it looked. The password is not sent a second time: start the discovery again.');
  const account = await accountFor(context, run);
  if ('failure' in account) return fail(account.failure);

  const domain = await db.domain.findUnique({ where: { name: run.domainName }, select: { id: true, resolvers: true } });
  const sites = await db.host.findMany({
    where: { domain: { name: run.domainName }, siteDetected: { not: '' } },
    select: { siteDetected: true },
    distinct: ['siteDetected'],
  });
  const given = run.resolvers.length > 0 ? run.resolvers : (domain?.resolvers ?? []);
  const record = await discoverDomain({
    domain: run.domainName,
    forest: run.forest,
    location: context.location,
    resolvers: given.length > 0 ? given : context.resolvers,
    anchors: await context.trust.forDomain(domain?.id ?? null),
    nameRule: normaliseHostName,
    ...account,
    knownSites: sites.map(({ siteDetected }) => siteDetected),
    ...(context.doors === undefined ? {} : { doors: context.doors }),
    onProgress: (words) => {
      // Told for people who wait; a sentence that gets lost harms nothing.
      db.discoveryRun.updateMany({ where: { id: runId, state: 'running' }, data: { progress: words } }).catch(() => undefined);
    },
    ...(signal === undefined ? {} : { signal }),
  });
  if (signal?.aborted) return 'interrupted';
  await db.$transaction(
    async (tx) => {
      await endRun(tx, runId, { state: 'done', record: storable(record) });
      await concludeDiscovery(tx, { domain: run.domainName, record, now: now() });
    },
    { timeout: 120_000, maxWait: 10_000 },
  );
  return 'done';
}

/** Begins a run, or goes on with one whose worker ended; null when it is over. */
async function claimRun(db: Database, runId: string) {
  const run = await db.discoveryRun.findUnique({ where: { id: runId } });
  if (run === null || (run.state !== 'waiting' && run.state !== 'running')) return null;
  const again = run.state === 'running';
  const claimed = await db.discoveryRun.updateMany({
    where: { id: runId, state: run.state },
    data: { state: 'running', startedAt: now(), progress: 'Begins.' },
  });
  return claimed.count === 0 ? null : { ...run, again };
}

type AccountChoice = Pick<DiscoveryOptions, 'bind' | 'noBindBecause'>;

/** The account that a run signs in with: typed for it, or the stored one of its domain. */
async function accountFor(context: DiscoveryContext, run: Run): Promise<AccountChoice | { failure: string }> {
  if (run.accountDn === null) return {};
  if (run.secretCiphertext === null || run.secretKeyId === null) return context.accounts.forDomain(run.domainName);
  let opened: { status: string; secret?: string } | null = null;
  try {
    const box = context.key();
    opened = box === null ? null : box.open({ ciphertext: run.secretCiphertext, keyId: run.secretKeyId }, discoverySecretPlace(run.id));
  } catch {
    return { failure: 'The key that the password is encrypted with cannot be read by this worker.' };
  }
  if (opened?.status === 'ok' && opened.secret !== undefined) return { bind: { dn: run.accountDn, password: opened.secret } };
  if (opened?.status === 'damaged') return { failure: 'The stored password is damaged. Start the discovery again.' };
  return { failure: 'The key that the password is encrypted with is not known to this worker (PORT636_SECRET_KEY).' };
}

/** Ends a run; its password goes. */
async function endRun(
  db: Pick<Database, 'discoveryRun'>,
  runId: string,
  outcome: { state: 'failed'; failure: string } | { state: 'done'; record: object },
): Promise<void> {
  await db.discoveryRun.update({
    where: { id: runId },
    data: { ...outcome, progress: '', secretCiphertext: null, secretKeyId: null, finishedAt: now() },
    select: { id: true },
  });
}
