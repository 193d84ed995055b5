'use client';

import { useRouter } from 'next/navigation';
import { useActionState, useCallback, useEffect, useRef, useState } from 'react';
import { useLive } from '#components/live/use-live.ts';
import type { ActionState, FormAction } from '#components/ui/action-state.ts';
import type { LiveEvent } from '#lib/checks/live-events.ts';
import { noProgress, type ProbeProgress, verdictOf, withEvent } from './probe-progress.ts';

const pollMs = 3_000;

/** late: no result came in time, which says nothing about whether one will. */
export type LookPhase = 'idle' | 'running' | 'done' | 'late';

type Request = {
  endpointId: string;
  /** Time of the newest result on the page; null when there is none. */
  newestAt: string | null;
  /** For how long a result is waited for, in milliseconds. */
  patienceMs: number;
  action: FormAction<{ requestId: string }>;
};

/**
 * Asks for a look at an endpoint ahead of the schedule and follows it live. Where no live event comes through, the page is read again
 * every few seconds until its result is newer.
 */
export function useRequestedLook({ endpointId, newestAt, patienceMs, action }: Request) {
  const router = useRouter();
  const [progress, setProgress] = useState<ProbeProgress>(noProgress);
  const [phase, setPhase] = useState<LookPhase>('idle');
  const before = useRef<string | null>(null);
  const [state, submit, pending] = useActionState(
    async (previous: ActionState<{ requestId: string }>, data: FormData) => {
      before.current = newestAt;
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
    if (running && newestAt !== before.current) setPhase('done');
  }, [running, newestAt]);

  useEffect(() => {
    if (!running) return;
    const poll = setInterval(() => router.refresh(), pollMs);
    const end = setTimeout(() => setPhase('late'), patienceMs);
    return () => {
      clearInterval(poll);
      clearTimeout(end);
    };
  }, [running, router, patienceMs]);

  const problem =
    state.status === 'error' ? state.message : state.status === 'invalid' ? state.faults.map(({ message }) => message).join(' ') : null;
  return { phase, pending, submit, progress, verdict, problem: phase === 'idle' ? problem : null };
}
