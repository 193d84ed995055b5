import { Prisma } from '../db/generated/client.ts';
import type { SeenElsewhere } from '../diagnosis/knowledge.ts';
import type { Evidence } from '../probe/evidence.ts';
import { staleAfterIntervals, staleGraceSeconds } from './read/host-state.ts';

/** Other locations that are asked at most. */
const locationsMax = 8;

/** Only then is it worth reading what others see: their evidence is large, and checks are many. */
export const makesNoConnection = ({ attempts }: Evidence): boolean =>
  attempts.length > 0 && attempts.every(({ connect }) => connect.status !== 'ok');

/** How far other locations got with a door at their newest look, where that is fresh and told something. */
export const seenElsewhere = (door: { endpointId: string; locationId: number }, evidence: Evidence): Prisma.Sql => Prisma.sql`(
  SELECT json_agg(json_build_object('location', look.name, 'reach', look.reach, 'lookedAt', look.last_checked_at, 'addresses', look.addresses,
    'connects', jsonb_path_query_array(look.document, '$.attempts[*].connect')) ORDER BY look.id)
  FROM (
    SELECT location.id, location.name, location.reach, state.last_checked_at, state.addresses, seen.document
    FROM endpoint_states AS state JOIN locations AS location ON location.id = state.location_id
      JOIN endpoints AS endpoint ON endpoint.id = state.endpoint_id JOIN evidence AS seen ON seen.id = state.evidence_id
    WHERE state.endpoint_id = ${door.endpointId}::uuid AND state.location_id <> ${door.locationId} AND state.verdict <> 'unknown'
      AND state.last_checked_at > ${evidence.startedAt}::timestamptz
        - (${staleAfterIntervals}::int * endpoint.interval_seconds + ${staleGraceSeconds}::int) * interval '1 second'
    ORDER BY location.id LIMIT ${locationsMax}
  ) AS look)`;

/** The best that any address came to. */
export function wayOf(connects: readonly { status: string; code?: string | undefined }[]): SeenElsewhere['way'] {
  if (connects.some(({ status }) => status === 'ok')) return 'open';
  const codes = connects.map(({ code }) => code);
  if (codes.includes('refused')) return 'refused';
  return codes.includes('timeout') ? 'filtered' : 'unreachable';
}
