import type { Metadata } from 'next';
import Link from 'next/link';
import { LiveRefresh } from '#components/host/live-refresh.tsx';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import { ExportLinks } from '#components/ui/export-links.tsx';
import { WaiverList } from '#components/waivers/waiver-list.tsx';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { parseWaiverDraft, parseWaiverState } from '#lib/fleet/waivers/filter.ts';
import { readWaivers } from '#lib/fleet/waivers/read-waivers.ts';
import { paths } from '#lib/paths.ts';
import { end } from './actions.ts';
import { NewWaiver } from './new-waiver.tsx';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: 'Accepted findings' };

export default async function WaiversPage({ searchParams }: Props) {
  const query = await searchParams;
  const state = parseWaiverState(query.state);
  const waivers = await readWaivers(database(), { state, now: now() });
  const other =
    state === 'ended'
      ? { label: 'Those in force', href: paths.waivers() }
      : { label: 'Those that have ended', href: paths.waivers({ state: 'ended' }) };
  return (
    <div className="max-w-6xl">
      <LiveRefresh names="every" />
      <Breadcrumb crumbs={[{ label: 'Settings', href: paths.settings() }, { label: 'Accepted findings' }]} />
      <div className="mt-1 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h1 className="font-semibold text-xl">{state === 'ended' ? 'Findings that were accepted' : 'Accepted findings'}</h1>
        <ExportLinks of="accepted findings" hrefOf={(format) => paths.waiversExport({ state, format })} />
      </div>
      <p className="mt-2 max-w-[75ch] text-muted">
        What is accepted counts for no state until its last day is over; then it counts again by itself. It stays in sight wherever it is
        found.
      </p>
      <div className="mt-4 flex flex-col gap-4">
        {waivers.length === 0 ? (
          <p className="rounded-lg border border-line bg-surface p-4">
            {state === 'ended' ? 'None has ended yet.' : 'Nothing is accepted: every finding counts.'}
          </p>
        ) : (
          <WaiverList waivers={waivers} end={end} />
        )}
        <p>
          <Link href={other.href} prefetch={false} className="text-link underline">
            {other.label}
          </Link>
        </p>
        <NewWaiver draft={parseWaiverDraft(query)} />
      </div>
    </div>
  );
}
