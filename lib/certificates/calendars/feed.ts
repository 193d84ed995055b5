import ical, {
  escape as escapeText,
  ICalAlarmType,
  ICalEventBusyStatus,
  type ICalEventData,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { paths } from '../../paths.ts';
import { foldLines } from './fold-lines.ts';

/** One certificate that doors of the calendar's scope serve or depend on now. */
export type CalendarCertificate = {
  sha256: string;
  /** SHA-256 of the first certificate of its line; renewals keep it. */
  line: string;
  /** Does no other certificate of its line, among those of the calendar, end later? */
  newest: boolean;
  name: string;
  issuerName: string;
  isCa: boolean;
  notAfter: Date;
  /** Names of hosts, sorted, `hostsMax` at most. */
  hosts: readonly string[];
  hostCount: number;
  /** When the newest of its hosts began to serve it. */
  changedAt: Date;
};

/** How many hosts the text of an event names. */
export const hostsMax = 50;

export type CalendarOptions = {
  /** Name of the calendar. */
  name: string;
  alarmDays: readonly number[];
  /** The product's address, without a slash at the end. */
  baseUrl: string;
};

/**
 * The calendar as iCalendar text (RFC 5545): one event for each certificate. The same rows give the same text.
 *
 * Events are written one by one and folded here: the generator's own folding of a whole calendar takes seconds.
 *
 * An event is a point in time in UTC, not a whole day: a certificate ends in the middle of some day, at the same instant everywhere,
 * and which date that is differs by the reader's zone. Programs show it in that zone.
 */
export function calendarText(certificates: readonly CalendarCertificate[], options: CalendarOptions): string {
  const calendar = ical({
    prodId: { company: 'Port636', product: 'certificates', language: 'EN' },
    // The generator writes this one as it is.
    name: escapeText(plain(options.name), false),
    ttl: 3_600,
  });
  const end = 'END:VCALENDAR';
  const head = calendar.toString().slice(0, -end.length);
  const events = certificates.map((certificate) => calendar.createEvent(eventOf(certificate, options)).toString());
  return `${head}${foldLines(events.join(''))}${end}\r\n`;
}

function eventOf(certificate: CalendarCertificate, { alarmDays, baseUrl }: CalendarOptions): ICalEventData {
  const { notAfter, changedAt, isCa } = certificate;
  const summary = summaryOf(certificate);
  const url = `${baseUrl}${paths.certificate(certificate.sha256)}`;
  return {
    id: uidOf(certificate),
    start: notAfter,
    stamp: changedAt,
    lastModified: changedAt,
    // A renewal ends later, so its event's revision is higher, as RFC 5546 section 2.1.4 wants of an event that moves.
    sequence: Math.max(0, Math.floor(notAfter.getTime() / 86_400_000)),
    summary,
    description: descriptionOf(certificate, url),
    url,
    status: ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.TRANSPARENT,
    busystatus: ICalEventBusyStatus.FREE,
    categories: [{ name: isCa ? 'Issuing certificate' : 'Certificate' }],
    alarms: alarmDays.map((days) => ({
      type: ICalAlarmType.display,
      triggerBefore: days * 86_400,
      description: `${summary} ${days === 0 ? 'now' : days === 1 ? 'in 1 day' : `in ${days} days`}`,
    })),
  };
}

/** The line's for the newest of it, so that a renewal moves the event; an older one that is still served keeps an event of its own. */
const uidOf = ({ line, sha256, newest }: CalendarCertificate): string => (newest ? line : `${line}-${sha256.slice(0, 16)}`);

function summaryOf({ name, isCa, hosts, hostCount }: CalendarCertificate): string {
  const first = plain(hosts[0] ?? name);
  const who = hostCount > 1 ? `${first} and ${hostCount - 1} more` : first;
  return isCa ? `${plain(name)}, above ${who}: issuing certificate ends` : `${who}: certificate ends`;
}

function descriptionOf(certificate: CalendarCertificate, url: string): string {
  const { name, issuerName, isCa, notAfter, hosts, hostCount } = certificate;
  const at = notAfter.toISOString();
  const others = hostCount - Math.min(hosts.length, hostsMax);
  return [
    `${isCa ? 'The issuing certificate' : 'The certificate'} ${plain(name)} ends on ${at.slice(0, 10)} at ${at.slice(11, 19)} UTC.`,
    `Issuer: ${plain(issuerName)}`,
    `${isCa ? 'Hosts that depend on it' : 'Hosts that serve it'}: ${hostCount}`,
    ...hosts.slice(0, hostsMax).map((host) => `- ${plain(host)}`),
    ...(others > 0 ? [`- and ${others} more`] : []),
    url,
  ].join('\n');
}

/** Names come from certificates, which may hold anything: on one line, without control characters, of a bounded length. */
function plain(text: string): string {
  const line = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
  return line.length > 200 ? `${[...line].slice(0, 199).join('')}…` : line;
}
