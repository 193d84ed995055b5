import Link from 'next/link';
import { Panel } from '#components/host/panel.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import type { RenewalSummary } from '#lib/certificates/renewals/views.ts';
import { paths } from '#lib/paths.ts';
import { RenewalBadge } from './renewal-badge.tsx';

/** Open plans of a host, and the way to a new one at `planHref`. */
export function RenewalPanel({ plans, planHref }: { plans: readonly RenewalSummary[]; planHref: string }) {
  return (
    <Panel id="renewal" title="Renewal">
      {plans.length === 0 ? (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-muted">No renewal is planned.</p>
          <Link href={planHref} prefetch={false} className={buttonClass()}>
            Plan a renewal
          </Link>
        </div>
      ) : (
        <ul className="flex flex-col gap-3">
          {plans.map(({ id, progress, owner }) => (
            <li key={id}>
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <RenewalBadge progress={progress} />
                <Link href={paths.renewal(id)} prefetch={false} className="text-link underline">
                  Open the plan
                </Link>
                <span className="text-muted">{owner === '' ? 'owned by nobody' : owner}</span>
              </div>
              <p className="mt-1">{progress.sentence}</p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
