import type { Metadata } from 'next';
import { DiscoverForm } from '#components/discovery/discover-form.tsx';
import { RunList } from '#components/discovery/run-list.tsx';
import { Panel } from '#components/host/panel.tsx';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import { settings } from '#lib/config/env.ts';
import { database } from '#lib/db/client.ts';
import { readDiscoveryRuns } from '#lib/fleet/discovery/read-runs.ts';
import { paths } from '#lib/paths.ts';
import { discover } from './actions.ts';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: 'Discover a domain' };

export default async function DiscoverPage({ searchParams }: Props) {
  const query = await searchParams;
  const given = (name: string): string => String(query[name] ?? '').slice(0, 255);
  const runs = await readDiscoveryRuns(database());
  const { resolvers } = settings().probe;
  const usual = resolvers.length > 0 ? `those of the domain, else ${resolvers.join(', ')}` : 'those of the domain, else of this machine';
  return (
    <div className="max-w-5xl">
      <Breadcrumb crumbs={[{ label: 'Add hosts', href: paths.setup() }, { label: 'Discover a domain' }]} />
      <h1 className="mt-1 font-semibold text-xl">Discover a domain</h1>
      <p className="mt-2 max-w-[75ch] text-muted">
        Finds the domain controllers of an Active Directory domain the way clients do, and shows them beside what is registered. Nothing is
        registered before you tick it.
      </p>
      <div className="mt-4 grid items-start gap-4 lg:grid-cols-[2fr_1fr]">
        <Panel id="discover" title="Which domain?">
          <DiscoverForm
            action={discover}
            given={{ domain: given('domain'), resolvers: given('resolvers'), forest: given('forest') === 'on' }}
            usualResolvers={usual}
          />
        </Panel>
        <Panel id="runs" title="Newest discoveries">
          <RunList runs={runs} />
        </Panel>
      </div>
    </div>
  );
}
