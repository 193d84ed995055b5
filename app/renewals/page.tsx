import type { Metadata } from 'next';
import Link from 'next/link';
import { Panel } from '#components/host/panel.tsx';
import { PlanForm } from '#components/renewals/plan-form.tsx';
import { RenewalFilters } from '#components/renewals/renewal-filters.tsx';
import { RenewalList } from '#components/renewals/renewal-list.tsx';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import { ExportLinks } from '#components/ui/export-links.tsx';
import { parseRenewalFilter, renewalQuery } from '#lib/certificates/renewals/filter.ts';
import { readRenewals } from '#lib/certificates/renewals/read-renewals.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { paths } from '#lib/paths.ts';
import { readerZone } from '../_server/reader-zone.ts';
import { plan } from './actions.ts';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: 'Renewals' };

export default async function RenewalsPage({ searchParams }: Props) {
  const query = await searchParams;
  const filter = parseRenewalFilter(query);
  const list = await readRenewals(database(), filter, { now: now(), timeZone: await readerZone() });
  const subject = [query.certificate, query.host].find((one) => typeof one === 'string' && one !== '');
  const exportQuery = renewalQuery({ ...filter, page: 1 });
  return (
    <>
      <Breadcrumb crumbs={[{ label: 'Expiry', href: paths.expiry() }, { label: 'Renewals' }]} />
      <div className="mt-1 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h1 className="font-semibold text-xl">Renewals</h1>
        <ExportLinks of="these plans" hrefOf={(format) => paths.renewalsExport({ ...exportQuery, format })} />
      </div>
      <div className="mt-4 flex flex-col gap-4">
        <Panel id="plan-one" title="Plan a renewal">
          <details open={subject !== undefined}>
            <summary className="min-h-6 w-fit cursor-pointer text-link">Certificate or host, owner, due day</summary>
            <div className="mt-3">
              <PlanForm key={String(subject)} subject={typeof subject === 'string' ? subject.slice(0, 300) : ''} action={plan} />
            </div>
          </details>
        </Panel>
        <RenewalFilters filter={filter} list={list} />
        <RenewalList filter={filter} list={list} />
        <p className="max-w-[80ch] text-muted">
          A plan is made by itself when a newer certificate appears at one door and others still serve the old one.{' '}
          <Link href={paths.cause('renewed-but-not-served')} prefetch={false} className="text-link underline">
            Why a server may keep the old one
          </Link>
        </p>
      </div>
    </>
  );
}
