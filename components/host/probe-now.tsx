'use client';

import { useRef } from 'react';
import { msWords } from '#components/evidence/stage-details.ts';
import { StateTile } from '#components/finding/state-tile.tsx';
import { useSingleKeys } from '#components/shell/use-single-keys.ts';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import { type ProgressEvent, shownEvents } from './probe-progress.ts';
import { stageLabel } from './stage-labels.ts';
import { type LookPhase, useRequestedLook } from './use-requested-look.ts';

const patienceMs = 60_000;

const markOf = { ok: 'healthy', failed: 'critical', skipped: 'not-checked' } as const;
const wordOf = { ok: 'completed', failed: 'failed', skipped: 'not asked' } as const;

/** Stages of a running probe as they complete. */
function Stages({ events }: { events: readonly ProgressEvent[] }) {
  return (
    <ol className="flex flex-wrap gap-x-4 gap-y-1">
      {events.map((event) => (
        <li key={`${event.address ?? ''} ${event.stage}`} className="inline-flex items-center gap-1.5">
          <StateTile state={markOf[event.status]} size={16} />
          <span>
            <span className="font-medium">{stageLabel(event.stage)}</span> {wordOf[event.status]}
          </span>
          {event.ms !== null && <span className="text-muted tabular-nums">{msWords(event.ms)}</span>}
        </li>
      ))}
    </ol>
  );
}

/** Asks for a probe ahead of the schedule and shows its stages live. */
export function ProbeNow({
  endpointId,
  checkedAt,
  action,
}: {
  endpointId: string;
  checkedAt: string | null;
  action: FormAction<{ requestId: string }>;
}) {
  const form = useRef<HTMLFormElement>(null);
  const look = useRequestedLook({ endpointId, newestAt: checkedAt, patienceMs, action });
  const { phase, pending, submit, progress, verdict, problem } = look;
  const running = phase === 'running';
  useSingleKeys({ p: () => !running && form.current?.requestSubmit() });

  const shown = phase === 'idle' ? [] : shownEvents(progress);
  const words: Record<LookPhase, string> = {
    idle: '',
    running: pending || shown.length > 0 ? 'Probing…' : 'Waiting for a worker…',
    done: `Probed just now${verdict === null ? '' : `: ${verdict}`}.`,
    late: 'No result after a minute. The worker may be busy or stopped; the result appears here when it comes.',
  };
  return (
    <>
      <form ref={form} action={submit}>
        <input type="hidden" name="endpointId" value={endpointId} />
        <Button type="submit" variant="primary" disabled={running} aria-keyshortcuts="p">
          {running ? 'Probing…' : 'Probe now'}
          {!running && <kbd>P</kbd>}
        </Button>
      </form>
      <div aria-live="polite" className="order-last basis-full empty:hidden">
        {problem ? (
          <p className="font-medium text-critical">{problem}</p>
        ) : (
          phase !== 'idle' && (
            <>
              <p className="text-muted">{words[phase]}</p>
              <Stages events={shown} />
            </>
          )
        )}
      </div>
    </>
  );
}
