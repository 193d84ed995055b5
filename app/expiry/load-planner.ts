import { cookies } from 'next/headers';
import { cache } from 'react';
import { isTimeZone } from '#components/time/words.ts';
import { parsePlannerChoice } from '#lib/certificates/planner/filter.ts';
import type { PlannerQuestion } from '#lib/certificates/planner/plan.ts';
import { now } from '#lib/clock.ts';

/** The zone in which the reader sees times. */
const readerZone = cache(async (): Promise<string> => {
  const zone = (await cookies()).get('tz')?.value ?? 'UTC';
  return isTimeZone(zone) ? zone : 'UTC';
});

/** What the planner is asked by an address. */
export async function plannerQuestion(query: Readonly<Record<string, string | string[] | undefined>>): Promise<PlannerQuestion> {
  return { choice: parsePlannerChoice(query), now: now(), zone: await readerZone() };
}
