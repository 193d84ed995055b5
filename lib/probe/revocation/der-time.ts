import { type DerElement, DerFault, derTag } from '../x509/der.ts';

const forms = {
  [derTag.utcTime]: /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/,
  // RFC 5280 section 5.1.2.4 forbids fractions of a second; responders write them all the same.
  [derTag.generalizedTime]: /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d{1,9})?Z$/,
} as const;

/**
 * Reads a Time of a CRL or an OCSP answer (UTCTime or GeneralizedTime, RFC 5280 section 5.1.2.4). Throws a `DerFault` that
 * names `what` when there is none, or one that no calendar knows.
 * @returns milliseconds since 1970
 */
export function readTimeMs(element: DerElement | undefined, what: string): number {
  if (element === undefined || (element.tag !== derTag.utcTime && element.tag !== derTag.generalizedTime)) {
    throw new DerFault(`has no ${what} time`);
  }
  const text = Buffer.from(element.content.subarray(0, 40)).toString('latin1');
  const parts = (forms[element.tag as keyof typeof forms].exec(text) ?? []).slice(1).map(Number);
  const [written = Number.NaN, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const year = element.tag === derTag.utcTime ? written + (written < 50 ? 2000 : 1900) : written;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  const real =
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second;
  if (!real) throw new DerFault(`has a ${what} time that no calendar knows`);
  return date.getTime();
}
