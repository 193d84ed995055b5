import Link from 'next/link';
import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { LiveRefresh } from '#components/host/live-refresh.tsx';
import { Panel } from '#components/host/panel.tsx';
import { AcceptedMark } from '#components/status/accepted-mark.tsx';
import { acceptedHostsWords } from '#components/status/accepted-words.ts';
import { StateBadge } from '#components/status/state-badge.tsx';
import { Moment } from '#components/time/moment.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { buttonClass } from '#components/ui/button.tsx';
import { ExportLinks } from '#components/ui/export-links.tsx';
import { count } from '#lib/diagnosis/reading/wording.ts';
import type { DomainListView, DomainRowView } from '#lib/fleet/domains/views.ts';
import { paths } from '#lib/paths.ts';
import { AddDomainForm } from './add-domain-form.tsx';
import { discoveryWords, policyWords } from './words.ts';

const cell = 'py-2 pr-4 align-top';
const heads = [
  'Domain',
  'Worst state',
  'Hosts',
  'Healthy doors',
  'Sites',
  'First certificate ends',
  'Owner',
  'Decided by',
  'Discovery',
  'Managed by',
];
const muted = (text: string) => <span className="text-muted">{text}</span>;

function Row({ domain }: { domain: DomainRowView }) {
  const { name, hostCount, siteCount, doorCount, healthyDoorCount, worst, owner, endsAt, policy, discovery, managedBy } = domain;
  return (
    <tr className="border-line border-t">
      <th scope="row" className={`${cell} min-w-48 font-normal`}>
        <Link href={paths.domain(name)} prefetch={false} className="flex min-h-6 items-center font-mono text-link underline wrap-anywhere">
          {name}
        </Link>
        {domain.fleetFindingCount > 0 && (
          <Link href={paths.domain(name)} prefetch={false} className="flex min-h-6 items-center text-link underline">
            {count(domain.fleetFindingCount, 'fleet finding')}
          </Link>
        )}
      </th>
      <td className={cell}>
        {worst === null ? muted('no doors') : <StateBadge state={worst} />}
        <span className="mt-1 block">
          <AcceptedMark words={acceptedHostsWords(domain.acceptedHostCount)} />
        </span>
      </td>
      <td className={`${cell} tabular-nums`}>{hostCount.toLocaleString('en')}</td>
      <td className={`${cell} whitespace-nowrap tabular-nums`}>
        {healthyDoorCount.toLocaleString('en')} of {doorCount.toLocaleString('en')}
      </td>
      <td className={`${cell} tabular-nums`}>{siteCount}</td>
      <td className={cell}>{endsAt === null ? muted('unknown') : <Moment at={endsAt} />}</td>
      <td className={`${cell} min-w-20 wrap-anywhere`}>{owner === '' ? muted('nobody') : owner}</td>
      <td className={cell}>{policyWords[policy]}</td>
      <td className={cell}>{discoveryWords(discovery)}</td>
      <td className={`${cell} wrap-anywhere`}>{managedBy ?? muted('people')}</td>
    </tr>
  );
}

/** All domains with how they stand, and the way to add one. */
export function DomainList({ view, addDomain }: { view: DomainListView; addDomain: FormAction<{ name: string }> }) {
  const { domains, hostsWithout } = view;
  return (
    <>
      <LiveRefresh names="every" />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="font-semibold text-xl">Domains</h1>
        <ExportLinks of="the domains" hrefOf={(format) => paths.domainsExport({ table: 'domains', format })} />
        <Link href={paths.fleetFindings()} prefetch={false} className={buttonClass()}>
          All fleet findings
        </Link>
      </div>
      <p className="mt-1 max-w-[75ch] text-muted">
        Hosts belong to the domain that their names end in. A domain has resolvers, an owner, windows of expiry, an account and trust of its
        own, which hold for its hosts unless a host says otherwise.
      </p>
      <div className="mt-4 rounded-lg border border-line bg-surface px-4 py-2">
        {domains.length === 0 ? (
          <p className="py-2">
            No domain is known yet. It comes with the first host that is{' '}
            <Link href={paths.setup()} prefetch={false} className="text-link underline">
              added
            </Link>
            , or is added below.
          </p>
        ) : (
          <ScrollRegion label="Table of domains">
            <table className="w-full min-w-6xl text-left">
              <thead>
                <tr>
                  {heads.map((head) => (
                    <th key={head} scope="col" className="py-1 pr-4 font-medium">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {domains.map((domain) => (
                  <Row key={domain.name} domain={domain} />
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        )}
      </div>
      {hostsWithout > 0 && (
        <p className="mt-2 text-muted">
          {count(hostsWithout, 'host')} {hostsWithout === 1 ? 'is' : 'are'} in no domain: addresses and names of one label.
        </p>
      )}
      <div className="mt-4">
        <Panel id="add" title="Add a domain">
          <AddDomainForm action={addDomain} />
        </Panel>
      </div>
    </>
  );
}
