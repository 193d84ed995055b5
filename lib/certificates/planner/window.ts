import { addDays, dayWords, monthStart, monthWords } from './day.ts';
import { firstWeek, type PlannerChoice } from './filter.ts';
import type { AxisMark, AxisTick, PlannerWindow } from './views.ts';
import { dayStartMs, type Weeks, weeksFrom } from './zoned-time.ts';

const dayMs = 86_400_000;
/** The narrowest that the charts are drawn, and how near two lines with words may come, in pixels. */
const chartWidthPx = 640;
const apartPx = 24;

/** The stretch of time of the charts: its weeks, and where an instant lies in it. */
export type ChartTime = { weeks: Weeks; fromMs: number; toMs: number; zone: string };

export function chartTime(nowMs: number, zone: string, choice: PlannerChoice): ChartTime {
  const weeks = weeksFrom(nowMs, zone, firstWeek(choice), choice.span);
  const [fromMs = nowMs] = weeks.boundaries;
  return { weeks, fromMs, toMs: weeks.boundaries.at(-1) ?? nowMs, zone };
}

/** 0 at the beginning of the stretch, 1 at its end; outside of that without it. */
export const placeOf = (atMs: number, { fromMs, toMs }: ChartTime): number => (atMs - fromMs) / (toMs - fromMs);

/** The axis of the charts. */
export function windowView(nowMs: number, time: ChartTime, { span }: PlannerChoice): PlannerWindow {
  const [fromDay = ''] = time.weeks.mondays;
  return {
    fromDay,
    toDay: addDays(time.weeks.mondays.at(-1) ?? fromDay, 6),
    ticks: span === 4 ? weekTicks(time) : monthTicks(time, fromDay, span),
    marks: nowMarks(nowMs, time),
  };
}

const weekTicks = (time: ChartTime): AxisTick[] =>
  time.weeks.mondays.map((monday, index) => ({
    at: placeOf(time.weeks.boundaries[index] ?? time.fromMs, time),
    label: dayWords(monday),
    isMinor: false,
  }));

/** Months, or quarters over more than a year; every second label, or every other quarter's, is minor where they would be narrow. */
function monthTicks(time: ChartTime, fromDay: string, span: number): AxisTick[] {
  const stepMonths = span > 53 ? 3 : 1;
  const majorMonths = span === 156 ? 6 : span === 53 ? 2 : stepMonths;
  const ticks: AxisTick[] = [];
  for (let months = 0; months <= Math.ceil(span / 4) + 1; months++) {
    const day = monthStart(fromDay, months);
    const month = new Date(`${day}T00:00:00Z`).getUTCMonth();
    const at = placeOf(dayStartMs(day, time.zone), time);
    if (at >= 0 && at < 1 && month % stepMonths === 0) ticks.push({ at, label: monthWords(day), isMinor: month % majorMonths !== 0 });
  }
  return ticks;
}

/** The line of now, and those of 7 and 30 days, each left out when closer to the one before it than words need. */
function nowMarks(nowMs: number, time: ChartTime): AxisMark[] {
  const marks: AxisMark[] = [];
  for (const [label, days] of [['now', 0] as const, ['7 d', 7] as const, ['30 d', 30] as const]) {
    const at = placeOf(nowMs + days * dayMs, time);
    const previous = marks.at(-1);
    const isClear = previous === undefined || (at - previous.at) * chartWidthPx >= apartPx;
    if (at >= 0 && at <= 1 && isClear) marks.push({ at, label });
  }
  return marks;
}
