import { randomUUIDv7 } from 'node:crypto';
import type { Transaction } from '../../db/client.ts';
import { scheduleEverywhere } from '../internal.ts';
import { pauseDoors, resumeDoors } from '../pausing.ts';
import type { DoorPlan, FleetPlan, HostPlan } from './plan.ts';
import { counter, inBatches, type ReportProgress } from './progress.ts';
import { settingLabels, settingWords } from './settings.ts';

type DoorOfHost = { door: DoorPlan; hostId: string };

/** Makes, changes and removes the doors of a plan and gives them their schedule; then pauses and resumes. `hostIds` is by name. */
export async function writeDoors(
  tx: Transaction,
  { hosts }: FleetPlan,
  hostIds: ReadonlyMap<string, string>,
  now: Date,
  report: ReportProgress,
): Promise<void> {
  const doors = hosts.flatMap(({ name, doors }): DoorOfHost[] => {
    const hostId = hostIds.get(name);
    return hostId === undefined ? [] : doors.map((door) => ({ door, hostId }));
  });
  const going = doors.filter(({ door }) => door.kind === 'removed').flatMap(({ door }) => door.id ?? []);
  if (going.length > 0) await tx.$executeRaw`DELETE FROM endpoints WHERE id = ANY(${going}::uuid[])`;
  const changed = doors.filter(({ door }) => door.kind === 'changed');
  const wanted = doors.filter(({ door }) => door.kind === 'new');
  const onDone = counter('doors', changed.length + wanted.length, report);
  await inBatches(
    changed,
    async (batch) => {
      await changeDoors(tx, batch, now);
      await scheduleEverywhere(tx, rehung(batch), now);
    },
    onDone,
  );
  await inBatches(wanted, async (batch) => scheduleEverywhere(tx, await createDoors(tx, batch, now), now), onDone);

  const turned = (paused: boolean) =>
    hosts.filter((host) => host.settings.paused === paused && pauseConcerns(host)).flatMap(({ name }) => hostIds.get(name) ?? []);
  const [pausing, resuming] = [turned(true), turned(false)];
  if (pausing.length > 0) await pauseDoors(tx, pausing, now);
  if (resuming.length > 0) await resumeDoors(tx, resuming, now);
}

/** Does the plan begin or end a pause of the host? */
const pauseConcerns = ({ kind, changes }: HostPlan): boolean => kind !== 'removed' && changes.some(({ field }) => field === 'paused');

async function createDoors(tx: Transaction, doors: readonly DoorOfHost[], now: Date): Promise<string[]> {
  const made = doors.map(({ door: { port, settings }, hostId }) => ({ ...settings, port, hostId, id: randomUUIDv7() }));
  await tx.$executeRaw`
    INSERT INTO endpoints (id, host_id, port, transport, interval_seconds, slow_after_ms, probed_from, created_at)
    SELECT id, "hostId", port, transport, "intervalSeconds", "slowAfterMs", "probedFrom", ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(made)}::jsonb) AS wanted(id uuid, "hostId" uuid, port integer, transport transport,
      "intervalSeconds" integer, "slowAfterMs" integer, "probedFrom" text[])`;
  return made.map(({ id }) => id);
}

const changes = ({ door }: DoorOfHost, field: string): boolean => door.changes.some((change) => change.field === field);
/** Doors that are probed from other places now. */
const rehung = (doors: readonly DoorOfHost[]): string[] =>
  doors.filter((door) => changes(door, 'probedFrom')).flatMap(({ door }) => door.id ?? []);

async function changeDoors(tx: Transaction, doors: readonly DoorOfHost[], now: Date): Promise<void> {
  const wanted = JSON.stringify(doors.map((each) => ({ ...each.door.settings, id: each.door.id, judged: changes(each, 'slowAfterMs') })));
  await tx.$executeRaw`
    UPDATE endpoints SET interval_seconds = wanted."intervalSeconds", slow_after_ms = wanted."slowAfterMs", probed_from = wanted."probedFrom"
    FROM jsonb_to_recordset(${wanted}::jsonb) AS wanted(id uuid, "intervalSeconds" integer, "slowAfterMs" integer, "probedFrom" text[])
    WHERE endpoints.id = wanted.id`;
  // What is due later than the new interval allows is brought forward; what is judged otherwise is due at once.
  await tx.$executeRaw`
    UPDATE endpoint_states
    SET next_due_at = least(next_due_at, ${now}::timestamptz + CASE WHEN wanted.judged THEN 0 ELSE wanted."intervalSeconds" END * interval '1 second')
    FROM jsonb_to_recordset(${wanted}::jsonb) AS wanted(id uuid, "intervalSeconds" integer, judged boolean)
    WHERE endpoint_id = wanted.id AND next_due_at IS NOT NULL`;
  await tx.change.createMany({
    data: doors.flatMap(({ door, hostId }) =>
      door.changes.map(({ field, before, after }) => ({
        hostId,
        endpointId: door.id,
        at: now,
        kind: 'configuration',
        before: `${settingLabels[field]}: ${settingWords(field, before)}`,
        after: `${settingLabels[field]}: ${settingWords(field, after)}`,
      })),
    ),
  });
}
