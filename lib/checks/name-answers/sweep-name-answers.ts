import { advisoryLocks } from '../../db/advisory-locks.ts';
import type { Database } from '../../db/client.ts';
import { type Asked, askNames, type Question, systemResolver } from './ask-names.ts';

/** How often each resolver is asked for each name, in seconds. */
export const askEverySeconds = 3_600;
const questionsPerSweep = 600;
const sweepMs = 20_000;
/** A location inside that was heard of within this time asks instead of one outside, in seconds. */
const liveSeconds = 60;

type Options = {
  locationId: number;
  /** Those of the worker, for domains that name none inside; empty: those of its machine. */
  resolvers: readonly string[];
  /** The database's time. */
  now: Date;
  signal?: AbortSignal;
};

/**
 * Asks the DNS servers of every domain that names external ones for its hosts' names, when that was long ago, and keeps what they
 * answer. One worker does it at a time, one inside the network where there is one. Hosts whose answers changed are checked anew, where
 * it matters to them. Resolves to `again` when there is more to ask.
 */
export async function sweepNameAnswers(db: Database, options: Options): Promise<'again' | undefined> {
  return db.$transaction(
    async (tx) => {
      // Nothing is written in here: a transaction that runs on for long must not keep others' changes from open browsers.
      const [turn] = await tx.$queryRaw<{ mine: boolean }[]>`
        SELECT (own.reach <> 'outside' OR NOT EXISTS (SELECT FROM locations AS other WHERE other.reach <> 'outside'
            AND other.last_seen_at > ${options.now}::timestamptz - ${liveSeconds}::int * interval '1 second'))
          AND pg_try_advisory_xact_lock(${advisoryLocks.nameAnswers}::bigint) AS mine
        FROM locations AS own WHERE own.id = ${options.locationId}`;
      if (!turn?.mine) return undefined;
      await forgetOthers(db, options);
      const questions = await dueQuestions(db, options);
      if (questions.length === 0) return undefined;
      const asked = await askNames(questions, { withinMs: sweepMs, ...(options.signal ? { signal: options.signal } : {}) });
      await keep(db, asked, options.now);
      return questions.length === questionsPerSweep ? 'again' : undefined;
    },
    { timeout: 60_000 },
  );
}

const ownResolvers = ({ resolvers }: Options): string[] => (resolvers.length > 0 ? [...resolvers] : [systemResolver]);

/** Removes answers of resolvers that are no longer asked. */
async function forgetOthers(db: Database, options: Options): Promise<void> {
  await db.$executeRaw`
    DELETE FROM name_answers AS answer USING hosts AS host LEFT JOIN domains AS domain ON domain.id = host.domain_id
    WHERE host.id = answer.host_id AND (domain.id IS NULL OR cardinality(domain.external_resolvers) = 0 OR NOT CASE answer.side
      WHEN 'external' THEN answer.resolver = ANY(domain.external_resolvers)
      ELSE answer.resolver <> ALL(domain.external_resolvers) AND answer.resolver = ANY(
        CASE WHEN cardinality(domain.resolvers) > 0 THEN domain.resolvers ELSE ${ownResolvers(options)}::text[] END) END)`;
}

async function dueQuestions(db: Database, options: Options): Promise<Question[]> {
  return db.$queryRaw<Question[]>`
    SELECT host.id AS "hostId", host.name, wanted.resolver, wanted.side
    FROM domains AS domain JOIN hosts AS host ON host.domain_id = domain.id CROSS JOIN LATERAL (
      SELECT unnest(domain.external_resolvers) AS resolver, 'external' AS side
      UNION ALL
      SELECT inside.resolver, 'internal' FROM unnest(
        CASE WHEN cardinality(domain.resolvers) > 0 THEN domain.resolvers ELSE ${ownResolvers(options)}::text[] END) AS inside(resolver)
      WHERE inside.resolver <> ALL(domain.external_resolvers)
    ) AS wanted LEFT JOIN name_answers AS answer ON answer.host_id = host.id AND answer.resolver = wanted.resolver
    WHERE cardinality(domain.external_resolvers) > 0 AND host.paused_at IS NULL AND host.name !~ '^[0-9.]+$' AND host.name !~ ':'
      AND (answer.host_id IS NULL OR answer.asked_at <= ${options.now}::timestamptz - ${askEverySeconds}::int * interval '1 second')
    ORDER BY answer.asked_at NULLS FIRST, host.name, wanted.resolver LIMIT ${questionsPerSweep}`;
}

async function keep(db: Database, asked: readonly Asked[], now: Date): Promise<void> {
  if (asked.length === 0) return;
  const rows = JSON.stringify(asked.map(({ name: _name, addresses, ...row }) => ({ ...row, addresses: addresses.toSorted() })));
  await db.$transaction(async (tx) => {
    const changed = await tx.$queryRaw<{ host_id: string }[]>`
      SELECT DISTINCT host.id AS host_id FROM jsonb_to_recordset(${rows}::jsonb) AS row("hostId" uuid, resolver text, failure text, addresses jsonb)
        JOIN hosts AS host ON host.id = row."hostId"
        LEFT JOIN name_answers AS known ON known.host_id = row."hostId" AND known.resolver = row.resolver
      WHERE (host.reached_from_outside OR cardinality(host.expected_addresses) > 0) AND host.paused_at IS NULL
        AND (known.host_id IS NULL OR known.failure IS DISTINCT FROM row.failure OR to_jsonb(known.addresses) IS DISTINCT FROM row.addresses)`;
    await tx.$executeRaw`
      INSERT INTO name_answers (host_id, resolver, side, asked_at, addresses, failure)
      SELECT row."hostId", row.resolver, row.side, ${now}, ARRAY(SELECT jsonb_array_elements_text(row.addresses)), row.failure
      FROM jsonb_to_recordset(${rows}::jsonb) AS row("hostId" uuid, resolver text, side text, failure text, addresses jsonb)
        JOIN hosts AS host ON host.id = row."hostId"
      ON CONFLICT (host_id, resolver) DO UPDATE SET side = EXCLUDED.side, asked_at = EXCLUDED.asked_at, addresses = EXCLUDED.addresses,
        failure = EXCLUDED.failure`;
    if (changed.length === 0) return;
    // Locked in the order of their key, as whoever else takes many of them does: nobody waits in a circle.
    await tx.$executeRaw`
      UPDATE endpoint_states AS state SET next_due_at = ${now} FROM (
        SELECT held.endpoint_id, held.location_id FROM endpoint_states AS held JOIN endpoints AS endpoint ON endpoint.id = held.endpoint_id
        WHERE endpoint.host_id = ANY(${changed.map((row) => row.host_id)}::uuid[]) AND held.next_due_at IS NOT NULL
        ORDER BY held.endpoint_id, held.location_id FOR UPDATE OF held
      ) AS due WHERE state.endpoint_id = due.endpoint_id AND state.location_id = due.location_id`;
  });
}
