import { parsePlannerChoice } from '#lib/certificates/planner/filter.ts';
import type { PlannerQuestion } from '#lib/certificates/planner/plan.ts';
import { now } from '#lib/clock.ts';
import { readerZone } from '../_server/reader-zone.ts';

/** What the planner is asked by an address, now and in the reader's zone. */
export async function plannerQuestion(query: Readonly<Record<string, string | string[] | undefined>>): Promise<PlannerQuestion> {
  return { choice: parsePlannerChoice(query), now: now(), zone: await readerZone() };
}
