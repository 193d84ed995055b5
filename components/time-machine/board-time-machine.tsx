import type { BoardView, ForecastView } from '#lib/checks/read/views.ts';
import { paths } from '#lib/paths.ts';
import { AheadBanner, RefusedDay } from './ahead-banner.tsx';
import { countedHosts } from './change-words.ts';
import type { ChosenDay } from './chosen-day.ts';
import { CurrentQuery } from './current-query.tsx';
import type { Day } from './days.ts';
import { TimeMachineForm } from './time-machine-form.tsx';
import { WhatChanges } from './what-changes.tsx';

type Props = {
  counts: BoardView['counts'];
  /** The later day that the board shows; null for now. */
  ahead: { day: Day; at: string; forecast: ForecastView } | null;
  chosen: ChosenDay;
  zone: string;
  today: Day;
  /** Of the page's address. */
  query: Readonly<Record<string, string | string[] | undefined>>;
};

/** The way of the board to a later day; and there, what the day is, what changes until then, and the way back. */
export function BoardTimeMachine({ counts, ahead, chosen, zone, today, query }: Props) {
  const form = (
    <TimeMachineForm action={paths.board()} zone={zone} today={today} chosen={ahead?.day ?? null}>
      <CurrentQuery except={notKept} />
    </TimeMachineForm>
  );
  if (ahead !== null)
    return (
      <>
        <AheadBanner day={ahead.day} zone={zone} back={paths.boardFiltered(keptOf(query))} gap={gapWords(counts)}>
          {form}
        </AheadBanner>
        <WhatChanges forecast={ahead.forecast} day={ahead.day} at={ahead.at} />
      </>
    );
  return (
    <>
      {chosen.status === 'refused' && <RefusedDay message={chosen.message} />}
      <details open={chosen.status === 'refused'}>
        <summary className="w-fit cursor-pointer rounded-sm py-1">Look ahead: which hosts fail by a later day?</summary>
        <div className="py-2">{form}</div>
      </details>
    </>
  );
}

/** The day is chosen anew, and a sheet that lies open closes. */
const notKept = ['at', 'sel'];

const keptOf = (query: Props['query']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (typeof value === 'string' && !notKept.includes(name) ? [[name, value]] : [])),
  );

function gapWords({ stale, 'not-checked': notChecked, maintenance }: BoardView['counts']): string | null {
  const parts = [
    ...(stale > 0 ? [`${countedHosts(stale)} whose results are stale today`] : []),
    ...(notChecked > 0 ? [`${countedHosts(notChecked)} not checked yet`] : []),
    ...(maintenance > 0 ? [`${countedHosts(maintenance)} in maintenance`] : []),
  ];
  return parts.length === 0 ? null : `Nothing can be said of ${parts.join(', ')}.`;
}
