import { z } from 'zod';
import { readTrustFile } from '../../certificates/trust/read-trust-file.ts';
import type { Database } from '../../db/client.ts';
import type { CertificateFacts } from '../../probe/evidence.ts';
import { reviewed } from './anchor.ts';
import { storesOf } from './review-trust-file.ts';
import type { DirectoryOffer, OfferedAnchor } from './views.ts';

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

/**
 * What the newest discovery of each domain that read the directory found published there as certificates of authorities. Nothing of
 * it is trusted by being there.
 */
export async function readDirectoryOffers(db: Database, { domain, now }: { domain: string | null; now: Date }): Promise<DirectoryOffer[]> {
  const runs = await db.$queryRaw<{ id: string; domain_name: string; finished_at: Date; anchors: unknown }[]>`
    SELECT DISTINCT ON (domain_name) id, domain_name, finished_at, record -> 'anchors' AS anchors FROM discovery_runs
    WHERE state = 'done' AND finished_at IS NOT NULL AND jsonb_typeof(record -> 'anchors') = 'object'
      AND (${domain}::text IS NULL OR domain_name = ${domain}::text)
    ORDER BY domain_name, finished_at DESC LIMIT 50`;
  const offers = runs.map((run) => ({ run, ...publishedIn({ anchors: run.anchors }) }));
  const known = await storesOf(
    db,
    offers.flatMap(({ anchors }) => anchors.map(({ facts }) => facts.sha256)),
  );
  return offers.map(({ run, anchors, unreadable, incompleteBecause }) => ({
    runId: run.id,
    domain: run.domain_name,
    at: run.finished_at.toISOString(),
    certificates: anchors.map(({ facts, containers }) => ({ ...reviewed(facts, now, known.get(facts.sha256) ?? []), containers })),
    unreadable,
    incompleteBecause,
  }));
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
