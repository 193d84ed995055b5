import type { Metadata } from 'next';
import { Planner } from '#components/expiry/planner.tsx';
import { parseChosenDay } from '#components/time-machine/chosen-day.ts';
import { dayIn } from '#components/time-machine/days.ts';
import { readPlanner } from '#lib/certificates/planner/read-planner.ts';
import { database } from '#lib/db/client.ts';
import { plannerQuestion } from './load-planner.ts';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: 'Expiry' };

export default async function ExpiryPage({ searchParams }: Props) {
  const query = await searchParams;
  const question = await plannerQuestion(query);
  const today = dayIn(question.zone, question.now);
  const view = await readPlanner(database(), question);
  return <Planner view={view} today={today} chosenDay={parseChosenDay(query.at, today)} />;
}
