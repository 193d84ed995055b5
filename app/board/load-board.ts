import { cache } from 'react';
import type { Ahead } from '#components/board/ahead.ts';
import { type ChosenDay, parseChosenDay } from '#components/time-machine/chosen-day.ts';
import { addDays, type Day, dayIn, longDayWords } from '#components/time-machine/days.ts';
import { startOfDay } from '#lib/certificates/freezes/freeze-interval.ts';
import { readBoard } from '#lib/checks/read/read-board.ts';
import { readBoardAhead } from '#lib/checks/read/read-forecast.ts';
import type { BoardView, ForecastView } from '#lib/checks/read/views.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { readerZone } from '../_server/reader-zone.ts';

type LoadedBoard = {
  view: BoardView;
  /** The later day that `view` is of, with the way there; null for now. */
  ahead: (Ahead & { at: string; forecast: ForecastView }) | null;
  chosen: ChosenDay;
  zone: string;
  /** In that zone. */
  today: Day;
};

/** The board, as of now or of the day that the address asks for; read once per request. `at` is that part of the address. */
export async function loadBoard(at: string | string[] | undefined): Promise<LoadedBoard> {
  return load(JSON.stringify(at ?? ''));
}

const load = cache(async (at: string): Promise<LoadedBoard> => {
  const [zone, time] = [await readerZone(), now()];
  const today = dayIn(zone, time);
  const chosen = parseChosenDay(JSON.parse(at), today);
  if (chosen.status !== 'at') return { view: await readBoard(database(), { now: time }), ahead: null, chosen, zone, today };
  const { day } = chosen;
  const end = new Date(startOfDay(addDays(day, 1), zone).getTime() - 1);
  const { board, forecast } = await readBoardAhead(database(), { now: time, at: end });
  const ahead = { day, words: longDayWords(day), at: end.toISOString(), forecast };
  return { view: board, ahead, chosen, zone, today };
});
