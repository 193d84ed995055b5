'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useActionState, useState, useTransition } from 'react';
import type { ActionState, FormAction } from '#components/ui/action-state.ts';
import { paths } from '#lib/paths.ts';
import { type ListRunName, type RunProgress, sendListRun } from './list-run.ts';
import { aimRun, beginRun } from './run-clock.ts';

/** A run that is under way: when it began, on the clock for durations, and the newest that is known of each step. */
export type ListRun = { name: ListRunName; startedMs: number; now: RunProgress; known: readonly RunProgress[] };

const noted = (run: ListRun, progress: RunProgress): ListRun => ({
  ...run,
  now: progress,
  known: [...run.known.filter(({ step }) => step !== progress.step), progress],
});

/**
 * A form over a list that tells how far it is. With JavaScript `send` sends it and follows the answer; without, `submit` is the action
 * of the form, and the browser waits for the next page.
 */
export function useListRun<Data>(action: FormAction<Data>, name: ListRunName) {
  const router = useRouter();
  const [answered, submit, pending] = useActionState(action, { status: 'idle' });
  const [ended, setEnded] = useState<ActionState | null>(null);
  const [run, setRun] = useState<ListRun | null>(null);
  const [isLeaving, startLeaving] = useTransition();
  const [isSent, setSent] = useState(false);

  const follow = async (form: FormData) => {
    setSent(true);
    const first: RunProgress =
      name === 'check' || name === 'correct' ? { step: 'send', done: 0, total: 0 } : { step: 'lines', done: 0, total: 0 };
    setRun({ name, startedMs: beginRun(), now: first, known: [first] });
    const note = (progress: RunProgress) => setRun((before) => before && noted(before, progress));
    const { state, to } = await sendListRun(paths.importRun(name), name, form, note);
    setEnded(state);
    if (to !== null) {
      aimRun(to);
      note({ step: 'show', done: 0, total: null });
      startLeaving(() => {
        const isHere = `${window.location.pathname}${window.location.search}` === to;
        if (!isHere) router.push(to, { scroll: name !== 'map' && name !== 'correct' });
        if (isHere || name === 'import') router.refresh();
      });
    }
    setSent(false);
  };
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void follow(new FormData(event.currentTarget));
  };
  const isUnderWay = isSent || isLeaving;
  return { state: ended ?? answered, submit, send, follow, pending: pending || isUnderWay, run: isUnderWay ? run : null };
}
