import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { type CalendarCertificate, calendarText } from './feed.ts';

const options = { name: 'Berlin', alarmDays: [30, 7, 1], baseUrl: 'https://port636.corp.example' };
const certificate = (overrides: Partial<CalendarCertificate> = {}): CalendarCertificate => ({
  sha256: 'a'.repeat(64),
  line: 'a'.repeat(64),
  newest: true,
  name: 'dc01.corp.example',
  issuerName: 'Corp Issuing CA',
  isCa: false,
  notAfter: new Date('2026-12-18T09:30:00Z'),
  hosts: ['dc01.corp.example', 'dc02.corp.example', 'dc03.corp.example', 'dc04.corp.example'],
  hostCount: 4,
  changedAt: new Date('2026-01-02T03:04:05Z'),
  ...overrides,
});

/** Reads the text with a parser that is not the generator. */
const read = (text: string) => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
const eventOf = (overrides: Partial<CalendarCertificate> = {}, given = options) => {
  const event = read(calendarText([certificate(overrides)], given))[0];
  if (event === undefined) throw new Error('no event');
  return event;
};
const value = (event: InstanceType<typeof ICAL.Component>, name: string) => event.getFirstPropertyValue(name);

describe('an event of a calendar', () => {
  it('is the instant of the end in UTC, with hosts, issuer and address', () => {
    const event = eventOf();
    expect(String(value(event, 'dtstart'))).toBe('2026-12-18T09:30:00Z');
    expect(value(event, 'dtend')).toBeNull();
    expect(value(event, 'summary')).toBe('dc01.corp.example and 3 more: certificate ends');
    const url = `https://port636.corp.example/certificates/${'a'.repeat(64)}`;
    expect(String(value(event, 'description')).split('\n')).toEqual([
      'The certificate dc01.corp.example ends on 2026-12-18 at 09:30:00 UTC.',
      'Issuer: Corp Issuing CA',
      'Hosts that serve it: 4',
      '- dc01.corp.example',
      '- dc02.corp.example',
      '- dc03.corp.example',
      '- dc04.corp.example',
      url,
    ]);
    expect(String(value(event, 'url'))).toBe(url);
    expect([value(event, 'status'), value(event, 'transp'), value(event, 'categories')]).toEqual([
      'CONFIRMED',
      'TRANSPARENT',
      'Certificate',
    ]);
    expect([String(value(event, 'dtstamp')), String(value(event, 'last-modified'))]).toEqual([
      '2026-01-02T03:04:05Z',
      '2026-01-02T03:04:05Z',
    ]);
    expect(event.getAllProperties().map(({ name }) => name)).not.toContain('organizer');
    expect(event.getAllProperties().map(({ name }) => name)).not.toContain('attendee');
  });

  it('reminds at the days asked for', () => {
    const alarms = eventOf({}, { ...options, alarmDays: [30, 7, 1, 0] }).getAllSubcomponents('valarm');
    expect(alarms.map((alarm) => [value(alarm, 'action'), String(value(alarm, 'trigger')), value(alarm, 'description')])).toEqual([
      ['DISPLAY', '-P30D', 'dc01.corp.example and 3 more: certificate ends in 30 days'],
      ['DISPLAY', '-P7D', 'dc01.corp.example and 3 more: certificate ends in 7 days'],
      ['DISPLAY', '-P1D', 'dc01.corp.example and 3 more: certificate ends in 1 day'],
      ['DISPLAY', 'PT0S', 'dc01.corp.example and 3 more: certificate ends now'],
    ]);
    expect(eventOf({}, { ...options, alarmDays: [] }).getAllSubcomponents('valarm')).toEqual([]);
  });

  it('names one host alone, and what hangs on an issuing certificate', () => {
    expect(value(eventOf({ hosts: ['dc01.corp.example'], hostCount: 1 }), 'summary')).toBe('dc01.corp.example: certificate ends');
    const issuer = eventOf({ isCa: true, name: 'Corp Issuing CA', issuerName: 'Corp Root CA' });
    expect(value(issuer, 'summary')).toBe('Corp Issuing CA, above dc01.corp.example and 3 more: issuing certificate ends');
    expect(value(issuer, 'categories')).toBe('Issuing certificate');
  });

  it('says how many hosts it leaves out', () => {
    const hosts = Array.from({ length: 50 }, (_, index) => `dc${index}`);
    expect(value(eventOf({ hosts, hostCount: 1_234 }), 'description')).toContain('- dc49\n- and 1184 more\n');
  });

  it('moves when a renewal takes its place, and an older one that is still served has its own', () => {
    const line = 'a'.repeat(64);
    const before = eventOf();
    const after = eventOf({ sha256: 'b'.repeat(64), line, notAfter: new Date('2027-12-18T09:30:00Z') });
    expect(value(after, 'uid')).toBe(value(before, 'uid'));
    expect(Number(value(after, 'sequence'))).toBeGreaterThan(Number(value(before, 'sequence')));
    expect(String(value(after, 'dtstart')) > String(value(before, 'dtstart'))).toBe(true);
    expect(value(eventOf({ newest: false }), 'uid')).toBe(`${line}-${'a'.repeat(16)}`);
  });

  it('is the same text for the same rows', () => {
    expect(calendarText([certificate()], options)).toBe(calendarText([certificate()], options));
  });
});

describe('the text of a calendar', () => {
  /** What a name becomes on one line: without control characters and lone halves of characters, cut where it is long. */
  const oneLine = (text: string) =>
    text
      .toWellFormed()
      .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
      .trim();
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 150 }),
    fc.constantFrom('a,b;c\\d', 'Zertifikat für Köln 🔐 '.repeat(7), 'x\r\nBEGIN:VEVENT'),
  );

  it('survives names with anything in them, folded at 75 bytes, for a parser of somebody else', () => {
    fc.assert(
      fc.property(anything, anything, anything, (name, host, issuerName) => {
        const text = calendarText([certificate({ name, issuerName, hosts: [host], hostCount: 1 })], { ...options, name: `n ${name}` });
        expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
        for (const line of text.split('\r\n')) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line).not.toMatch(/[\r\n]/);
        }
        const events = read(text);
        expect(events).toHaveLength(1);
        const [event] = events;
        if (event === undefined) throw new Error('no event');
        expect(value(event, 'summary')).toBe(`${oneLine(host)}: certificate ends`);
        expect(String(value(event, 'description'))).toContain(`\nIssuer: ${oneLine(issuerName)}\n`);
        const whole = new ICAL.Component(ICAL.parse(text));
        // The parser knows no type for the name of a calendar and leaves its escapes to us.
        const calendarName = String(whole.getFirstPropertyValue('x-wr-calname')).replaceAll(/\\([\\;,])/g, '$1');
        expect(calendarName).toBe(oneLine(`n ${name}`));
      }),
      { numRuns: 300 },
    );
  });

  it('has events of one identity each, whatever the fleet', () => {
    const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });
    const lines = fc.uniqueArray(hex, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 3 }), (given, perLine) => {
        const rows = given.flatMap((line, index) =>
          Array.from({ length: perLine }, (_, older) =>
            certificate({ line, newest: older === 0, sha256: `${older}${index}`.padEnd(64, 'f') }),
          ),
        );
        const uids = read(calendarText(rows, options)).map((event) => String(value(event, 'uid')));
        expect(new Set(uids).size).toBe(rows.length);
      }),
      { numRuns: 50 },
    );
  });

  it('is a calendar without events for a fleet without certificates', () => {
    const calendar = new ICAL.Component(ICAL.parse(calendarText([], options)));
    expect([calendar.getFirstPropertyValue('version'), calendar.getFirstPropertyValue('x-wr-calname')]).toEqual(['2.0', 'Berlin']);
    expect(calendar.getAllSubcomponents('vevent')).toEqual([]);
  });
});
