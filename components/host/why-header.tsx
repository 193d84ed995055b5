import { WaiverWords } from '#components/finding/accepted-findings.tsx';
import { confidenceWords, severityState, severityWords } from '#components/finding/severity.ts';
import { StateTile } from '#components/finding/state-tile.tsx';
import { Moment } from '#components/time/moment.tsx';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import type { FindingView, HostView } from '#lib/checks/read/views.ts';
import { paths } from '#lib/paths.ts';

/** What is explained, for which host, how sure it is, and whether it is still found. */
export function WhyHeader({ view, title, no, finding }: { view: HostView; title: string; no: number; finding: FindingView | null }) {
  const { name, door } = view;
  return (
    <header className="mb-6">
      <Breadcrumb
        crumbs={[
          { label: 'Board', href: paths.board() },
          { label: `${name}:${door.target.port}`, href: paths.host(name, door.target.port), isName: true },
          { label: 'Why' },
        ]}
      />
      <h1 className="mt-1 flex items-start gap-2 font-semibold text-xl">
        <span className="mt-1 shrink-0">
          <StateTile state={finding ? severityState(finding.severity) : 'healthy'} size={18} />
        </span>
        <span className="min-w-0">
          {title} <span className="font-normal text-muted">cause {no}</span>
        </span>
      </h1>
      {finding ? (
        <p className="mt-1">
          {severityWords[finding.severity]} on <span className="font-mono wrap-anywhere">{name}</span>.{' '}
          {confidenceWords[finding.confidence]}.{' '}
          <a href="#resolve" className="font-medium text-link underline">
            Go to the steps that resolve it
          </a>
          {finding.waiver && (
            <span className="mt-2 block">
              <WaiverWords waiver={finding.waiver} />
            </span>
          )}
        </p>
      ) : (
        <p className="mt-2 rounded-lg border border-line-strong bg-surface px-4 py-2.5">
          Not found at the last check
          {view.evidenceAt ? (
            <>
              {' '}
              (<Moment at={view.evidenceAt} />)
            </>
          ) : (
            ': this host was not checked yet'
          )}
          . The explanation below carries the names of <span className="font-mono wrap-anywhere">{name}</span> all the same.
        </p>
      )}
    </header>
  );
}
