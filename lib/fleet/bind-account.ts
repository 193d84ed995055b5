import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Transaction } from '../db/client.ts';
import { Prisma } from '../db/generated/client.ts';
import { ConflictError, InvalidInputError } from '../errors.ts';
import { domainId, hostId } from './input.ts';
import { loadDomain, loadHost, touchHost } from './internal.ts';

/** What the verbs of accounts share. */

/** `domain`: the account of all hosts in the domain of that host which have none of their own. A domain is named by a host or by itself. */
export const accountScope = z.enum(['host', 'domain'], 'An account is for the host or for its domain.');
export const BindAccountInput = z.strictObject({ hostId: hostId.optional(), domainId: domainId.optional(), scope: accountScope });
export type BindAccountInput = z.input<typeof BindAccountInput>;

type LoadedHost = Awaited<ReturnType<typeof loadHost>>;
/** Whose account it is: one of the two ids, and the name that people know it by. */
type AccountOwner = { key: { hostId: string } | { domainId: number }; name: string };

/** Place that an account's password is sealed for. */
export const secretPlace = (accountId: string): string => `bind_accounts/${accountId}/password`;

/**
 * Whose account is meant, and the host that was named, locked; null where the domain itself was. Throws ConflictError for the domain of
 * a host that is in none.
 */
export async function loadOwner(
  tx: Transaction,
  given: z.output<typeof BindAccountInput>,
): Promise<{ host: LoadedHost | null; owner: AccountOwner }> {
  if (given.hostId === undefined) {
    if (given.domainId === undefined || given.scope === 'host')
      throw new InvalidInputError([{ field: 'hostId', message: 'The account belongs to a host or to a domain; name one of them.' }]);
    const domain = await loadDomain(tx, given.domainId);
    return { host: null, owner: { key: { domainId: domain.id }, name: domain.name } };
  }
  const host = await loadHost(tx, given.hostId);
  if (given.scope === 'host') return { host, owner: { key: { hostId: host.id }, name: host.name } };
  if (host.domain === null) throw new ConflictError(`${host.name} is in no domain, so it can only have an account of its own.`);
  // Two hosts of a domain are two locks: the domain's row is the one that its account is changed under.
  await tx.$executeRaw`SELECT 1 FROM domains WHERE id = ${host.domain.id} FOR UPDATE`;
  return { host, owner: { key: { domainId: host.domain.id }, name: host.domain.name } };
}

/** As an account is after its password was set or confirmed: nobody may use what was read before, and nothing is proven. */
export const freshAccount = () => ({
  version: randomUUID(),
  provenAt: null,
  turnToken: null,
  turnUntil: null,
  heldSince: null,
  heldBecause: null,
  heldFailure: Prisma.DbNull,
  heldEndpointId: null,
});

/**
 * Has the host's doors checked at once, so that the change shows; for a domain those of the first host that takes its account. A domain's
 * other hosts are checked when they are due.
 */
export async function checkSoon(
  tx: Transaction,
  { host, owner }: { host: LoadedHost | null; owner: AccountOwner },
  now: Date,
): Promise<void> {
  const first = host ?? ('domainId' in owner.key ? await firstHostOf(tx, owner.key.domainId) : null);
  if (first === null) return;
  if (first.pausedAt === null) await tx.endpointState.updateMany({ where: { endpoint: { hostId: first.id } }, data: { nextDueAt: now } });
  await touchHost(tx, first.id, now);
}

const firstHostOf = (tx: Transaction, id: number) =>
  tx.host.findFirst({
    where: { domainId: id, pausedAt: null, ldapsIntended: true, bindAccount: null },
    orderBy: { name: 'asc' },
    select: { id: true, pausedAt: true },
  });
