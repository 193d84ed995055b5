import type { ListRunName, RunProgress } from './list-run.ts';

type Step = RunProgress['step'];

/** The steps of each run in their order. */
export const runSteps: Readonly<Record<ListRunName, readonly Step[]>> = {
  check: ['send', 'lines', 'show'],
  correct: ['send', 'lines', 'show'],
  map: ['lines', 'show'],
  import: ['lines', 'compare', 'hosts', 'doors', 'record', 'show'],
};

/** A step in words, before the run's own page is shown. */
export const stepWords = (run: ListRunName, step: Step): string =>
  step === 'show' ? (run === 'import' ? 'Fetching the outcome' : 'Comparing with the fleet') : words[step];

const words: Readonly<Record<Exclude<Step, 'show'>, string>> = {
  send: 'Sending the list',
  lines: 'Reading and checking the lines',
  compare: 'Comparing with the fleet',
  hosts: 'Writing hosts',
  doors: 'Writing doors',
  record: 'Writing the record',
};

const number = (value: number): string => value.toLocaleString('en');

/** How much of a step is done; empty where that cannot be told. */
export function amountWords({ step, done, total }: RunProgress): string {
  if (total === null || total === 0) return '';
  if (step === 'send') return `${number(Math.round(done / 1024))} of ${number(Math.max(1, Math.round(total / 1024)))} kB`;
  return `${number(done)} of ${number(total)}`;
}

/** Whole per cent, never 100 before all is done; null where that cannot be told. */
export const percentDone = ({ done, total }: RunProgress): number | null =>
  total === null || total === 0 ? null : Math.floor((100 * Math.min(done, total)) / total);

/** A duration as it reads in a sentence. */
export function secondsWords(ms: number): string {
  const seconds = Math.max(0.1, Math.round(ms / 100) / 10);
  const shown = seconds < 10 ? seconds : Math.round(seconds);
  return `${number(shown)} ${shown === 1 ? 'second' : 'seconds'}`;
}
