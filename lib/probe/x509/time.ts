import { type DerElement, DerFault, derTag } from './der.ts';

const utcTime = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
const generalizedTime = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;

/**
 * A validity time as ISO 8601 text. Only the two forms of RFC 5280 section 4.1.2.5 are read; impossible dates such as
 * 31 February are faults, because every other answer would be a guess about the end of a certificate.
 */
export function readTime(element: DerElement | undefined, what: string): string {
  const isUtc = element?.tag === derTag.utcTime;
  if (element === undefined || (!isUtc && element.tag !== derTag.generalizedTime)) throw new DerFault(`has no ${what} time`);
  const text = Buffer.from(element.content.subarray(0, 32)).toString('latin1');
  const parts = (isUtc ? utcTime : generalizedTime).exec(text)?.slice(1).map(Number);
  if (parts === undefined) throw new DerFault(`has a ${what} time in no form that RFC 5280 allows`);
  const [shortYear = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const year = isUtc ? shortYear + (shortYear >= 50 ? 1900 : 2000) : shortYear;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  const kept = [
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  ];
  if (kept.join() !== [year, month, day, hour, minute, second].join()) throw new DerFault(`has a ${what} time that no calendar knows`);
  return date.toISOString();
}
