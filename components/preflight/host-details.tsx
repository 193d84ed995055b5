import Link from 'next/link';
import { profileNames } from '#components/article/profile-words.ts';
import { severityState, severityWords } from '#components/finding/severity.ts';
import { StateTile } from '#components/finding/state-tile.tsx';
import { RequirementLists, tallyWords } from '#components/requirements/requirement-list.tsx';
import type { HostDetail, PreflightView, WouldBeFinding } from '#lib/certificates/preflight/views.ts';
import { paths } from '#lib/paths.ts';
import { hostsWords } from './result-words.ts';

/** The requirement matrix of every kind of outcome; hosts with the same outcome share one. */
export function HostDetails({ view }: { view: PreflightView }) {
  return view.details.map((detail, index) => (
    <section
      key={detail.name}
      id={`preflight-detail-${index}`}
      aria-label={`Requirements of ${hostsWords(detail.hosts)}`}
      className="min-w-0 scroll-mt-20 rounded-lg border border-line bg-surface p-4"
    >
      <Detail detail={detail} isOpen={view.details.length <= 3} />
    </section>
  ));
}

function Detail({ detail, isOpen }: { detail: HostDetail; isOpen: boolean }) {
  const { hosts, name, profile, matrix, findings } = detail;
  return (
    <details open={isOpen}>
      <summary className="cursor-pointer rounded-sm hover:bg-hover">
        <h3 className="inline font-semibold wrap-anywhere">{hostsWords(hosts)}</h3>
        <span className="block text-muted">
          {profileNames[profile]}: {tallyWords(matrix.rows)}.
          {hosts.length > 1 && ` Values are those of ${name}; the outcome is the same for all ${hosts.length}.`}
        </span>
      </summary>
      {findings.length > 0 && (
        <div className="mt-3">
          <h4 className="font-medium">What would be found once it is served</h4>
          <ul>
            {findings.map((finding) => (
              <Finding key={finding.id} finding={finding} />
            ))}
          </ul>
        </div>
      )}
      <div className="mt-3">
        <RequirementLists matrices={[matrix]} name={name} port={636} findings={[]} />
      </div>
    </details>
  );
}

function Finding({ finding }: { finding: WouldBeFinding }) {
  return (
    <li className="flex items-start gap-2 border-line border-t py-2 first:border-t-0">
      <span className="mt-0.5 shrink-0">
        <StateTile state={severityState(finding.severity)} size={16} />
      </span>
      <span className="min-w-0 wrap-anywhere">
        <span className="sr-only">{severityWords[finding.severity]}: </span>
        <Link href={paths.cause(finding.id)} prefetch={false} className="font-medium text-link underline">
          {finding.title}
        </Link>{' '}
        {finding.summary}
      </span>
    </li>
  );
}
