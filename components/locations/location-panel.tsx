import type { ReactNode } from 'react';
import { Panel } from '#components/host/panel.tsx';
import { ConfirmedForm } from '#components/settings/confirmed-form.tsx';
import { StateGlyph } from '#components/status/state-glyph.tsx';
import { Ago } from '#components/time/ago.tsx';
import { Moment } from '#components/time/moment.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import type { HostState } from '#lib/checks/read/views.ts';
import type { KeptNetwork, LocationView } from '#lib/fleet/locations/views.ts';

const counted = (count: number, one: string): string => `${count.toLocaleString('en')} ${count === 1 ? one : `${one}s`}`;
const reachWords = {
  inside: 'inside: it sees the servers as clients of their own network do',
  outside: 'outside: it sees the servers as clients beyond their network do',
} as const;

function standing({ isSilent, networkGoneSince }: LocationView): { state: HostState; words: string } {
  if (isSilent) return { state: 'stale', words: 'Silent' };
  return networkGoneSince === null ? { state: 'healthy', words: 'Looking' } : { state: 'not-checked', words: 'Its own network is gone' };
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 sm:grid-cols-[12rem_1fr]">
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  );
}

const networkWords: Readonly<Record<KeptNetwork['state'], string>> = {
  works: 'worked',
  unclear: 'there was too little to go by',
  gone: 'was gone',
};

function Network({ location: { network, networkGoneSince } }: { location: LocationView }) {
  if (network === null) return <span className="text-muted">no probe has given a reason to look at it</span>;
  return (
    <>
      {networkGoneSince === null ? (
        <>
          {networkWords[network.state]} at its last look, <Moment at={network.lookedAt} />
        </>
      ) : (
        <>
          gone since <Moment at={networkGoneSince} />: {network.because}
        </>
      )}
      {network.controls.length > 0 && (
        <details className="mt-1">
          <summary className="cursor-pointer text-link">What was asked</summary>
          <ul className="mt-1 flex flex-col gap-0.5">
            {network.controls.map(({ name, outcome }) => (
              <li key={name}>
                {name}: {outcome}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** One location: whether it looks, how its network is, and what hangs on it. */
export function LocationPanel({
  location,
  now,
  remove,
}: {
  location: LocationView;
  now: string;
  remove: FormAction<{ location: string }>;
}) {
  const { name, reach, lastSeenAt, isSilent, doorCount, hostCount, onlyHereCount, lastResultAt } = location;
  const { state, words } = standing(location);
  return (
    <Panel
      id={`location-${name}`}
      title={name}
      aside={
        <span className="inline-flex items-center gap-1.5 font-medium">
          <StateGlyph state={state} size={16} />
          {words}
        </span>
      }
    >
      <dl className="flex flex-col gap-2">
        <Row label="Reach">{reachWords[reach]}</Row>
        <Row label="Last sign of life">{lastSeenAt === null ? 'never' : <Ago at={lastSeenAt} now={now} />}</Row>
        <Row label="Probes">
          {counted(doorCount, 'door')} of {counted(hostCount, 'host')}
          {onlyHereCount > 0 && `, ${onlyHereCount.toLocaleString('en')} of them from here alone`}
        </Row>
        <Row label="Last result">{lastResultAt === null ? 'none yet' : <Ago at={lastResultAt} now={now} />}</Row>
        <Row label="Its own network">
          <Network location={location} />
        </Row>
      </dl>
      {isSilent && (
        <div className="mt-3 flex flex-wrap items-center gap-3">
          <ConfirmedForm
            action={remove}
            field="location"
            value={name}
            ask="Remove"
            label={`Remove the location ${name}`}
            question={`Remove ${name} with all that was seen from it? Doors that are probed from there alone are then probed from every location.`}
            confirm={`Remove ${name}`}
            keep="Keep it"
          />
        </div>
      )}
    </Panel>
  );
}
