import type { Database } from '../../db/client.ts';
import { commonNameOf } from '../../diagnosis/reading/wording.ts';
import { pemOf } from '../../fleet/trust/anchor.ts';
import { type CountedStores, countedStores, readTrustConfiguration } from '../../fleet/trust/configuration.ts';
import { lensesOf } from '../../fleet/trust/lens-views.ts';
import type { LensVerdict } from '../../fleet/trust/views.ts';
import type { CertificateFacts, Evidence, TrustResult } from '../../probe/evidence.ts';
import { buildTrust } from '../../probe/x509/build-trust.ts';
import { type AnchorStore, createTrustAnchors } from '../../probe/x509/trust-anchors.ts';

type Chain = { addresses: string[]; sent: readonly CertificateFacts[] };
type Candidate = { kind: 'system' | 'bundle'; store: string; der: Uint8Array };

/**
 * What each lens of the host's domain makes of the chains in the evidence, the one in force first; judged again from the certificates as
 * sent, so that no door has to be looked at anew. `now` decides about dates. Empty when no certificate was received.
 */
export async function readTrustLenses(
  db: Database,
  { hostId, evidence, now }: { hostId: string; evidence: Evidence; now: Date },
): Promise<LensVerdict[]> {
  const chains = chainsOf(evidence);
  if (chains.length === 0) return [];
  const sent = chains.flatMap((chain) => chain.sent);
  const wanted = { sha256s: sent.map(({ sha256 }) => sha256), issuers: sent.map(({ issuer }) => issuer.toLowerCase()) };
  const [host, configuration, own, kept] = await Promise.all([
    db.host.findUnique({ where: { id: hostId }, select: { domainId: true } }),
    readTrustConfiguration(db),
    // A path ends at its first anchor, so that only what was sent, and the issuers of that, can be it.
    db.$queryRaw<Candidate[]>`
      SELECT trusted.kind, trusted.store, certificate.der
      FROM trusted_certificates AS trusted JOIN locations AS location ON location.id = trusted.location_id
        JOIN certificates AS certificate ON certificate.sha256 = trusted.sha256
      WHERE location.name = ${evidence.location} AND trusted.kind IN ('system', 'bundle')
        AND (trusted.sha256 = ANY(${wanted.sha256s}) OR lower(certificate.subject) = ANY(${wanted.issuers}))
      ORDER BY trusted.kind DESC, trusted.sha256`,
    db.$queryRaw<{ store_id: string; store: string; pem: string }[]>`
      SELECT anchor.store_id, store.name AS store, anchor.pem
      FROM trust_store_anchors AS anchor JOIN trust_stores AS store ON store.id = anchor.store_id
      WHERE anchor.sha256 = ANY(${wanted.sha256s}) OR lower(anchor.subject) = ANY(${wanted.issuers})
      ORDER BY anchor.added_at, anchor.sha256`,
  ]);
  if (host === null) return [];
  const lenses =
    host.domainId === null
      ? [{ key: 'all', name: 'all configured', inForce: true, counted: countedStores(configuration, null) }]
      : lensesOf(configuration, host.domainId).map(({ key, name, inForce, system, bundle, stores }) => ({
          ...{ key, name, inForce },
          counted: { system, bundle, storeIds: stores.map(({ id }) => id) },
        }));
  const storesOf = ({ system, bundle, storeIds }: CountedStores): AnchorStore[] => [
    ...own
      .filter(({ kind }) => (kind === 'system' ? system : bundle))
      .map(({ store, der }) => ({ store, pem: pemOf(Buffer.from(der).toString('base64')) })),
    ...storeIds.flatMap((id) => kept.filter(({ store_id }) => store_id === id)),
  ];
  return lenses
    .map(({ key, name, inForce, counted }): LensVerdict => {
      const anchors = createTrustAnchors(storesOf(counted));
      return {
        ...{ key, name, inForce },
        chains: chains.map((chain) => ({ addresses: chain.addresses, ...wordsOf(buildTrust(chain.sent, anchors), now) })),
      };
    })
    .sort((one, other) => Number(other.inForce) - Number(one.inForce));
}

/** The different chains that were sent, each with the addresses that sent it. */
function chainsOf(evidence: Evidence): Chain[] {
  const chains = new Map<string, Chain>();
  for (const { address, certificate } of evidence.attempts) {
    if (certificate.status !== 'ok') continue;
    const key = certificate.data.sent.map(({ sha256 }) => sha256).join();
    const known = chains.get(key);
    if (known === undefined) chains.set(key, { addresses: [address], sent: certificate.data.sent });
    else known.addresses.push(address);
  }
  return [...chains.values()];
}

function wordsOf({ path, ending, anchor, violations }: TrustResult, now: Date): Omit<LensVerdict['chains'][number], 'addresses'> {
  const last = path.at(-1);
  const top = last === undefined ? 'the certificate' : commonNameOf(last.subject);
  if (ending === 'untrusted-root')
    return {
      trusted: false,
      because: `${path.length === 1 ? 'It signed itself, and' : `It ends at the root ${top}, and`} no store of this lens holds ${path.length === 1 ? 'it' : 'that'}.`,
    };
  if (ending === 'issuer-missing')
    return { trusted: false, because: `The issuer of ${top} was not sent, and no store of this lens holds it.` };
  const [violation] = violations;
  if (violation !== undefined) return { trusted: false, because: `${commonNameOf(violation.subject)}: ${violation.detail}` };
  const ended = path.find(({ notAfter }) => notAfter !== null && new Date(notAfter) < now);
  const held = anchor === null ? '' : ` It ends at ${commonNameOf(anchor.subject)}, in the store ${anchor.store}.`;
  if (ended !== undefined) return { trusted: false, because: `${commonNameOf(ended.subject)} has expired.${held}` };
  return { trusted: true, because: held.trim() };
}
