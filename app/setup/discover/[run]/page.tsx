import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { RunReport } from '#components/discovery/run-report.tsx';
import { stateWords } from '#components/discovery/server-words.ts';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import { database } from '#lib/db/client.ts';
import { proposedDoors } from '#lib/fleet/discovery/doors.ts';
import { readDiscoveryRun, readDiscoverySchedule } from '#lib/fleet/discovery/read-runs.ts';
import { paths } from '#lib/paths.ts';
import { register, setSchedule } from '../actions.ts';

type Props = { params: Promise<{ run: string }> };

const loadRun = cache((id: string) => readDiscoveryRun(database(), id));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const run = await loadRun((await params).run);
  return { title: run ? `${stateWords[run.state]} · Discovery of ${run.domain}` : 'No such discovery' };
}

export default async function DiscoveryRunPage({ params }: Props) {
  const run = await loadRun((await params).run);
  if (!run) notFound();
  const schedule = await readDiscoverySchedule(database(), run.domain);
  return (
    <div className="max-w-5xl">
      <Breadcrumb
        crumbs={[
          { label: 'Add hosts', href: paths.setup() },
          { label: 'Discover a domain', href: paths.discover() },
        ]}
      />
      <h1 className="mt-1 font-semibold text-xl wrap-anywhere">
        Discovery of <span className="font-mono">{run.domain}</span>
        {run.forest && ' and its forest'}
      </h1>
      <RunReport run={run} schedule={schedule} doors={proposedDoors} actions={{ register, setSchedule }} />
    </div>
  );
}
