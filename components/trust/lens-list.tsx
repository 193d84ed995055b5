import Link from 'next/link';
import { StateTile } from '#components/finding/state-tile.tsx';
import { Panel } from '#components/host/panel.tsx';
import type { LensVerdict } from '#lib/fleet/trust/views.ts';
import { paths } from '#lib/paths.ts';

/** What each lens of the domain makes of a door, the one that decides first. */
export function LensPanel({ lenses, domain }: { lenses: readonly LensVerdict[]; domain: string | null }) {
  return (
    <Panel
      id="lenses"
      title="Trusted with which stores"
      aside={
        <Link href={paths.trustSettings(domain === null ? {} : { domain })} prefetch={false} className="text-link underline">
          Trust settings
        </Link>
      }
    >
      {lenses.length === 0 ? (
        <p className="text-muted">No certificate was received, so there is nothing to trust.</p>
      ) : (
        <ul aria-label="Lenses" className="grid grid-cols-1 items-start gap-2 lg:grid-cols-2">
          {lenses.map(({ key, name, inForce, chains }) => (
            <li key={key} className="min-w-0 rounded-md border border-line bg-surface p-3">
              <p className="font-medium wrap-anywhere">
                {name} {inForce && <span className="font-normal">(decides the verdict)</span>}
              </p>
              {chains.map(({ addresses, trusted, because }) => (
                <p key={addresses.join()} className="mt-1 wrap-anywhere">
                  {chains.length > 1 && <span className="block font-mono">{addresses.join(', ')}</span>}
                  <span className="mr-1.5 inline-flex items-center gap-1.5 font-semibold whitespace-nowrap">
                    <StateTile state={trusted ? 'healthy' : 'critical'} size={16} />
                    {trusted ? 'Trusted' : 'Not trusted'}
                  </span>{' '}
                  {because}
                </p>
              ))}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
