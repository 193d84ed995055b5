import type { ReactNode } from 'react';
import { profileNames } from '#components/article/profile-words.ts';
import { Ago } from '#components/time/ago.tsx';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import type { HostView } from '#lib/checks/read/views.ts';
import { paths } from '#lib/paths.ts';
import { StateSince } from './state-since.tsx';

/** Where the host is, its name and port, its state and since when, and what can be done with it. */
export function HostHeader({ view, actions }: { view: HostView; actions: ReactNode }) {
  const { door } = view;
  const domain = view.domain === null ? [] : [{ label: view.domain, href: paths.domain(view.domain) }];
  // A site may be named like its domain.
  const site = view.site === '' || view.site === view.domain ? [] : [{ label: view.site }];
  return (
    <header>
      <Breadcrumb crumbs={[{ label: 'Board', href: paths.board() }, ...domain, ...site]} />
      <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="min-w-0 font-mono font-semibold text-xl wrap-anywhere">
          {view.name}
          <span className="text-muted">:{door.target.port}</span>
        </h1>
        <StateSince key={view.generatedAt} state={door.state} since={door.since} now={view.generatedAt} />
      </div>
      <p className="mt-1 text-muted">
        {view.profile ? profileNames[view.profile] : 'Kind of server not known yet'}
        {view.profile && (view.profileSetByHand ? ' (set by hand)' : ' (recognised)')}
        {view.standsForDomain && ', stands for a whole domain'}
        {view.address && (
          <>
            , dialled at <span className="font-mono">{view.address}</span>
          </>
        )}
        {view.owner && (
          <span className="wrap-anywhere">
            . Certificates looked after by <span className="text-ink">{view.owner.name}</span>
            {view.owner.from === 'domain' && ' (for the domain)'}
          </span>
        )}
        {door.checkedAt && (
          <>
            {'. '}Last checked <Ago at={door.checkedAt} now={view.generatedAt} />
          </>
        )}
        .
      </p>
      <div className="mt-3 print:hidden">{actions}</div>
    </header>
  );
}
