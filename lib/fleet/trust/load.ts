import type { Transaction } from '../../db/client.ts';
import { InvalidInputError, NotFoundError } from '../../errors.ts';

/** The store with what an audit row tells of it. */
export async function loadStore(tx: Transaction, id: string) {
  const store = await tx.trustStore.findUnique({
    where: { id },
    select: { id: true, name: true, domainId: true, domain: { select: { name: true } }, managedBy: true },
  });
  if (store === null) throw new NotFoundError('The trust store');
  return store;
}

/** The name of a domain, or of all. Throws for a domain that is not there. */
export async function scopeName(tx: Transaction, domainId: number | null): Promise<string> {
  if (domainId === null) return 'all domains';
  const domain = await tx.domain.findUnique({ where: { id: domainId }, select: { name: true } });
  if (domain === null) throw new NotFoundError('The domain');
  return domain.name;
}

/** Throws when another store has the name. */
export async function mustBeFree(tx: Transaction, name: string, exceptId: string | null = null): Promise<void> {
  const other = await tx.trustStore.findFirst({ where: { name: { equals: name, mode: 'insensitive' } }, select: { id: true } });
  if (other !== null && other.id !== exceptId)
    throw new InvalidInputError([
      { field: 'name', value: name, message: `There is a trust store named ${name} already. Choose another name, or add to that one.` },
    ]);
}
