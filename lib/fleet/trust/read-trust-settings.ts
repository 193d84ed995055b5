import type { Database } from '../../db/client.ts';
import { judgeExpiry } from '../../diagnosis/expiry.ts';
import { commonNameOf } from '../../diagnosis/reading/wording.ts';
import type { ExpiryWindows } from '../../diagnosis/rule.ts';
import { windowsInForce } from '../expiry-windows.ts';
import { countedStores, readTrustConfiguration, type TrustConfiguration } from './configuration.ts';
import { readDirectoryOffers } from './directory-offers.ts';
import { lensesOf } from './lens-views.ts';
import type { AnchorView, DomainTrustView, LensView, OwnStoreView, TrustSettingsView, TrustStoreView } from './views.ts';

/** Doors of one domain whose path ends at one certificate; the hosts are the first of them by name. */
type EndRow = { sha256: string; domain_id: number | null; doors: number; hosts: number; names: string[] };
/** A store of the workers that holds one of those certificates. */
type OwnRow = { sha256: string; kind: 'system' | 'bundle'; store: string };
type StoreRow = Awaited<ReturnType<typeof loadStores>>[number];
type AnchorRow = StoreRow['anchors'][number];
type Known = { configuration: TrustConfiguration; stores: readonly StoreRow[]; ends: readonly EndRow[]; own: readonly OwnRow[] };

const hostsNamed = 8;

/**
 * Everything that is trusted, what hangs on it, and what directories offer; of one domain when it is named, with what counts for it.
 * A domain that is not there narrows nothing.
 */
export async function readTrustSettings(db: Database, { domain, now }: { domain: string | null; now: Date }): Promise<TrustSettingsView> {
  const [configuration, stores, ends, own, domains, ownStores, installation] = await Promise.all([
    readTrustConfiguration(db),
    loadStores(db),
    readEnds(db),
    readOwn(db),
    db.domain.findMany({ select: { id: true, name: true, _count: { select: { hosts: true } } }, orderBy: { name: 'asc' } }),
    readOwnStores(db, now),
    db.installation.findUnique({ where: { id: 1 }, select: { expiryWindows: true } }),
  ]);
  const shown = domains.find(({ name }) => name === domain) ?? null;
  const known = { configuration, stores, ends, own };
  const { windows } = windowsInForce({ installation: installation?.expiryWindows });
  return {
    stores: stores
      .filter(({ domainId }) => shown === null || domainId === null || domainId === shown.id)
      .map((store) => storeView(store, known, windows, now)),
    own: ownStores,
    domains: domains
      .filter(({ id }) => shown === null || id === shown.id)
      .map(({ id, name, _count }): DomainTrustView => ({ id, name, hostCount: _count.hosts, lenses: lensesOf(configuration, id) })),
    ...(await readDirectoryOffers(db, { domain: shown?.name ?? null, now })),
    domain: shown?.name ?? null,
  };
}

/** The lenses of one domain; one of them is in force. */
export const readDomainLenses = async (db: Database, domainId: number): Promise<LensView[]> =>
  lensesOf(await readTrustConfiguration(db), domainId);

const loadStores = (db: Database) =>
  db.trustStore.findMany({
    select: {
      ...{ id: true, name: true, domainId: true, origin: true, createdBy: true, createdAt: true, managedBy: true },
      domain: { select: { id: true, name: true } },
      anchors: {
        select: {
          ...{ sha256: true, subject: true, issuer: true, notBefore: true, notAfter: true, isCa: true, addedBy: true, addedAt: true },
        },
        orderBy: [{ notAfter: 'asc' }, { sha256: 'asc' }],
      },
    },
    orderBy: { name: 'asc' },
  });

const readEnds = (db: Database): Promise<EndRow[]> => db.$queryRaw<EndRow[]>`
  SELECT path.sha256, host.domain_id, count(DISTINCT path.endpoint_id)::int AS doors, count(DISTINCT host.id)::int AS hosts,
    (array_agg(DISTINCT host.name ORDER BY host.name))[1:${hostsNamed}::int] AS names
  FROM path_certificates AS path
    JOIN endpoints AS endpoint ON endpoint.id = path.endpoint_id JOIN hosts AS host ON host.id = endpoint.host_id
  WHERE path.sha256 IN (SELECT sha256 FROM trust_store_anchors) AND NOT EXISTS (
    SELECT FROM path_certificates AS above
    WHERE above.endpoint_id = path.endpoint_id AND above.location_id = path.location_id AND above.depth > path.depth)
  GROUP BY path.sha256, host.domain_id`;

const readOwn = (db: Database): Promise<OwnRow[]> => db.$queryRaw<OwnRow[]>`
  SELECT DISTINCT sha256, kind, store FROM trusted_certificates
  WHERE kind IN ('system', 'bundle') AND sha256 IN (SELECT sha256 FROM trust_store_anchors)`;

async function readOwnStores(db: Database, now: Date): Promise<OwnStoreView[]> {
  const rows = await db.$queryRaw<(Omit<OwnStoreView, 'soonestAt'> & { soonest: Date | null })[]>`
    SELECT trusted.kind, trusted.store AS name, location.name AS location, count(*)::int AS count,
      min(certificate.not_after) FILTER (WHERE certificate.not_after >= ${now}) AS soonest,
      (count(*) FILTER (WHERE certificate.not_after < ${now}))::int AS expired,
      (SELECT count(DISTINCT path.endpoint_id)::int FROM path_certificates AS path
        WHERE path.location_id = trusted.location_id AND path.sha256 = ANY(array_agg(trusted.sha256)) AND NOT EXISTS (
          SELECT FROM path_certificates AS above
          WHERE above.endpoint_id = path.endpoint_id AND above.location_id = path.location_id AND above.depth > path.depth)) AS doors
    FROM trusted_certificates AS trusted JOIN locations AS location ON location.id = trusted.location_id
      JOIN certificates AS certificate ON certificate.sha256 = trusted.sha256
    WHERE trusted.kind IN ('system', 'bundle')
    GROUP BY trusted.location_id, location.name, trusted.kind, trusted.store ORDER BY location.name, trusted.kind DESC`;
  return rows.map(({ soonest, ...row }) => ({ ...row, soonestAt: soonest?.toISOString() ?? null }));
}

function storeView(store: StoreRow, known: Known, windows: ExpiryWindows, now: Date): TrustStoreView {
  const anchors = store.anchors.map((anchor) => anchorView(store, anchor, known, windows, now));
  return {
    ...{ id: store.id, name: store.name, domain: store.domain, createdBy: store.createdBy, managedBy: store.managedBy },
    origin: (['upload', 'chain', 'directory', 'file'] as const).find((origin) => origin === store.origin) ?? 'upload',
    createdAt: store.createdAt.toISOString(),
    anchors: anchors.map(({ view }) => view),
    doors: sum(anchors.map(({ view }) => view.doors)),
    doorsAtRisk: sum(anchors.map(({ doorsAtRisk }) => doorsAtRisk)),
    hostsAtRisk: [...new Set(anchors.flatMap(({ hostsAtRisk }) => hostsAtRisk))].sort().slice(0, hostsNamed),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function anchorView(store: StoreRow, anchor: AnchorRow, known: Known, windows: ExpiryWindows, now: Date) {
  const { sha256, subject, issuer, notBefore, notAfter, isCa, addedBy, addedAt } = anchor;
  // Where the lens in force leaves the store out, nothing hangs on it.
  const groups = known.ends.filter(
    (end) =>
      end.sha256 === sha256 &&
      (store.domainId === null || end.domain_id === store.domainId) &&
      countedStores(known.configuration, end.domain_id).storeIds.includes(store.id),
  );
  const others = groups.map((group) => ({ group, stores: otherStores(store, group, known) }));
  const atRisk = others.filter(({ stores }) => stores.length === 0).map(({ group }) => group);
  const expiry = notBefore === null || notAfter === null ? null : judgeExpiry({ notBefore, notAfter }, windows, now);
  const view: AnchorView = {
    ...{ sha256, subject, issuer, addedBy },
    name: commonNameOf(subject),
    notBefore: notBefore?.toISOString() ?? null,
    notAfter: notAfter?.toISOString() ?? null,
    state:
      expiry === null
        ? 'unreadable'
        : notBefore !== null && notBefore > now
          ? 'not-yet-valid'
          : expiry.level === 'distant'
            ? 'valid'
            : expiry.level,
    daysLeft: expiry?.daysLeft ?? null,
    kind: isCa ? (subject === issuer ? 'root' : 'authority') : 'single',
    addedAt: addedAt.toISOString(),
    doors: sum(groups.map(({ doors }) => doors)),
    hosts: sum(groups.map(({ hosts }) => hosts)),
    alsoIn: [...new Set(others.flatMap(({ stores }) => stores))].sort(),
  };
  return { view, doorsAtRisk: sum(atRisk.map(({ doors }) => doors)), hostsAtRisk: atRisk.flatMap(({ names }) => names) };
}

/** Names of the other stores that hold the certificate and count for the doors. */
function otherStores(store: StoreRow, end: EndRow, { configuration, stores, own }: Known): string[] {
  const counted = countedStores(configuration, end.domain_id);
  return [
    ...own.filter(({ sha256, kind }) => sha256 === end.sha256 && counted[kind]).map((each) => each.store),
    ...stores
      .filter(({ id, anchors }) => id !== store.id && counted.storeIds.includes(id) && anchors.some(({ sha256 }) => sha256 === end.sha256))
      .map(({ name }) => name),
  ];
}
