'use client';

import { useRouter } from 'next/navigation';
import { useActionState, useCallback, useEffect, useRef, useState } from 'react';
import { msWords } from '#components/evidence/stage-details.ts';
import { StateTile } from '#components/finding/state-tile.tsx';
import { useLive } from '#components/live/use-live.ts';
import { useSingleKeys } from '#components/shell/use-single-keys.ts';
import type { ActionState, FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import type { LiveEvent } from '#lib/checks/live-events.ts';

import { noProgress, type ProbeProgress, type ProgressEvent, shownEvents, verdictOf, withEvent } from './probe-progress.ts';
import { stageLabel } from './stage-labels.ts';

const pollMs = 3_000;
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

type Phase = 'idle' | 'running' | 'done' | 'late';

/**
 * Asks for a probe ahead of the schedule and shows its stages live. Where no live event comes through, the page is read again every few
 * seconds until its check is newer.
 */
export function ProbeNow({
  endpointId,
  checkedAt,
  action,
}: {
  endpointId: string;
  checkedAt: string | null;
  action: FormAction<{ requestId: string }>;
}) {
  const router = useRouter();
  const [progress, setProgress] = useState<ProbeProgress>(noProgress);
  const [phase, setPhase] = useState<Phase>('idle');
  const before = useRef<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const [state, submit, pending] = useActionState(
    async (previous: ActionState<{ requestId: string }>, data: FormData) => {
      before.current = checkedAt;
      setProgress(noProgress);
      setPhase('running');
      const next = await action(previous, data);
      if (next.status === 'ok') setProgress((known) => ({ ...known, requestId: next.data.requestId }));
      else setPhase('idle');
      return next;
    },
    { status: 'idle' },
  );

  const running = phase === 'running';
  const listen = useCallback((event: LiveEvent) => setProgress((known) => withEvent(known, event, endpointId)), [endpointId]);
  useLive(listen);

  const verdict = verdictOf(progress);
  useEffect(() => {
    if (!running || verdict === null) return;
    setPhase('done');
    router.refresh();
  }, [running, verdict, router]);

  useEffect(() => {
    if (running && checkedAt !== before.current) setPhase('done');
  }, [running, checkedAt]);

  useEffect(() => {
    if (!running) return;
    const poll = setInterval(() => router.refresh(), pollMs);
    const end = setTimeout(() => setPhase('late'), patienceMs);
    return () => {
      clearInterval(poll);
      clearTimeout(end);
    };
  }, [running, router]);

  useSingleKeys({ p: () => !running && form.current?.requestSubmit() });

  const shown = phase === 'idle' ? [] : shownEvents(progress);
  const words: Record<Phase, string> = {
    idle: '',
    running: pending || shown.length > 0 ? 'Probing…' : 'Waiting for a worker…',
    done: `Probed just now${verdict === null ? '' : `: ${verdict}`}.`,
    late: 'No result after a minute. The worker may be busy or stopped; the result appears here when it comes.',
  };
  const problem =
    state.status === 'error' ? state.message : state.status === 'invalid' ? state.faults.map(({ message }) => message).join(' ') : null;
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
        {problem && phase === 'idle' ? (
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
