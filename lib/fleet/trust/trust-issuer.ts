import { z } from 'zod';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import { readTrustFile } from '../../certificates/trust/read-trust-file.ts';
import type { Database, Transaction } from '../../db/client.ts';
import { InvalidInputError, NotFoundError } from '../../errors.ts';
import type { CertificateFacts } from '../../probe/evidence.ts';
import { checkbox, endpointId } from '../input.ts';
import { makeStore, trust } from './add-trust-store.ts';
import { changeTrust, reviewed } from './anchor.ts';
import { scope, sha256 } from './input.ts';
import { scopeName } from './load.ts';
import { storesOf } from './review-trust-file.ts';
import type { IssuerView, TrustChange, TrustOrigin } from './views.ts';

export const TrustIssuerInput = z.strictObject({ endpointId, sha256, domainId: scope, compared: checkbox });
export type TrustIssuerInput = z.input<typeof TrustIssuerInput>;

/**
 * Trusts a certificate that is in the chain of a door, for a domain or for all. It takes the word of a person that the fingerprint was
 * compared with the authority's own, for whoever answers at the door could have sent it. Throws InvalidInputError and NotFoundError.
 */
export async function trustIssuer(context: VerbContext, input: TrustIssuerInput): Promise<TrustChange> {
  const given = parseInput(TrustIssuerInput, input);
  if (!given.compared)
    throw new InvalidInputError([
      { field: 'compared', message: 'Compare the fingerprint with one that you got from the authority itself, and tick that you did.' },
    ]);
  return changeTrust(context, async (tx) => {
    const { facts } = await inChain(tx, given);
    return trustInto(tx, context, { origin: 'chain', domainId: given.domainId, named: 'Trusted from chains' }, [facts]);
  });
}

/** Puts certificates into the store for what comes that way, made when it is not there. */
export async function trustInto(
  tx: Transaction,
  context: VerbContext,
  { origin, domainId, named }: { origin: TrustOrigin; domainId: number | null; named: string },
  chosen: readonly CertificateFacts[],
): Promise<TrustChange> {
  const scoped = await scopeName(tx, domainId);
  const known = await tx.trustStore.findFirst({ where: { origin, domainId, managedBy: null }, select: { id: true, name: true } });
  const name = known?.name ?? (await freeName(tx, `${named} (${scoped})`));
  const id = known?.id ?? (await makeStore(tx, context, { name, domainId, origin, managedBy: null }));
  return trust(tx, context, { id, name, domainId, scoped }, chosen);
}

/** The name, with a number behind it when a store of that name came about otherwise. */
async function freeName(tx: Transaction, name: string): Promise<string> {
  const alike = await tx.trustStore.findMany({ where: { name: { startsWith: name } }, select: { name: true } });
  const taken = new Set(alike.map((store) => store.name));
  let number = 1;
  while (taken.has(number === 1 ? name : `${name} ${number}`)) number++;
  return number === 1 ? name : `${name} ${number}`;
}

/** A certificate of a door's chain, and whose door it is. */
async function inChain(db: Database | Transaction, place: { endpointId: string; sha256: string }) {
  const link = await db.pathCertificate.findFirst({
    where: { endpointId: place.endpointId, sha256: place.sha256 },
    select: {
      depth: true,
      sent: true,
      certificate: { select: { der: true } },
      endpoint: { select: { port: true, host: { select: { name: true, domain: { select: { id: true, name: true } } } } } },
    },
  });
  const read = link === null ? null : readTrustFile(link.certificate.der);
  const facts = read?.ok === true ? read.file.certificates[0] : undefined;
  if (link === null || facts === undefined) throw new NotFoundError('The certificate in the chain of this door');
  return { facts, link };
}

/** What a person has to see before trusting a certificate of a chain; null when there is no such certificate or door. */
export async function readIssuer(db: Database, place: { endpointId: string; sha256: string }, now: Date): Promise<IssuerView | null> {
  if (!endpointId.safeParse(place.endpointId).success || !sha256.safeParse(place.sha256).success) return null;
  const found = await inChain(db, place).catch((error: unknown) => {
    if (error instanceof NotFoundError) return null;
    throw error;
  });
  if (found === null) return null;
  const { facts, link } = found;
  const { port, host } = link.endpoint;
  const stores = await storesOf(db, [facts.sha256]);
  return {
    ...{ endpointId: place.endpointId, host: host.name, port, domain: host.domain, sent: link.sent, isLeaf: link.depth === 0 },
    certificate: reviewed(facts, now, stores.get(facts.sha256) ?? []),
  };
}
