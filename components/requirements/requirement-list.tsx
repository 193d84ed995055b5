import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { StateTile } from '#components/finding/state-tile.tsx';
import type { HostState } from '#lib/checks/read/views.ts';
import type { Demand } from '#lib/diagnosis/requirements/requirement.ts';
import type { RequirementMatrix, RequirementRow, RowOutcome } from '#lib/diagnosis/requirements/requirement-matrix.ts';
import { paths } from '#lib/paths.ts';

/** An outcome borrows the glyph and colour of a state; the word stands beside it. */
const marks: Readonly<Record<RowOutcome, { state: HostState; word: string }>> = {
  pass: { state: 'healthy', word: 'Met' },
  fail: { state: 'critical', word: 'Not met' },
  differs: { state: 'warning', word: 'Sources differ' },
  unknown: { state: 'not-checked', word: 'Not known' },
};

function Mark({ outcome }: { outcome: RowOutcome }) {
  const { state, word } = marks[outcome];
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <StateTile state={state} size={16} />
      <span className={outcome === 'pass' ? '' : 'font-semibold'}>{word}</span>
    </span>
  );
}

function DemandRow({ demand }: { demand: Demand }) {
  return (
    <li className="grid grid-cols-1 gap-x-4 gap-y-0.5 border-line border-t py-1.5 first:border-t-0 sm:grid-cols-[7.5rem_minmax(0,1fr)]">
      <Mark outcome={demand.outcome} />
      <span className="min-w-0 wrap-anywhere">
        {demand.asks}.{demand.because && ` ${demand.because}`}{' '}
        <a href={demand.by.address} className="text-link underline" rel="noreferrer">
          {demand.by.name}
          {demand.by.section && `, ${demand.by.section}`}
        </a>
      </span>
    </li>
  );
}

type Explained = { name: string; port: number; findings: readonly { id: string; title: string }[] };

function Row({ row, explained }: { row: RequirementRow; explained: Explained }) {
  const explanations = explained.findings.filter(({ id }) => row.findingIds.includes(id));
  return (
    <li className="border-line border-t first:border-t-0">
      <details className="group/row" open={row.outcome === 'fail' || row.outcome === 'differs'}>
        <summary className="grid cursor-pointer list-none grid-cols-[1rem_minmax(0,1fr)] items-start gap-x-2 gap-y-0.5 rounded-sm py-1.5 hover:bg-hover sm:grid-cols-[1rem_7.5rem_minmax(0,1fr)] [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden="true"
            width={14}
            height={14}
            className="mt-1 text-muted transition-transform group-open/row:rotate-90"
          />
          <Mark outcome={row.outcome} />
          <span className="col-start-2 min-w-0 wrap-anywhere sm:col-start-auto">
            <span className="font-medium">{row.title}:</span> <span className="text-muted">{row.seen}</span>
          </span>
        </summary>
        <div className="mb-2 ml-6 rounded-md bg-sunken px-3 py-1">
          <ul aria-label={`Who asks what: ${row.title}`}>
            {row.demands.map((demand) => (
              <DemandRow key={`${demand.by.name} ${demand.asks}`} demand={demand} />
            ))}
          </ul>
          {explanations.length > 0 && row.outcome !== 'pass' && (
            <p className="border-line border-t py-1.5">
              Explained in{' '}
              {explanations.map(({ id, title }, index) => (
                <span key={id}>
                  {index > 0 && ', '}
                  <Link href={paths.why(explained.name, explained.port, id)} prefetch={false} className="text-link underline">
                    {title}
                  </Link>
                </span>
              ))}
              .
            </p>
          )}
        </div>
      </details>
    </li>
  );
}

/** `12 met, 1 not met, 2 where sources differ, 1 not known`, without what does not occur. */
export function tallyWords(rows: readonly RequirementRow[]): string {
  const count = (outcome: RowOutcome) => rows.filter((row) => row.outcome === outcome).length;
  return [
    `${count('pass')} met`,
    ...(count('fail') > 0 ? [`${count('fail')} not met`] : []),
    ...(count('differs') > 0 ? [`${count('differs')} where the sources differ`] : []),
    ...(count('unknown') > 0 ? [`${count('unknown')} not known`] : []),
  ].join(', ');
}

const urgency: Readonly<Record<RowOutcome, number>> = { fail: 0, differs: 1, unknown: 2, pass: 2 };

/** What needs an eye first; within that, the order of the matrix. */
const urgentFirst = (rows: readonly RequirementRow[]): RequirementRow[] =>
  rows.toSorted((one, other) => urgency[one.outcome] - urgency[other.outcome]);

/** What is asked of this server's certificate, by whom, and what it has; one list for each different certificate. */
export function RequirementLists({ matrices, ...explained }: { matrices: readonly RequirementMatrix[] } & Explained) {
  if (matrices.length === 0) return <p className="text-muted">No certificate was received that could be compared.</p>;
  return matrices.map(({ leafSha256, addresses, rows }) => (
    <div key={`${leafSha256} ${addresses.join()}`} className="mt-3 first:mt-0">
      {matrices.length > 1 && <h3 className="mb-1 font-medium font-mono wrap-anywhere">{addresses.join(', ')}</h3>}
      <p className="mb-1 text-muted">{tallyWords(rows)}. Open a row to see who asks for it.</p>
      <ul>
        {urgentFirst(rows).map((row) => (
          <Row key={row.id} row={row} explained={explained} />
        ))}
      </ul>
    </div>
  ));
}
