import { type DerElement, DerFault, derTag } from './der.ts';

/**
 * A validity time as ISO 8601 text: the library's reading, held against what is written. @peculiar/x509 makes 3 March of
 * 31 February and the year 1899 of what it cannot read, and a guess about the end of a certificate is worse than no answer.
 * Only the two forms of RFC 5280 section 4.1.2.5 are taken. Leap seconds are ignored: days have 86,400 seconds, as on the clocks of
 * computers, and a time within a leap second (`…60Z`) is refused as OpenSSL refuses it.
 */
export function checkedTime(read: () => Date, written: DerElement | undefined, what: string): string {
  const isUtc = written?.tag === derTag.utcTime;
  if (written === undefined || (!isUtc && written.tag !== derTag.generalizedTime)) throw new DerFault(`has no ${what} time`);
  const text = Buffer.from(written.content.subarray(0, 32)).toString('latin1');
  if (!(isUtc ? /^\d{12}Z$/ : /^\d{14}Z$/).test(text)) throw new DerFault(`has a ${what} time in no form that RFC 5280 allows`);
  const date = read();
  const digits = Number.isNaN(date.getTime()) ? '' : date.toISOString().replace(/\D/g, '');
  if (`${digits.slice(isUtc ? 2 : 0, 14)}Z` !== text) throw new DerFault(`has a ${what} time that no calendar knows`);
  return date.toISOString();
}
