import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Transaction } from '../db/client.ts';
import { Prisma } from '../db/generated/client.ts';
import { ConflictError } from '../errors.ts';
import { hostId } from './input.ts';
import { loadHost, touchHost } from './internal.ts';

/** What the verbs of accounts share. */

/** `domain`: the account of all hosts in the domain of that host which have none of their own. */
export const accountScope = z.enum(['host', 'domain'], 'An account is for the host or for its domain.');
export const BindAccountInput = z.strictObject({ hostId, scope: accountScope });
export type BindAccountInput = z.input<typeof BindAccountInput>;

type LoadedHost = Awaited<ReturnType<typeof loadHost>>;
/** Whose account it is: one of the two ids, and the name that people know it by. */
type AccountOwner = { key: { hostId: string } | { domainId: number }; name: string };

/** Place that an account's password is sealed for. */
export const secretPlace = (accountId: string): string => `bind_accounts/${accountId}/password`;

/** The host, locked, and whose account is meant. Throws ConflictError for the domain of a host that is in none. */
export async function loadOwner(
  tx: Transaction,
  given: z.output<typeof BindAccountInput>,
): Promise<{ host: LoadedHost; owner: AccountOwner }> {
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

/** Has the host's doors checked at once, so that the change shows. A domain's other hosts are checked when they are due. */
export async function checkSoon(tx: Transaction, host: LoadedHost, now: Date): Promise<void> {
  if (host.pausedAt === null) await tx.endpointState.updateMany({ where: { endpoint: { hostId: host.id } }, data: { nextDueAt: now } });
  await touchHost(tx, host.id, now);
}
