import type { NextRequest } from 'next/server';
import { exportResponse } from '#app/_server/export-response.ts';
import { boardColumns, hostsOfAddress } from '#components/board/export-columns.ts';
import { forecastColumns } from '#components/time-machine/export-columns.ts';
import { readForecastDoors } from '#lib/checks/read/read-forecast.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { tableFile } from '#lib/export/table.ts';
import { loadBoard } from '../load-board.ts';

export const dynamic = 'force-dynamic';

/**
 * `table=hosts`: the board as its table, with the filters and the order of the address, as of now or of the day in `at`.
 * `table=changes`: the doors that turn until that day, which filters do not narrow on the page either.
 */
export async function GET(request: NextRequest): Promise<Response> {
  const { searchParams } = request.nextUrl;
  const load = () => loadBoard(searchParams.get('at') ?? undefined);
  const asOf = (day: string | undefined) => (day === undefined ? '' : `-as-of-${day}`);
  return exportResponse(request, {
    hosts: async () => {
      const { view, ahead } = await load();
      return tableFile(`hosts${asOf(ahead?.day)}`, boardColumns, hostsOfAddress(view.hosts, searchParams));
    },
    changes: async () => {
      const { ahead } = await load();
      if (ahead === null) return tableFile('changes', forecastColumns, []);
      const doors = await readForecastDoors(database(), { now: now(), at: new Date(ahead.at) });
      return tableFile(`changes${asOf(ahead.day)}`, forecastColumns, doors);
    },
  });
}
