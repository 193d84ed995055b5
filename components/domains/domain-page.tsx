import Link from 'next/link';
import type { ReactNode } from 'react';
import { FleetFindingList } from '#components/fleet-findings/fleet-finding-list.tsx';
import { LiveRefresh } from '#components/host/live-refresh.tsx';
import { Panel } from '#components/host/panel.tsx';
import { AcceptedMark } from '#components/status/accepted-mark.tsx';
import { acceptedHostsWords } from '#components/status/accepted-words.ts';
import { StateBadge } from '#components/status/state-badge.tsx';
import { Moment } from '#components/time/moment.tsx';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import { Markdown } from '#components/ui/markdown.tsx';
import { count } from '#lib/diagnosis/reading/wording.ts';
import type { DomainView } from '#lib/fleet/domains/views.ts';
import { paths } from '#lib/paths.ts';
import { AcrossHostsPanel, CertificatesPanel } from './certificates-panel.tsx';
import { type DomainActions, DomainSettings } from './domain-settings.tsx';
import { NamesPanel } from './names-panel.tsx';
import { SitesPanel } from './sites-panel.tsx';
import { discoveryWords, domainSentence, policyWords } from './words.ts';

type Props = { view: DomainView; actions: DomainActions; children: ReactNode };

/** One domain: how it stands as a whole, its sites, certificates and names, and all that is set on it. `children` are further settings. */
export function DomainPage({ view, actions, children }: Props) {
  const { name, worst, endsAt, owner, managedBy, fleetFindings, notes, policy, discovery } = view;
  return (
    <>
      <LiveRefresh names={[]} domain={name} />
      <header>
        <Breadcrumb crumbs={[{ label: 'Domains', href: paths.domains() }, { label: name }]} />
        <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="min-w-0 font-mono font-semibold text-xl wrap-anywhere">{name}</h1>
          {worst !== null && <StateBadge state={worst} />}
          <AcceptedMark words={acceptedHostsWords(view.acceptedHostCount)} />
        </div>
        <p className="mt-1 font-medium">{domainSentence(view)}</p>
        <p className="mt-1 text-muted">
          {owner === '' ? 'Nobody is named to look after its certificates' : `Certificates looked after by ${owner}`}.{' '}
          {endsAt !== null && (
            <>
              The first of them ends <Moment at={endsAt} />.{' '}
            </>
          )}
          A door’s state is decided by {policyWords[policy]}. Discovery: {discoveryWords(discovery)}.
          {managedBy !== null && ` Managed by ${managedBy}.`}
        </p>
        <p className="mt-1">
          <Link href={paths.boardFiltered({ domain: name })} prefetch={false} className="text-link underline">
            Its hosts on the board
          </Link>
          <a href="#settings" className="ml-4 text-link underline">
            Its settings
          </a>
          {view.acceptedHostCount > 0 && (
            <Link href={paths.waivers()} prefetch={false} className="ml-4 text-link underline">
              What is accepted for now
            </Link>
          )}
        </p>
      </header>
      <div className="mt-4 flex flex-col gap-4">
        {fleetFindings.length > 0 && (
          <Panel id="fleet-findings" title={count(fleetFindings.length, 'fleet finding')}>
            <FleetFindingList findings={fleetFindings} now={view.generatedAt} />
          </Panel>
        )}
        {notes !== '' && (
          <Panel id="notes" title="Notes">
            <Markdown text={notes} />
          </Panel>
        )}
        <SitesPanel sites={view.sites} domain={name} />
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <CertificatesPanel view={view} />
          <AcrossHostsPanel findings={view.acrossHosts} />
        </div>
        <NamesPanel view={view} />
      </div>
      <DomainSettings view={view} actions={actions}>
        {children}
      </DomainSettings>
    </>
  );
}
