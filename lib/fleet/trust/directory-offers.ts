import { z } from 'zod';
import { readTrustFile } from '../../certificates/trust/read-trust-file.ts';
import type { Database } from '../../db/client.ts';
import { discoveryRecord } from '../../probe/discovery/record.ts';
import type { CertificateFacts } from '../../probe/evidence.ts';
import { reviewed } from './anchor.ts';
import { storesOf } from './review-trust-file.ts';
import type { DirectoryOffer, OfferedAnchor, UnreadDirectory } from './views.ts';

/** The part of a discovery's record that is about certificates; records from before have none. */
const recordedAnchors = z.object({
  anchors: z
    .object({
      certificates: z.array(z.object({ der: z.string(), containers: z.array(z.enum(['root', 'nt-auth', 'aia'])) })),
      incompleteBecause: z.string().nullable(),
    })
    .nullable()
    .default(null),
});

/** A certificate that a directory publishes, read. */
export type PublishedAnchor = { facts: CertificateFacts; containers: OfferedAnchor['containers'] };

type RunRow = {
  domain_name: string;
  /** Of the newest discovery that read the directory. */
  read_id: string | null;
  read_at: Date | null;
  anchors: unknown;
  /** Of the newest discovery. */
  newest_id: string;
  newest_at: Date;
  account_dn: string | null;
  directory: unknown;
};

/**
 * What the newest discovery of each domain that read the directory found published there as certificates of authorities, and why a
 * newer one did not read it. Nothing is trusted by being published.
 */
export async function readDirectoryOffers(
  db: Database,
  { domain, now }: { domain: string | null; now: Date },
): Promise<{ offers: DirectoryOffer[]; unread: UnreadDirectory[] }> {
  // From one domain's runs to the next one's: what a schedule leaves behind is thousands of them.
  const runs = await db.$queryRaw<RunRow[]>`
    WITH RECURSIVE every AS (
      (SELECT domain_name FROM discovery_runs ORDER BY domain_name LIMIT 1)
      UNION ALL
      SELECT (SELECT run.domain_name FROM discovery_runs AS run WHERE run.domain_name > every.domain_name ORDER BY run.domain_name LIMIT 1)
      FROM every WHERE every.domain_name IS NOT NULL
    )
    SELECT name.domain_name, read.id AS read_id, read.finished_at AS read_at, read.anchors,
      newest.id AS newest_id, newest.finished_at AS newest_at, newest.account_dn, newest.directory
    FROM (
        SELECT domain_name FROM every
        WHERE domain_name IS NOT NULL AND (${domain}::text IS NULL OR domain_name = ${domain}::text) LIMIT 50
      ) AS name
      CROSS JOIN LATERAL (
        SELECT id, finished_at, account_dn, record -> 'directory' AS directory FROM discovery_runs AS run
        WHERE run.domain_name = name.domain_name AND state = 'done' AND finished_at IS NOT NULL ORDER BY created_at DESC LIMIT 1
      ) AS newest
      LEFT JOIN LATERAL (
        SELECT id, finished_at, record -> 'anchors' AS anchors FROM discovery_runs AS run
        WHERE run.domain_name = name.domain_name AND state = 'done' AND finished_at IS NOT NULL
          AND jsonb_typeof(record -> 'anchors') = 'object' ORDER BY created_at DESC LIMIT 1
      ) AS read ON true
    ORDER BY name.domain_name`;
  const found = runs.flatMap((run) =>
    run.read_id === null || run.read_at === null
      ? []
      : [{ runId: run.read_id, domain: run.domain_name, at: run.read_at.toISOString(), ...publishedIn({ anchors: run.anchors }) }],
  );
  const known = await storesOf(
    db,
    found.flatMap(({ anchors }) => anchors.map(({ facts }) => facts.sha256)),
  );
  return {
    offers: found.map(({ anchors, ...offer }) => ({
      ...offer,
      certificates: anchors.map(({ facts, containers }) => ({ ...reviewed(facts, now, known.get(facts.sha256) ?? []), containers })),
    })),
    unread: runs
      .filter((run) => run.newest_id !== run.read_id)
      .map((run) => ({
        runId: run.newest_id,
        domain: run.domain_name,
        at: run.newest_at.toISOString(),
        because: unreadBecause(run.directory, run.account_dn !== null),
      })),
  };
}

/** Why a discovery read no certificates, and what to do about it. */
function unreadBecause(recorded: unknown, accountWanted: boolean): string {
  const parsed = discoveryRecord.shape.directory.safeParse(recorded);
  if (!parsed.success) return 'Its record cannot be read by this version. Discover the domain again.';
  const directory = parsed.data;
  if (directory.status === 'not-opened')
    return directory.code === 'identity-not-proven'
      ? `${directory.message} Trust the issuer of its chain on the page of the host, or give the root as a file; then discover again.`
      : directory.message;
  if (directory.status === 'root-dse' && !accountWanted)
    return 'Nobody signed in, and Active Directory shows these containers to accounts alone. Discover the domain with an account.';
  if (!directory.identityProven) return `${directory.server} did not prove who it is, and of a stranger nothing is offered.`;
  return directory.incompleteBecause ?? 'It has no Configuration partition, which is where authorities are published.';
}

/** What a discovery's record has of certificates: `unreadable` counts the values that are none. */
type Published = { anchors: PublishedAnchor[]; unreadable: number; incompleteBecause: string | null };

/** The certificates of a discovery's record that can be read, each once. */
export function publishedIn(record: unknown): Published {
  const parsed = recordedAnchors.safeParse(record);
  if (!parsed.success || parsed.data.anchors === null) return { anchors: [], unreadable: 0, incompleteBecause: null };
  let unreadable = 0;
  const anchors = new Map<string, PublishedAnchor>();
  for (const { der, containers } of parsed.data.anchors.certificates) {
    const read = readTrustFile(Buffer.from(der, 'base64'));
    if (!read.ok) unreadable += 1;
    for (const facts of read.ok ? read.file.certificates : []) {
      const before = anchors.get(facts.sha256)?.containers ?? [];
      anchors.set(facts.sha256, { facts, containers: [...new Set([...before, ...containers])] });
    }
  }
  return { anchors: [...anchors.values()], unreadable, incompleteBecause: parsed.data.anchors.incompleteBecause };
}
