import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { parseHistoryRange } from '#components/history/strip-geometry.ts';
import { parseAsOf } from '#components/host/as-of.ts';
import { AsOfNotice } from '#components/host/as-of-panel.tsx';
import { DoorTabs } from '#components/host/door-tabs.tsx';
import { HostHeader } from '#components/host/host-header.tsx';
import { HostNotices } from '#components/host/host-notices.tsx';
import { HostReport } from '#components/host/host-report.tsx';
import { LiveRefresh } from '#components/host/live-refresh.tsx';
import { stateLabels } from '#components/status/state-words.ts';
import { deepScanNow } from './actions.ts';
import { ActionBarOfHost } from './host-action-bar.tsx';
import { HostFleetFindings } from './host-fleet-findings.tsx';
import { NotesOfHost } from './host-notes.tsx';
import { HostRenewals } from './host-renewals.tsx';
import { HostTrust } from './host-trust.tsx';
import { loadHost } from './load-host.ts';

type Props = { params: Promise<{ host: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const view = await loadHost((await params).host);
  return { title: view ? `${stateLabels[view.door.state]} · ${view.name}:${view.door.target.port}` : 'No such host' };
}

export default async function HostPage({ params, searchParams }: Props) {
  const view = await loadHost((await params).host);
  if (!view) notFound();
  const { range, asOf } = await searchParams;
  const choice = { range: parseHistoryRange(typeof range === 'string' ? range : undefined), asOf: parseAsOf(asOf) };
  const { id, name } = view;
  return (
    <>
      <LiveRefresh names={[name]} />
      <HostHeader view={view} actions={<ActionBarOfHost view={view} />} />
      <DoorTabs name={name} doors={view.doors} current={view.door} choice={choice} />
      <NotesOfHost id={id} name={name} />
      <HostNotices view={view} />
      <AsOfNotice view={view} choice={choice} />
      <HostFleetFindings name={name} now={view.generatedAt} />
      <HostReport
        view={view}
        choice={choice}
        trust={<HostTrust view={view} />}
        renewal={<HostRenewals id={id} name={name} />}
        deepScanAction={deepScanNow}
      />
    </>
  );
}
