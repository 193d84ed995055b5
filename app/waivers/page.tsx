import type { Metadata } from 'next';
import Link from 'next/link';
import { Panel } from '#components/host/panel.tsx';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import { ExportLinks } from '#components/ui/export-links.tsx';
import { WaiverForm } from '#components/waivers/waiver-form.tsx';
import { WaiverList } from '#components/waivers/waiver-list.tsx';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { rules } from '#lib/diagnosis/rules/index.ts';
import { parseWaiverDraft, parseWaiverState } from '#lib/fleet/waivers/filter.ts';
import { readWaivers } from '#lib/fleet/waivers/read-waivers.ts';
import { paths } from '#lib/paths.ts';
import { accept, end } from './actions.ts';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: 'Accepted findings' };

const findings = rules
  .map(({ id, no, title }) => ({ id, label: `${no} ${title}` }))
  .sort((one, other) => (one.label < other.label ? -1 : 1));
const daysProposed = 30;

export default async function WaiversPage({ searchParams }: Props) {
  const query = await searchParams;
  const state = parseWaiverState(query.state);
  const draft = parseWaiverDraft(query);
  const waivers = await readWaivers(database(), { state, now: now() });
  const lastDay = new Date(now().getTime() + daysProposed * 86_400_000).toISOString().slice(0, 10);
  const other =
    state === 'ended'
      ? { label: 'Those in force', href: paths.waivers() }
      : { label: 'Those that have ended', href: paths.waivers({ state: 'ended' }) };
  return (
    <div className="max-w-6xl">
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
        <Panel id="accept" title="Accept a finding">
          <WaiverForm key={JSON.stringify(draft)} draft={draft} findings={findings} lastDay={lastDay} action={accept} />
        </Panel>
      </div>
    </div>
  );
}
