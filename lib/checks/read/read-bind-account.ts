import type { Database } from '../../db/client.ts';
import type { BindAccountView } from './views.ts';

/** The account that checks of a host bind with: its own, else its domain's; null when there is none. Never reads the password. */
export async function readBindAccount(db: Database, hostId: string): Promise<BindAccountView | null> {
  const accounts = await db.bindAccount.findMany({
    where: { OR: [{ hostId }, { domain: { hosts: { some: { id: hostId } } } }] },
    select: { hostId: true, dn: true, provenAt: true, heldSince: true, heldBecause: true, updatedAt: true },
  });
  const account = accounts.find((one) => one.hostId !== null) ?? accounts[0];
  if (account === undefined) return null;
  return {
    dn: account.dn,
    scope: account.hostId === null ? 'domain' : 'host',
    proven: account.provenAt !== null,
    heldSince: account.heldSince?.toISOString() ?? null,
    heldBecause: account.heldBecause,
    updatedAt: account.updatedAt.toISOString(),
  };
}
