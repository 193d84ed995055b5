import type { Metadata } from 'next';
import { CauseCatalog } from '#components/article/cause-catalog.tsx';
import { acceptedHostCounts } from '#lib/checks/read/hosts-with-finding.ts';
import { readBoard } from '#lib/checks/read/read-board.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { fill } from '#lib/diagnosis/article/fill.ts';
import { catalog } from '#lib/diagnosis/catalog.ts';
import { readFleetFindings } from '#lib/fleet/findings/read-fleet-findings.ts';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: 'Causes' };

export default async function CausesPage({ searchParams }: Props) {
  const { q } = await searchParams;
  const board = await readBoard(database(), { now: now() });
  const hostCounts = new Map(board.causes.map((cause) => [cause.id, cause.hostCount]));
  const [found, accepted] = await Promise.all([readFleetFindings(database()), acceptedHostCounts(database())]);
  const causes = catalog.map(({ id, no, title, stage, scope, severities, article }) => ({
    id,
    no,
    title,
    stage,
    severities,
    line: fill(article.whatHappened[0] ?? '', null),
    hostCount: hostCounts.get(id) ?? 0,
    acceptedHostCount: accepted.get(id) ?? 0,
    foundCount: scope === 'fleet' ? found.filter((finding) => finding.id === id).length : null,
  }));
  return <CauseCatalog causes={causes} query={typeof q === 'string' ? q : ''} />;
}
