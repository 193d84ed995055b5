import type { Metadata } from 'next';
import { deleteThisView, saveThisView } from '#app/_server/saved-views/actions.ts';
import { Planner } from '#components/expiry/planner.tsx';
import { SavedViews } from '#components/saved-views/saved-views.tsx';
import { parseChosenDay } from '#components/time-machine/chosen-day.ts';
import { dayIn } from '#components/time-machine/days.ts';
import { narrowed, plannerQuery } from '#lib/certificates/planner/filter.ts';
import { readPlanner } from '#lib/certificates/planner/read-planner.ts';
import { listViews } from '#lib/certificates/saved-views/list-views.ts';
import { database } from '#lib/db/client.ts';
import { plannerQuestion } from './planner-question.ts';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: 'Expiry' };

/** Has no loading.tsx: with an outline sent first, nothing but the outline would be seen without JavaScript. */
export default async function ExpiryPage({ searchParams }: Props) {
  const query = await searchParams;
  const question = await plannerQuestion(query);
  const [view, views] = await Promise.all([readPlanner(database(), question), listViews(database(), '/expiry')]);
  const today = dayIn(question.zone, question.now);
  const saved = new URLSearchParams(plannerQuery(narrowed(question.choice, {}))).toString();
  const actions = { save: saveThisView, remove: deleteThisView };
  const menu = <SavedViews page="/expiry" query={saved} views={views} actions={actions} />;
  return <Planner view={view} today={today} chosenDay={parseChosenDay(query.at, today)} views={menu} />;
}
