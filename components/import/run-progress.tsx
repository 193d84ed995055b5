'use client';

import { useEffect, useId, useState } from 'react';
import { monotonicMs } from '#lib/clock.ts';
import { amountWords, percentDone, runSteps, secondsWords, stepWords } from './run-words.ts';
import type { ListRun } from './use-list-run.ts';

/** Told from this many milliseconds on: before, a person does not wonder. */
const elapsedFromMs = 2_000;

/** The steps of a run, how far the present one is, and how long it has taken. Only the name of the step is announced. */
export function RunProgress({ run }: { run: ListRun | null }) {
  return (
    <>
      <p role="status" className="sr-only">
        {run !== null && `${stepWords(run.name, run.now.step)}.`}
      </p>
      {run !== null && <Steps run={run} />}
    </>
  );
}

/** Browsers draw what they do not know the end of as an empty bar once it has colours of ours; it breathes then. */
const barClass =
  'mt-1 h-2 w-full appearance-none overflow-hidden rounded-sm bg-line-strong [&::-moz-progress-bar]:bg-link [&::-webkit-progress-bar]:bg-line-strong [&::-webkit-progress-value]:bg-link';

function Steps({ run }: { run: ListRun }) {
  const id = useId();
  const { name, now, known } = run;
  const steps = runSteps[name];
  const at = steps.indexOf(now.step);
  const percent = percentDone(now);
  return (
    <div className="max-w-md rounded-md border border-line bg-sunken p-3">
      <label htmlFor={id} className="flex justify-between gap-3 font-medium">
        <span>
          {stepWords(name, now.step)}
          <span className="font-normal text-muted">
            {' '}
            · step {at + 1} of {steps.length}
          </span>
        </span>
        {percent !== null && <span className="tabular-nums">{percent} %</span>}
      </label>
      <progress
        key={now.step}
        id={id}
        className={`${barClass} ${percent === null ? 'motion-safe:animate-pulse' : ''}`}
        {...(percent === null ? {} : { value: now.done, max: now.total ?? 1 })}
      />
      <ol className="mt-2 space-y-0.5">
        {steps.map((step, index) => {
          const progress = known.find((each) => each.step === step);
          const amount = progress === undefined ? '' : amountWords(progress);
          return (
            <li
              key={step}
              className={`flex gap-2 ${index === at ? 'font-medium' : 'text-muted'}`}
              aria-current={index === at ? 'step' : undefined}
            >
              <span aria-hidden className="w-4 shrink-0 text-center">
                {index < at ? '✓' : index === at ? '›' : '·'}
              </span>
              <span className="min-w-0">
                {stepWords(name, step)}
                <span className="sr-only">{index < at ? ', done' : index > at ? ', not begun' : ''}</span>
              </span>
              {amount !== '' && <span className="ml-auto shrink-0 text-right tabular-nums">{amount}</span>}
            </li>
          );
        })}
      </ol>
      <Elapsed startedMs={run.startedMs} />
      {name === 'import' && <p className="mt-2 text-muted">Nothing of it is kept unless all of it is.</p>}
    </div>
  );
}

function Elapsed({ startedMs }: { startedMs: number }) {
  const [elapsedMs, setElapsedMs] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setElapsedMs(monotonicMs() - startedMs), 500);
    return () => clearInterval(timer);
  }, [startedMs]);
  if (elapsedMs < elapsedFromMs) return null;
  return <p className="mt-2 text-muted tabular-nums">{secondsWords(Math.floor(elapsedMs / 1_000) * 1_000)} so far</p>;
}
