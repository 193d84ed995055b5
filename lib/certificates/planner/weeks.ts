import { addDays, type Day, dayWords } from './day.ts';
import { countsOf, type JudgedCertificate, levelCounts } from './judge.ts';
import type { WeekView } from './views.ts';
import { type ChartTime, placeOf } from './window.ts';
import { weekIndex } from './zoned-time.ts';

/** How many certificates end in each week of the charts. */
export function weekViews(certificates: readonly JudgedCertificate[], time: ChartTime, nowMs: number): WeekView[] {
  const members: JudgedCertificate[][] = time.weeks.mondays.map(() => []);
  for (const certificate of certificates) members[weekIndex(certificate.notAfterMs, time.weeks)]?.push(certificate);
  const current = weekIndex(nowMs, time.weeks);
  return time.weeks.mondays.map((monday, index) => {
    const own = members[index] ?? [];
    return {
      monday,
      sunday: addDays(monday, 6),
      label: dayWords(monday),
      ...countsOf(own),
      levels: levelCounts(own),
      isCurrent: index === current,
      left: placeOf(time.weeks.boundaries[index] ?? time.fromMs, time),
      right: placeOf(time.weeks.boundaries[index + 1] ?? time.toMs, time),
    };
  });
}

/** A week with how many certificates end in it that have not ended yet. */
export type BusyWeek = { monday: Day; certificates: number };

/** The first of the weeks in which the most certificates are still to end; null when there is none with two or more. */
export function busiestWeek(weeks: readonly WeekView[]): BusyWeek | null {
  let busiest: BusyWeek | null = null;
  for (const { monday, certificates, levels } of weeks) {
    const ahead = certificates - levels.expired;
    if (ahead > (busiest?.certificates ?? 1)) busiest = { monday, certificates: ahead };
  }
  return busiest;
}
