import type { Metadata } from 'next';
import { currentSession } from '#app/_server/session.ts';
import { plannerQuestion } from '#app/expiry/planner-question.ts';
import { ExpiryReport } from '#components/report/expiry-report.tsx';
import { readExpiryReport } from '#lib/certificates/report/read-report.ts';
import { readSilentWorkers } from '#lib/checks/read/read-board.ts';
import { database } from '#lib/db/client.ts';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: 'Expiry report' };

export default async function ExpiryReportPage({ searchParams }: Props) {
  const question = await plannerQuestion(await searchParams);
  const [report, silent, session] = await Promise.all([
    readExpiryReport(database(), question),
    readSilentWorkers(database(), question.now),
    currentSession(),
  ]);
  return <ExpiryReport report={report} by={session?.actor ?? 'nobody'} silentLocations={silent.map(({ location }) => location)} />;
}
