import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { parseHistoryRange } from '#components/history/strip-geometry.ts';
import { parseAsOf } from '#components/host/as-of.ts';
import { AsOfNotice } from '#components/host/as-of-panel.tsx';
import { DoorTabs } from '#components/host/door-tabs.tsx';
import type { HostActions } from '#components/host/form-action.ts';
import { HostActionBar } from '#components/host/host-actions.tsx';
import { HostHeader } from '#components/host/host-header.tsx';
import { HostNotices } from '#components/host/host-notices.tsx';
import { HostReport } from '#components/host/host-report.tsx';
import { LiveRefresh } from '#components/host/live-refresh.tsx';
import { buildTicket } from '#components/host/ticket.ts';
import { stateLabels } from '#components/status/state-words.ts';
import { ticketExtras } from '../ticket-extras.ts';
import * as hostActions from './actions.ts';
import { HostFleetFindings } from './host-fleet-findings.tsx';
import { NotesOfHost } from './host-notes.tsx';
import { HostRenewals } from './host-renewals.tsx';
import { HostTrust } from './host-trust.tsx';
import { loadHost } from './load-host.ts';

type Props = { params: Promise<{ host: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

const actions: HostActions = {
  probe: hostActions.probeNow,
  edit: hostActions.edit,
  setWindows: hostActions.setWindows,
  pause: hostActions.pause,
  resume: hostActions.resume,
  remove: hostActions.removeHost,
  setInterval: hostActions.setInterval,
  addDoor: hostActions.addDoor,
  removeDoor: hostActions.removeDoor,
  setSlow: hostActions.setSlow,
  setLocations: hostActions.setLocations,
  setAccount: hostActions.setAccount,
  removeAccount: hostActions.removeAccount,
  confirmAccount: hostActions.confirmAccount,
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const view = await loadHost((await params).host);
  return { title: view ? `${stateLabels[view.door.state]} · ${view.name}:${view.door.target.port}` : 'No such host' };
}

export default async function HostPage({ params, searchParams }: Props) {
  const view = await loadHost((await params).host);
  if (!view) notFound();
  const { range, asOf } = await searchParams;
  const choice = { range: parseHistoryRange(typeof range === 'string' ? range : undefined), asOf: parseAsOf(asOf) };
  const { id, name, site, domain, door, doors, profile, profileSetByHand, address, standsForDomain } = view;
  const { expectedAddresses, reachedFromOutside, ldapsIntended, bindAccount, owner, subject, expiryWindowsFrom, locations } = view;
  const registered = { site, domain, profile, profileSetByHand, address, standsForDomain, expectedAddresses, reachedFromOutside };
  return (
    <>
      <LiveRefresh names={[name]} />
      <HostHeader
        view={view}
        actions={
          <HostActionBar
            key={id}
            host={{ id, name, ...registered, ldapsIntended, bindAccount, owner, subject, expiryWindowsFrom, doors, locations }}
            endpointId={door.endpointId}
            checkedAt={door.checkedAt}
            paused={view.paused !== null}
            ticket={buildTicket(view, ticketExtras(view))}
            actions={actions}
          />
        }
      />
      <DoorTabs name={name} doors={doors} current={door} choice={choice} />
      <NotesOfHost id={id} name={name} />
      <HostNotices view={view} />
      <AsOfNotice view={view} choice={choice} />
      <HostFleetFindings name={name} now={view.generatedAt} />
      <HostReport
        view={view}
        choice={choice}
        trust={<HostTrust view={view} />}
        renewal={<HostRenewals id={id} name={name} />}
        deepScanAction={hostActions.deepScanNow}
      />
    </>
  );
}
