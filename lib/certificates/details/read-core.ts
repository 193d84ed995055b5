import type { Database } from '../../db/client.ts';
import type { CertificateRef, ChainStep, RenewalRef, TrustStoreRef } from './views.ts';

/** A time within JSON of the database, as ISO 8601 in UTC. */
export const isoOf = <Time extends string | null>(time: Time): Time => (time === null ? time : (new Date(time).toISOString() as Time));

/** A certificate within JSON of the database. */
export type RefRow = { sha256: string; name: string; not_before: string | null; not_after: string | null };

/** The view of such a row. */
export const refOf = ({ sha256, name, not_before, not_after }: RefRow): CertificateRef => ({
  sha256,
  name,
  notBefore: isoOf(not_before),
  notAfter: isoOf(not_after),
});

/** Longer chains than OpenSSL's default of 100 exist on paper alone. */
const longestChain = 10;
const fewMax = 10;

type CoreRow = {
  der: Uint8Array;
  first_seen_at: Date;
  chain: (RefRow & { subject: string; self_signed: boolean; sent: boolean; stores: TrustStoreRef[] | null })[];
  /** Columns of expiry windows of the hosts that use it, each pair once. */
  windows: [host: unknown, domain: unknown][] | null;
  installation_windows: unknown;
  endpoints: number;
  hosts: number;
  as_issuer: boolean;
  as_leaf: boolean;
  predecessor: RefRow | null;
  successors: RefRow[] | null;
  same_key: RefRow[] | null;
  renewals: RenewalRef[] | null;
};

/** A certificate's bytes and everything that hangs together with it, without what hangs on it. */
export type Core = {
  der: Buffer;
  firstSeenAt: string;
  chain: ChainStep[];
  windows: { host: unknown; domain: unknown }[];
  installationWindows: unknown;
  use: { endpoints: number; hosts: number };
  /** Does it stand above another certificate in the path of any endpoint? */
  asIssuer: boolean;
  /** Did any endpoint ever send it as its own certificate? */
  asLeaf: boolean;
  predecessor: CertificateRef | null;
  successors: CertificateRef[];
  sameKey: CertificateRef[];
  renewals: RenewalRef[];
};

/** Reads it in one query; null when no such certificate was ever seen. */
export async function readCore(db: Database, sha256: string): Promise<Core | null> {
  const [row] = await db.$queryRaw<CoreRow[]>`
    WITH RECURSIVE way (sha256, issuer_sha256, depth, seen) AS (
      SELECT certificate.sha256, certificate.issuer_sha256, 0, ARRAY[certificate.sha256] FROM certificates AS certificate WHERE certificate.sha256 = ${sha256}
      UNION ALL
      SELECT above.sha256, above.issuer_sha256, way.depth + 1, way.seen || above.sha256
      FROM way JOIN certificates AS above ON above.sha256 = way.issuer_sha256
      WHERE way.depth < ${longestChain - 1}::int AND above.sha256 <> ALL (way.seen)
    ), doors AS (
      SELECT endpoint_id FROM served_certificates WHERE sha256 = ${sha256} AND to_at IS NULL
      UNION SELECT endpoint_id FROM path_certificates WHERE sha256 = ${sha256}
    ), uses AS (
      SELECT endpoint.id, endpoint.host_id, host.expiry_windows AS host_windows, domain.expiry_windows AS domain_windows
      FROM doors JOIN endpoints AS endpoint ON endpoint.id = doors.endpoint_id JOIN hosts AS host ON host.id = endpoint.host_id
      LEFT JOIN domains AS domain ON domain.id = host.domain_id
    ), refs AS NOT MATERIALIZED (
      SELECT sha256, COALESCE(NULLIF(name, ''), NULLIF(subject, ''), left(sha256, 16)) AS name, not_before, not_after, predecessor_sha256,
        public_key_sha256, first_seen_at
      FROM certificates
    )
    SELECT certificate.der, certificate.first_seen_at,
      (SELECT json_agg(json_build_object('sha256', step.sha256, 'name', COALESCE(NULLIF(step.name, ''), NULLIF(step.subject, ''), left(step.sha256, 16)),
          'subject', step.subject, 'not_before', step.not_before, 'not_after', step.not_after, 'self_signed', step.self_signed,
          'sent', EXISTS (SELECT FROM served_certificates AS served WHERE served.sha256 = step.sha256 AND served.to_at IS NULL),
          'stores', (SELECT json_agg(json_build_object('location', location.name, 'store', trusted.store) ORDER BY location.name)
            FROM trusted_certificates AS trusted JOIN locations AS location ON location.id = trusted.location_id WHERE trusted.sha256 = step.sha256)
        ) ORDER BY way.depth) FROM way JOIN certificates AS step ON step.sha256 = way.sha256) AS chain,
      (SELECT json_agg(DISTINCT jsonb_build_array(host_windows, domain_windows)) FROM uses) AS windows,
      (SELECT expiry_windows FROM installation WHERE id = 1) AS installation_windows,
      (SELECT count(*)::int FROM uses) AS endpoints, (SELECT count(DISTINCT host_id)::int FROM uses) AS hosts,
      EXISTS (SELECT FROM path_certificates WHERE sha256 = ${sha256} AND depth > 0) AS as_issuer,
      EXISTS (SELECT FROM served_certificates WHERE sha256 = ${sha256} AND is_leaf) AS as_leaf,
      (SELECT row_to_json(refs) FROM refs WHERE refs.sha256 = certificate.predecessor_sha256) AS predecessor,
      (SELECT json_agg(newer) FROM (
        SELECT * FROM refs WHERE refs.predecessor_sha256 = certificate.sha256 ORDER BY not_before DESC, sha256 LIMIT ${fewMax}) AS newer) AS successors,
      (SELECT json_agg(twin) FROM (
        SELECT * FROM refs WHERE refs.public_key_sha256 = certificate.public_key_sha256 AND refs.sha256 <> certificate.sha256
        ORDER BY first_seen_at DESC, sha256 LIMIT ${fewMax}) AS twin) AS same_key,
      (SELECT json_agg(json_build_object('id', plan.id, 'part', CASE WHEN plan.sha256 = ${sha256} THEN 'old' ELSE 'new' END, 'state', plan.state,
          'owner', plan.owner, 'dueOn', plan.due_on, 'automatic', plan.automatic))
        FROM (SELECT * FROM renewal_plans WHERE ${sha256} IN (sha256, successor_sha256)
          ORDER BY closed_at DESC NULLS FIRST, created_at DESC LIMIT ${fewMax}) AS plan) AS renewals
    FROM certificates AS certificate WHERE certificate.sha256 = ${sha256}`;
  return row === undefined ? null : coreOf(row);
}

const coreOf = (row: CoreRow): Core => ({
  der: Buffer.from(row.der),
  firstSeenAt: row.first_seen_at.toISOString(),
  chain: row.chain.map((step) => ({
    ...refOf(step),
    subject: step.subject,
    selfSigned: step.self_signed,
    sent: step.sent,
    stores: step.stores ?? [],
  })),
  windows: (row.windows ?? []).map(([host, domain]) => ({ host, domain })),
  installationWindows: row.installation_windows,
  use: { endpoints: row.endpoints, hosts: row.hosts },
  asIssuer: row.as_issuer,
  asLeaf: row.as_leaf,
  predecessor: row.predecessor && refOf(row.predecessor),
  successors: (row.successors ?? []).map(refOf),
  sameKey: (row.same_key ?? []).map(refOf),
  renewals: row.renewals ?? [],
});
