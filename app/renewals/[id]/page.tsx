import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { LiveRefresh } from '#components/host/live-refresh.tsx';
import { RenewalBadge } from '#components/renewals/renewal-badge.tsx';
import { RenewalReport } from '#components/renewals/renewal-report.tsx';
import { planName } from '#components/renewals/renewal-table.tsx';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import { paths } from '#lib/paths.ts';
import * as actions from '../actions.ts';
import { loadRenewal } from './load-renewal.ts';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const view = await loadRenewal((await params).id);
  return { title: view ? `${view.progress.label} · Renewal of ${planName(view)}` : 'No such plan' };
}

export default async function RenewalPage({ params }: Props) {
  const view = await loadRenewal((await params).id);
  if (!view) notFound();
  const { edit, setState, announce, takeBack } = actions;
  return (
    <>
      <LiveRefresh names={[...new Set(view.doors.map(({ host }) => host))]} />
      <Breadcrumb
        crumbs={[
          { label: 'Expiry', href: paths.expiry() },
          { label: 'Renewals', href: paths.renewals() },
        ]}
      />
      <h1 className="mt-1 font-semibold text-xl wrap-anywhere">
        Renewal of <span className="font-mono">{planName(view)}</span>
      </h1>
      <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1">
        <RenewalBadge progress={view.progress} />
        <span>{view.progress.sentence}</span>
      </p>
      <p className="mt-1 text-muted">
        {view.owner === '' ? 'Owned by nobody' : `Owner: ${view.owner}`}, {view.hostCount} {view.hostCount === 1 ? 'host' : 'hosts'},{' '}
        {view.progress.doorsTotal} {view.progress.doorsTotal === 1 ? 'door' : 'doors'}
        {view.automatic ? ', planned by itself' : ''}
      </p>
      <RenewalReport key={view.id} view={view} actions={{ edit, setState, setSuccessor: announce, clearSuccessor: takeBack }} />
    </>
  );
}
