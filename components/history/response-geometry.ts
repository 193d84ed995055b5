import type { ResponseHour } from '#lib/checks/read/views.ts';
import type { HistoryWindow } from './strip-geometry.ts';

/** Response times of a stretch of time; null where nothing was measured. */
export type ResponsePoint = { from: string; checks: number; p50Ms: number | null; p95Ms: number | null };

const hourMs = 3_600_000;

/**
 * Hours of the window, joined so that no more than `limit` points remain. A joined point's p50 is the mean of its hours weighted by
 * their checks, its p95 the worst of them: a slow hour never disappears.
 */
export function responsePoints(hours: readonly ResponseHour[], window: HistoryWindow, limit: number): ResponsePoint[] {
  const first = Math.floor(window.from.getTime() / hourMs);
  const last = Math.floor(window.to.getTime() / hourMs);
  const step = Math.max(1, Math.ceil((last - first + 1) / limit));
  const points: ResponsePoint[] = [];
  const byHour = new Map(hours.map((hour) => [Math.floor(Date.parse(hour.hour) / hourMs), hour]));
  for (let start = first; start <= last; start += step) {
    const members = Array.from({ length: step }, (_, offset) => byHour.get(start + offset)).filter((hour) => hour !== undefined);
    const measured = members.filter((hour) => hour.p50Ms !== null && hour.checks > 0);
    const weight = measured.reduce((sum, hour) => sum + hour.checks, 0);
    const slow = members.flatMap((hour) => (hour.p95Ms === null ? [] : [hour.p95Ms]));
    points.push({
      from: new Date(start * hourMs).toISOString(),
      checks: members.reduce((sum, hour) => sum + hour.checks, 0),
      p50Ms: weight === 0 ? null : measured.reduce((sum, hour) => sum + (hour.p50Ms ?? 0) * hour.checks, 0) / weight,
      p95Ms: slow.length === 0 ? null : Math.max(...slow),
    });
  }
  return points;
}

/** The smallest of 1, 2, 2.5 or 5 times a power of ten that is no less than the value. */
export function niceCeiling(value: number): number {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 2.5, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}

/** An SVG path through the points, broken wherever nothing was measured. A lone point becomes a short dash so that it can be seen. */
export function linePath(values: readonly (number | null)[], ceiling: number, width: number, height: number): string {
  const stepX = values.length > 1 ? width / (values.length - 1) : 0;
  const place = (value: number, index: number): string =>
    `${(index * stepX).toFixed(1)} ${(height - (Math.min(value, ceiling) / ceiling) * height).toFixed(1)}`;
  const parts: string[] = [];
  values.forEach((value, index) => {
    if (value === null) return;
    const joined = index > 0 && values[index - 1] !== null;
    const lone = !joined && (values[index + 1] ?? null) === null;
    parts.push(`${joined ? 'L' : 'M'}${place(value, index)}${lone ? (index === values.length - 1 ? 'h-6' : 'h6') : ''}`);
  });
  return parts.join('');
}
