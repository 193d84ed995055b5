import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { parseHistoryRange } from '#components/history/strip-geometry.ts';
import { DoorTabs } from '#components/host/door-tabs.tsx';
import { HostActionBar } from '#components/host/host-actions.tsx';
import { HostHeader } from '#components/host/host-header.tsx';
import { HostNotices } from '#components/host/host-notices.tsx';
import { HostReport } from '#components/host/host-report.tsx';
import { LiveRefresh } from '#components/host/live-refresh.tsx';
import { buildTicket } from '#components/host/ticket.ts';
import { stateLabels } from '#components/status/state-words.ts';
import { ticketExtras } from '../ticket-extras.ts';
import { addDoor, edit, pause, probeNow, removeDoor, removeHost, resume, setInterval } from './actions.ts';
import { loadHost } from './load-host.ts';

type Props = { params: Promise<{ host: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

const actions = { probe: probeNow, edit, pause, resume, remove: removeHost, setInterval, addDoor, removeDoor };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const view = await loadHost((await params).host);
  return { title: view ? `${stateLabels[view.door.state]} · ${view.name}:${view.door.target.port}` : 'No such host' };
}

export default async function HostPage({ params, searchParams }: Props) {
  const view = await loadHost((await params).host);
  if (!view) notFound();
  const { range } = await searchParams;
  const { name, door } = view;
  const { id, site, profile, profileSetByHand, address, standsForDomain, doors } = view;
  return (
    <>
      <LiveRefresh name={name} />
      <HostHeader
        view={view}
        actions={
          <HostActionBar
            key={id}
            host={{ id, name, site, profile, profileSetByHand, address, standsForDomain, doors }}
            endpointId={door.endpointId}
            checkedAt={door.checkedAt}
            paused={view.paused !== null}
            ticket={buildTicket(view, ticketExtras(view))}
            actions={actions}
          />
        }
      />
      <DoorTabs name={name} doors={doors} current={door} />
      <HostNotices view={view} />
      <HostReport view={view} range={parseHistoryRange(typeof range === 'string' ? range : undefined)} />
    </>
  );
}
