const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A length of time in words, its largest one or two units: "42 s", "38 min", "5 h 12 min", "3 days". */
export function durationWords(ms: number): string {
  const whole = Math.max(0, Math.floor(ms));
  if (whole < minuteMs) return `${Math.floor(whole / 1_000)} s`;
  if (whole < hourMs) return `${Math.floor(whole / minuteMs)} min`;
  if (whole < dayMs) {
    const minutes = Math.floor((whole % hourMs) / minuteMs);
    return `${Math.floor(whole / hourMs)} h${minutes > 0 ? ` ${minutes} min` : ''}`;
  }
  const days = Math.floor(whole / dayMs);
  return days === 1 ? '1 day' : `${days} days`;
}

/** "42 s ago" or "in 5 min"; "just now" within a second. */
export function agoWords(at: Date, now: Date): string {
  const ms = now.getTime() - at.getTime();
  if (Math.abs(ms) < 1_000) return 'just now';
  return ms > 0 ? `${durationWords(ms)} ago` : `in ${durationWords(-ms)}`;
}

/** A moment with its zone: "21 Nov 2026, 09:42:16 UTC". */
export function momentWords(at: Date, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: zone, day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' },
    timeZoneName: 'short',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return `${part('day')} ${part('month')} ${part('year')}, ${part('hour')}:${part('minute')}:${part('second')} ${part('timeZoneName')}`;
}

/** Is it a zone that this machine knows? */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
