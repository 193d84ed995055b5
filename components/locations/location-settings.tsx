import { Panel } from '#components/host/panel.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import type { LocationView } from '#lib/fleet/locations/views.ts';
import { paths } from '#lib/paths.ts';
import { LocationPanel } from './location-panel.tsx';

type Props = {
  locations: readonly LocationView[];
  /** ISO 8601. */
  now: string;
  remove: FormAction<{ location: string }>;
};

function HowToAdd() {
  return (
    <Panel id="add" title="Add a location">
      <p className="max-w-[75ch]">
        A location is there as soon as a worker signs in from it. Start one where servers should be probed from, with the address of the
        same database and the same secret key:
      </p>
      <pre className="mt-2 whitespace-pre-wrap rounded border border-line bg-page p-3 font-mono wrap-anywhere">
        npx port636 worker --location branch-oslo{'\n'}npx port636 worker --location internet --reach outside
      </pre>
      <p className="mt-2 max-w-[75ch] text-muted">
        <code className="font-mono">outside</code> is for places that see the servers as clients beyond their network do: names that lead to
        internal addresses are found there. The variables PORT636_LOCATION and PORT636_REACH say the same.
      </p>
    </Panel>
  );
}

/** Where workers look from: alive or silent, with their own networks and the doors that they probe. */
export function LocationSettings({ locations, now, remove }: Props) {
  return (
    <div className="max-w-5xl">
      <Breadcrumb crumbs={[{ label: 'Settings', href: paths.settings() }, { label: 'Locations' }]} />
      <h1 className="mt-1 font-semibold text-xl">Locations</h1>
      <p className="mt-2 max-w-[75ch] text-muted">
        The places that servers are probed from. From which of them a door is probed is set on its host’s page, under Edit; how a domain
        joins what they see, on the domain’s page.
      </p>
      <div className="mt-4 flex flex-col gap-4">
        {locations.length === 0 && (
          <Panel id="none" title="No location yet">
            <p className="text-muted">No worker has signed in so far, so nothing is probed.</p>
          </Panel>
        )}
        {locations.map((location) => (
          <LocationPanel key={location.name} location={location} now={now} remove={remove} />
        ))}
        <HowToAdd />
      </div>
    </div>
  );
}
