import type { Database } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';
import { type CalendarCertificate, calendarText, hostsMax } from './feed.ts';
import { hashOfSecret, isSecret } from './secret.ts';

/** Most events of a calendar, and how far back and ahead they lie, in days. */
export const eventsMax = 2_000;
const pastDays = 365;
const aheadDays = 5 * 366;

/**
 * The calendar that a secret opens, as iCalendar text; null when it opens none. That it was fetched is noted at most once an hour.
 * It has the certificates that doors serve or depend on now, the soonest to end first.
 */
export async function readCalendar(
  db: Database,
  { secret, baseUrl, now }: { secret: string; baseUrl: string; now: Date },
): Promise<string | null> {
  if (!isSecret(secret)) return null;
  const feed = await db.calendarFeed.findUnique({ where: { tokenHash: hashOfSecret(secret) } });
  if (feed === null) return null;
  const certificates = await readCertificates(db, feed, now);
  const hourAgo = new Date(now.getTime() - 3_600_000);
  if (feed.fetchedAt === null || feed.fetchedAt <= hourAgo)
    await db.calendarFeed.updateMany({
      where: { id: feed.id, OR: [{ fetchedAt: null }, { fetchedAt: { lte: hourAgo } }] },
      data: { fetchedAt: now },
    });
  return calendarText(certificates, { name: feed.name, alarmDays: feed.alarmDays, baseUrl });
}

function hostsOf({ scope, scopeValue }: { scope: string; scopeValue: string }): Prisma.Sql {
  if (scope === 'all') return Prisma.sql`true`;
  if (scope === 'domain') return Prisma.sql`domain.name = ${scopeValue}`;
  return Prisma.sql`coalesce(nullif(host.owner, ''), domain.owner) = ${scopeValue}`;
}

async function readCertificates(db: Database, feed: { scope: string; scopeValue: string }, now: Date): Promise<CalendarCertificate[]> {
  const day = (days: number) => new Date(now.getTime() + days * 86_400_000);
  return db.$queryRaw<CalendarCertificate[]>`
    WITH doors AS MATERIALIZED (
      SELECT endpoint.id, host.id AS host_id
      FROM hosts AS host JOIN endpoints AS endpoint ON endpoint.host_id = host.id LEFT JOIN domains AS domain ON domain.id = host.domain_id
      WHERE host.ldaps_intended AND ${hostsOf(feed)}
    ), uses AS (
      SELECT sha256, endpoint_id, is_leaf, from_at FROM served_certificates WHERE to_at IS NULL
      UNION ALL SELECT sha256, endpoint_id, false, NULL FROM path_certificates
    ), used_at AS MATERIALIZED (
      SELECT uses.sha256, doors.host_id, bool_or(uses.is_leaf) AS is_leaf, max(uses.from_at) AS from_at
      FROM uses JOIN doors ON doors.id = uses.endpoint_id GROUP BY uses.sha256, doors.host_id
    ), used AS (
      SELECT sha256, count(*)::int AS host_count, bool_or(is_leaf) AS is_leaf, max(from_at) AS from_at FROM used_at GROUP BY sha256
    ), lines AS (
      SELECT certificate.sha256, coalesce(certificate.line_sha256, certificate.sha256) AS line,
        row_number() OVER (PARTITION BY coalesce(certificate.line_sha256, certificate.sha256)
          ORDER BY certificate.not_after DESC, certificate.not_before DESC, certificate.sha256) = 1 AS newest,
        coalesce(nullif(certificate.name, ''), certificate.subject) AS name,
        coalesce(nullif(certificate.issuer_name, ''), certificate.issuer) AS issuer_name,
        -- A server that signed for itself may say that it is an authority, and is none above anybody.
        certificate.is_ca AND NOT used.is_leaf AS is_ca, certificate.not_after, used.host_count, coalesce(used.from_at, certificate.first_seen_at) AS changed_at
      -- One by one: a scan would read those that are no longer in use, too.
      FROM used JOIN LATERAL (SELECT * FROM certificates WHERE certificates.sha256 = used.sha256 OFFSET 0) AS certificate ON true
      WHERE certificate.not_after IS NOT NULL
    ), shown AS MATERIALIZED (
      SELECT * FROM lines WHERE not_after > ${day(-pastDays)} AND not_after < ${day(aheadDays)} ORDER BY not_after, sha256 LIMIT ${eventsMax}
    ), named AS (
      SELECT sha256, array_agg(host ORDER BY host) AS hosts FROM (
        SELECT shown.sha256, host.name COLLATE "C" AS host,
          row_number() OVER (PARTITION BY shown.sha256 ORDER BY host.name COLLATE "C") AS host_no
        FROM shown JOIN used_at ON used_at.sha256 = shown.sha256 JOIN hosts AS host ON host.id = used_at.host_id
      ) AS ranked WHERE host_no <= ${hostsMax} GROUP BY sha256
    )
    SELECT sha256, line, newest, name, issuer_name AS "issuerName", is_ca AS "isCa", not_after AS "notAfter", named.hosts,
      host_count AS "hostCount", changed_at AS "changedAt"
    FROM shown JOIN named USING (sha256) ORDER BY not_after, sha256`;
}
