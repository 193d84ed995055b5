import type { VerbContext } from '../../access/verb-context.ts';
import type { Transaction } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';
import { domainIds, scheduleEverywhere } from '../internal.ts';
import { makeTaggedDue } from '../waivers/due-doors.ts';
import { type BulkField, type BulkFieldName, type BulkValue, bulkFields } from './fields.ts';
import { writePauses } from './pauses.ts';
import type { BulkRow } from './rows.ts';

/** A host or door whose field is to have another value. */
export type Difference = { row: BulkRow; next: BulkValue };

/** Up to so many doors are checked again at once; of more, each is at its next regular check, for a whole fleet at once is no use. */
const doorsAtOnceMax = 500;

/** Writes the field of many, with what their histories and the audit record say of it. The hosts are locked already. */
export async function writeField(
  tx: Transaction,
  context: VerbContext,
  { name, differences, action, changeId }: { name: BulkFieldName; differences: readonly Difference[]; action: string; changeId: string },
): Promise<void> {
  if (differences.length === 0) return;
  const field: BulkField = bulkFields[name];
  if (name === 'domain') await domainIds(tx, domainsOf(differences));
  const given = JSON.stringify(
    differences.map(({ row, next }) => ({
      ...{ id: row.id, host_id: row.hostId, subject: row.subject, value: next },
      ...(field.words ? { before: field.words(row.value), after: field.words(next) } : {}),
      was: { [field.key]: row.value },
      is: { [field.key]: next, bulkChangeId: changeId },
    })),
  );
  const table = field.of === 'host' ? Prisma.sql`hosts` : Prisma.sql`endpoints`;
  await tx.$executeRaw`
    UPDATE ${table} AS target SET ${field.column} = ${field.write}
    FROM jsonb_to_recordset(${given}::jsonb) AS given(id uuid, value jsonb) WHERE target.id = given.id`;
  const hostIds = [...new Set(differences.map(({ row }) => row.hostId))];
  await tx.$executeRaw`UPDATE hosts SET updated_at = ${context.now} WHERE id = ANY(${hostIds}::uuid[])`;
  if (name === 'paused') await writePauses(tx, context, differences);
  if (name === 'intervalSeconds') await bringForward(tx, context.now, differences);
  if (name === 'probedFrom') await rehang(tx, context.now, differences);
  if (name === 'tags') await makeTaggedDue(tx, hostIds, context.now);
  if (field.judged) await checkSoon(tx, context.now, hostIds);
  if (field.words !== null)
    await tx.$executeRaw`
      INSERT INTO changes (host_id, endpoint_id, at, kind, before, after)
      SELECT given.host_id, ${field.of === 'door' ? Prisma.sql`given.id` : Prisma.sql`NULL::uuid`}, ${context.now}, 'configuration',
        given.before, given.after
      FROM jsonb_to_recordset(${given}::jsonb) AS given(id uuid, host_id uuid, before text, after text)`;
  await tx.$executeRaw`
    INSERT INTO audit_entries (at, actor, action, subject, before, after)
    SELECT ${context.now}, ${context.actor}, ${`${field.of === 'host' ? 'host' : 'endpoint'}.${action}`}, given.subject, given.was, given."is"
    FROM jsonb_to_recordset(${given}::jsonb) AS given(subject text, was jsonb, "is" jsonb)`;
}

const domainsOf = (differences: readonly Difference[]): string[] =>
  differences.flatMap(({ next }) => (typeof next === 'string' ? [next] : []));

/** Checks that are due later than the new interval allows come forward, spread over it. */
async function bringForward(tx: Transaction, now: Date, differences: readonly Difference[]): Promise<void> {
  const doorIds = differences.map(({ row }) => row.id);
  await tx.$executeRaw`
    UPDATE endpoint_states AS state
    SET next_due_at = ${now}::timestamptz + due.part * due.interval_seconds * interval '1 second'
    FROM (
      SELECT held.endpoint_id, held.location_id, door.interval_seconds,
        row_number() OVER (ORDER BY held.endpoint_id) / count(*) OVER ()::float AS part
      FROM (
        SELECT endpoint_id, location_id, next_due_at FROM endpoint_states WHERE endpoint_id = ANY(${doorIds}::uuid[])
        ORDER BY endpoint_id, location_id FOR UPDATE
      ) AS held JOIN endpoints AS door ON door.id = held.endpoint_id
      WHERE held.next_due_at > ${now}::timestamptz + door.interval_seconds * interval '1 second'
    ) AS due
    WHERE state.endpoint_id = due.endpoint_id AND state.location_id = due.location_id`;
}

/** Places that are new to a door look at once; what places that are taken away saw counts no more. */
const rehang = (tx: Transaction, now: Date, differences: readonly Difference[]): Promise<void> =>
  scheduleEverywhere(
    tx,
    differences.map(({ row }) => row.id),
    now,
  );

/** Has the doors checked at once, unless they are too many for that. Paused hosts' are not due. */
async function checkSoon(tx: Transaction, now: Date, hostIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE endpoint_states AS state SET next_due_at = ${now}
    FROM (
      SELECT held.endpoint_id, held.location_id FROM endpoint_states AS held
        JOIN endpoints AS door ON door.id = held.endpoint_id JOIN hosts AS host ON host.id = door.host_id
      WHERE host.id = ANY(${[...hostIds]}::uuid[]) AND host.paused_at IS NULL
      ORDER BY held.endpoint_id, held.location_id FOR UPDATE OF held
    ) AS due
    WHERE state.endpoint_id = due.endpoint_id AND state.location_id = due.location_id
      AND (SELECT count(*) FROM endpoints WHERE host_id = ANY(${[...hostIds]}::uuid[])) <= ${doorsAtOnceMax}`;
}
