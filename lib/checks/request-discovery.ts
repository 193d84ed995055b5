import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { writeAudit } from '../access/audit.ts';
import { parseInput } from '../access/parse-input.ts';
import type { VerbContext } from '../access/verb-context.ts';
import { AppError, InvalidInputError } from '../errors.ts';
import { discoverySecretPlace } from '../fleet/discovery/secret-place.ts';
import { domainName, resolverList } from '../fleet/domain-input.ts';
import { checkbox } from '../fleet/input.ts';
import { discoveryJob, URGENT_PRIORITY } from '../queue/jobs.ts';
import type { Queue } from '../queue/queue.ts';
import { sharedQueue } from '../queue/shared-queue.ts';
import type { SecretBox } from '../secrets/secret-box.ts';
import { boxToSeal } from '../secrets/secret-boxes.ts';
import { aliveBetween, silentAfterSeconds } from './heartbeat.ts';

export const RequestDiscoveryInput = z.strictObject({
  domain: domainName,
  /** Empty for those of the domain, else those of the worker. */
  resolvers: resolverList,
  /** All domains of the forest. */
  forest: checkbox,
  /** none: what strangers may read. stored: the account of the domain. typed: an account for this run alone. */
  account: z.enum(['none', 'stored', 'typed'], 'The account is none, stored or typed.').default('none'),
  dn: z
    .string()
    .trim()
    .max(1_024, 'The name of an account can be 1024 characters long at most.')
    .regex(/^\P{Cc}*$/u, 'The name of an account cannot hold control characters.')
    .default(''),
  /** As typed: blanks belong to it. */
  password: z.string().max(1_024, 'A password can be 1024 characters long at most.').default(''),
});
export type RequestDiscoveryInput = z.input<typeof RequestDiscoveryInput>;

/**
 * Has a worker discover a domain or its forest, and returns at once: readDiscoveryRun tells how far it is. A password typed for the run is
 * kept encrypted until the run is over. Throws AppError `unavailable` when no worker is there to do it.
 */
export async function requestDiscovery(
  context: VerbContext,
  input: RequestDiscoveryInput,
  { queue, box = boxToSeal }: { queue?: Queue; box?: () => SecretBox } = {},
): Promise<{ runId: string; domain: string }> {
  const given = parseInput(RequestDiscoveryInput, input);
  const runId = randomUUID();
  const account = await accountOf(context, given, runId, box);
  const location = await locationFor(context);
  const open = queue ?? (await sharedQueue());
  await context.db.$transaction(async (transaction) => {
    await transaction.discoveryRun.create({
      data: {
        id: runId,
        domainName: given.domain,
        forest: given.forest,
        resolvers: given.resolvers,
        ...account,
        state: 'waiting',
        progress: `Waits for a worker at ${location}.`,
        requestedBy: context.actor,
        createdAt: context.now,
      },
      select: { id: true },
    });
    await open.enqueue(discoveryJob, [{ runId }], { location, priority: URGENT_PRIORITY, transaction });
    await writeAudit(transaction, context, {
      action: 'domain.discover',
      subject: given.domain,
      before: null,
      after: { runId, forest: given.forest, resolvers: given.resolvers, account: given.account, dn: account.accountDn },
    });
  });
  return { runId, domain: given.domain };
}

type Given = z.output<typeof RequestDiscoveryInput>;
type RunAccount = { accountDn: string | null; secretCiphertext?: Uint8Array<ArrayBuffer>; secretKeyId?: string };

async function accountOf({ db }: VerbContext, given: Given, runId: string, box: () => SecretBox): Promise<RunAccount> {
  if (given.account === 'none') return { accountDn: null };
  if (given.account === 'stored') {
    const stored = await db.bindAccount.findFirst({ where: { domain: { name: given.domain } }, select: { dn: true } });
    if (stored === null)
      throw new InvalidInputError([{ field: 'account', message: `No account is stored for ${given.domain}. Type one, or use none.` }]);
    return { accountDn: stored.dn };
  }
  const faults = [
    ...(given.dn === ''
      ? [{ field: 'dn', message: 'An account needs a name: a distinguished name, a user principal name or DOMAIN\\user.' }]
      : []),
    ...(given.password === ''
      ? [
          {
            field: 'password',
            message: 'An account needs a password: without one the bind would be an anonymous one (RFC 4513 section 5.1.2).',
          },
        ]
      : []),
  ];
  if (faults.length > 0) throw new InvalidInputError(faults);
  const sealed = box().seal(given.password, discoverySecretPlace(runId));
  return { accountDn: given.dn, secretCiphertext: sealed.ciphertext, secretKeyId: sealed.keyId };
}

/** The place that looks: one inside whose workers are alive, else any. */
async function locationFor({ db, now }: VerbContext): Promise<string> {
  const alive = aliveBetween(now);
  const [location] = await db.location.findMany({
    where: { lastSeenAt: { gte: alive.from, lte: alive.to } },
    select: { name: true },
    orderBy: [{ reach: 'asc' }, { lastSeenAt: 'desc' }],
    take: 1,
  });
  if (location === undefined)
    throw new AppError('unavailable', `No worker has been heard of for ${silentAfterSeconds} seconds, so nobody can look now.`);
  return location.name;
}
