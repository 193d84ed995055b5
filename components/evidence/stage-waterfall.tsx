import { ChevronRight } from 'lucide-react';
import type { Evidence } from '#lib/probe/evidence.ts';
import { DetailList, RootDseTable } from './detail-list.tsx';
import { msWords } from './stage-details.ts';
import { StageMark } from './stage-mark.tsx';
import { type AttemptRows, type StageFinding, type StageRow, stageRows } from './stage-rows.ts';

const summaryGrid =
  'grid grid-cols-[1rem_minmax(0,1fr)_auto] items-center gap-x-2 gap-y-0.5 py-1.5 sm:grid-cols-[1rem_5.25rem_6.5rem_minmax(0,1fr)_4.5rem_4rem]';

function Bar({ row, totalMs }: { row: StageRow; totalMs: number }) {
  if (row.ms === null || row.startMs === null || totalMs === 0) return <span className="hidden sm:block" />;
  const left = (row.startMs / totalMs) * 100;
  const width = (row.ms / totalMs) * 100;
  const tone = row.status === 'failed' || row.status === 'fault' ? 'bg-critical-fill' : 'bg-chart';
  return (
    <span aria-hidden="true" className="relative hidden h-2.5 sm:block">
      <span
        className={`absolute inset-y-0 min-w-0.5 rounded-[1px] ${tone}`}
        style={{ left: `${Math.min(left, 98).toFixed(2)}%`, width: `${width.toFixed(2)}%` }}
      />
    </span>
  );
}

function Row({ row, totalMs }: { row: StageRow; totalMs: number }) {
  return (
    <li className="border-line border-t first:border-t-0">
      <details className="group">
        <summary className={`${summaryGrid} cursor-pointer list-none rounded-sm hover:bg-hover [&::-webkit-details-marker]:hidden`}>
          <ChevronRight aria-hidden="true" width={14} height={14} className="text-muted transition-transform group-open:rotate-90" />
          <span className="font-medium">{row.label}</span>
          <span className="justify-self-end sm:order-none sm:justify-self-start">
            <StageMark status={row.status} />
          </span>
          <span className="col-start-2 min-w-0 text-muted wrap-anywhere sm:col-start-auto sm:text-inherit">{row.result}</span>
          <Bar row={row} totalMs={totalMs} />
          <span className="whitespace-nowrap text-right tabular-nums">
            {row.ms === null ? (
              <span className="text-muted">
                <span aria-hidden="true">–</span>
                <span className="sr-only">no time</span>
              </span>
            ) : (
              msWords(row.ms)
            )}
          </span>
        </summary>
        <div className="mb-2 ml-6 rounded-md bg-sunken p-3">
          <DetailList details={row.details} />
          {row.rootDse && <RootDseTable rootDse={row.rootDse} />}
        </div>
      </details>
    </li>
  );
}

function Stages({ attempt, headed }: { attempt: AttemptRows; headed: boolean }) {
  return (
    <section aria-label={attempt.address ? `Stages at ${attempt.address}` : 'Stages'} className="mt-2">
      {headed && <h3 className="mt-3 font-medium font-mono">{attempt.address}</h3>}
      <ol>
        {attempt.rows.map((row) => (
          <Row key={row.stage} row={row} totalMs={attempt.totalMs} />
        ))}
      </ol>
    </section>
  );
}

/** The stages of a probe as a waterfall, once per address; each row opens its raw evidence. */
export function StageWaterfall({ evidence, findings }: { evidence: Evidence; findings: readonly StageFinding[] }) {
  const attempts = stageRows(evidence, findings);
  return (
    <>
      {attempts.map((attempt) => (
        <Stages key={attempt.address ?? 'none'} attempt={attempt} headed={attempts.length > 1} />
      ))}
      {evidence.timingsDoubtful && (
        <p className="mt-2 text-muted">
          Times are doubtful: the prober itself was held up for {msWords(evidence.eventLoopLagMs)} during this probe.
        </p>
      )}
    </>
  );
}
