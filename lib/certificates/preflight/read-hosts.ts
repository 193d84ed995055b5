import type { Database } from '#lib/db/client.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { type Profile, profiles } from '#lib/diagnosis/rule.ts';
import { defaultSubject } from '#lib/diagnosis/subject.ts';
import { windowsInForce } from '#lib/fleet/expiry-windows.ts';
import { MOST_HOSTS } from './bounds.ts';
import type { ServedNow } from './compare-served.ts';
import type { ChosenHost } from './judge-hosts.ts';
import type { DomainChoice } from './views.ts';

type HostRow = {
  name: string;
  domainId: number | null;
  profile: string | null;
  detected: string | null;
  standsForDomain: boolean;
  windows: { host: unknown; domain: unknown; installation: unknown };
  served: ServedNow[];
};

const profileOf = (text: string | null): Profile | null => profiles.find((profile) => profile === text) ?? null;

const chosenHost = ({ name, domainId, profile, detected, standsForDomain, windows, served }: HostRow): ChosenHost => ({
  name,
  isRegistered: true,
  domainId,
  subject: {
    ...defaultSubject,
    profile: profileOf(profile),
    detectedProfile: profileOf(detected),
    standsForDomain,
    expiryWindows: windowsInForce(windows).windows,
  },
  served,
});

/** One statement: the hosts, their profile and windows in force, and what their doors serve now. */
const select = (where: Prisma.Sql, limit: number) => Prisma.sql`
  SELECT coalesce(json_agg(chosen), '[]')::text AS hosts FROM (
    SELECT host.name, host.domain_id AS "domainId", host.profile, host.stands_for_domain AS "standsForDomain",
      json_build_object('host', host.expiry_windows, 'domain', domain.expiry_windows, 'installation', installation.expiry_windows) AS windows,
      (SELECT state.detected_profile FROM endpoints AS endpoint JOIN endpoint_states AS state ON state.endpoint_id = endpoint.id
        WHERE endpoint.host_id = host.id AND state.detected_profile IS NOT NULL
        ORDER BY state.last_checked_at DESC NULLS LAST LIMIT 1) AS detected,
      (SELECT coalesce(json_agg(leaf ORDER BY leaf.port, leaf.sha256), '[]') FROM (
        SELECT DISTINCT endpoint.port, certificate.sha256, certificate.name,
          to_char(certificate.not_after AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "notAfter",
          certificate.public_key_sha256 AS "publicKeySha256", certificate.dns_names AS "dnsNames"
        FROM endpoints AS endpoint
        JOIN served_certificates AS served ON served.endpoint_id = endpoint.id AND served.is_leaf AND served.to_at IS NULL
        JOIN certificates AS certificate ON certificate.sha256 = served.sha256
        WHERE endpoint.host_id = host.id) AS leaf) AS served
    FROM hosts AS host
    LEFT JOIN domains AS domain ON domain.id = host.domain_id
    LEFT JOIN installation ON true
    WHERE ${where} ORDER BY host.name LIMIT ${limit}) AS chosen`;

async function read(db: Database, where: Prisma.Sql, limit: number): Promise<ChosenHost[]> {
  const [answer] = await db.$queryRaw<{ hosts: string }[]>(select(where, limit));
  const rows: HostRow[] = JSON.parse(answer?.hosts ?? '[]');
  return rows.map(chosenHost);
}

/** The registered ones among these names; the names are in their one spelling. */
export const readHostsByName = (db: Database, names: readonly string[]): Promise<ChosenHost[]> =>
  read(db, Prisma.sql`host.name = ANY(${[...names]})`, MOST_HOSTS);

/** The hosts of a domain by name, the bound at most, and how many there are in all. */
export async function readHostsOfDomain(db: Database, domain: string): Promise<{ hosts: ChosenHost[]; count: number }> {
  const [hosts, count] = await Promise.all([
    read(db, Prisma.sql`domain.name = ${domain}`, MOST_HOSTS),
    db.host.count({ where: { domain: { name: domain } } }),
  ]);
  return { hosts, count };
}

const DOMAINS_OFFERED = 500;

/** The domains that hosts are in, with how many. */
export async function readDomainChoices(db: Database): Promise<DomainChoice[]> {
  const domains = await db.domain.findMany({
    select: { name: true, _count: { select: { hosts: true } } },
    orderBy: { name: 'asc' },
    take: DOMAINS_OFFERED,
  });
  return domains.map(({ name, _count }) => ({ name, hostCount: _count.hosts }));
}

const NAMES_OFFERED = 20;

/** Names of registered hosts that contain the text, those that begin with it first. */
export async function searchHostNames(db: Database, text: string): Promise<string[]> {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT name FROM hosts WHERE position(${wanted} IN name) > 0 ORDER BY position(${wanted} IN name) > 1, name LIMIT ${NAMES_OFFERED}`;
  return rows.map(({ name }) => name);
}
