const pattern = /^(\d{4})(\d{2})(\d{2})(\d{2})(?:(\d{2})(\d{2})?)?(?:[.,](\d+))?(Z|[+-]\d{2}(?:\d{2})?)$/;

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/**
 * Reads an LDAP GeneralizedTime (RFC 4517 section 3.3.13), such as `20261121093012.0Z`, the form of the rootDSE's
 * currentTime. Minutes and seconds may be left out, and a fraction belongs to the last unit given. Null when the text is
 * none or names a date that does not exist.
 */
export function parseGeneralizedTime(text: string): Date | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  const [, year = '', month = '', day = '', hour = '', minute, second, fraction, zone = ''] = match;
  const [y, mo, d, h] = [Number(year), Number(month), Number(day), Number(hour)];
  const [mi, s] = [Number(minute ?? 0), Number(second ?? 0)];
  if (h > 23 || mi > 59 || s > 60) return null;
  const midnight = utcMidnight(y, mo, d);
  const offsetMs = zoneOffsetMs(zone);
  if (midnight === null || offsetMs === null) return null;
  const unitMs = second !== undefined ? 1000 : minute !== undefined ? MINUTE_MS : HOUR_MS;
  const fractionMs = fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * unitMs);
  return new Date(midnight + h * HOUR_MS + mi * MINUTE_MS + s * 1000 + fractionMs - offsetMs);
}

/** Date.UTC would take 31 February for 3 March and the year 26 for 1926. */
function utcMidnight(year: number, month: number, day: number): number | null {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.getTime() : null;
}

function zoneOffsetMs(zone: string): number | null {
  if (zone === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3) || 0);
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * HOUR_MS + minutes * MINUTE_MS);
}
