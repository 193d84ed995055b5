import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { DAY_MS, type Expiry, judgeExpiry } from '../diagnosis/expiry.ts';
import { dateRules } from '../diagnosis/forecast/date-rules.ts';
import { forecast } from '../diagnosis/forecast/forecast.ts';
import { defaultExpiryWindows, type ExpiryWindows } from '../diagnosis/rule.ts';
import { rules } from '../diagnosis/rules/index.ts';
import { defaultSubject } from '../diagnosis/subject.ts';
import { evidenceOfChain, makeRoot } from '../diagnosis/testing/certificate-evidence.ts';
import { makeCertificate, makeIssuer } from '../diagnosis/testing/evidence-factory.ts';
import { readFilter } from './inventory/filter.ts';
import { readInventoryRows } from './inventory/read-inventory.ts';
import { parsePlannerChoice } from './planner/filter.ts';
import { bucketOf } from './planner/judge.ts';
import { readPlanner, readPlannerData, readPlannerRows } from './planner/read-planner.ts';
import { makeReport } from './report/make-report.ts';

/**
 * One certificate has one standing: whoever judges the same dates by the same windows at the same time says the same of them. The last
 * instant of a certificate still counts (RFC 5280 section 4.1.2.5), and a day has 86,400 seconds: neither daylight saving nor leap
 * seconds, which the clocks of computers and the times in certificates do not know, make a difference.
 */

type Case = { notBefore: Date; notAfter: Date; windows: ExpiryWindows };

let database: TestDatabase;
let locationId: number;
beforeAll(async () => {
  database = await startTestDatabase();
  ({ id: locationId } = await database.db.location.create({ data: { name: 'here', createdAt: new Date(0) } }));
});
afterAll(() => database?.stop());

const shaOf = (index: number, kind: 'leaf' | 'issuer'): string => `${kind === 'leaf' ? 'a' : 'b'}${index.toString(16).padStart(63, '0')}`;

/** Each case as the leaf of a host of its own and as an issuer above that. */
async function keep(cases: readonly Case[]): Promise<void> {
  const { db } = database;
  await db.host.deleteMany();
  await db.certificate.deleteMany();
  const made = cases.flatMap((one, index) => (['leaf', 'issuer'] as const).map((kind) => ({ ...one, sha256: shaOf(index, kind), kind })));
  await db.certificate.createMany({
    data: made.map(({ sha256, kind, notBefore, notAfter }) => ({
      ...{
        sha256,
        notBefore,
        notAfter,
        der: Buffer.alloc(0),
        subject: `CN=${sha256}`,
        issuer: 'CN=Corp',
        serialNumber: '01',
        dnsNames: [],
      },
      ...{ keyAlgorithm: 'RSA', keyBits: 2_048, selfSigned: false, firstSeenAt: new Date(0), name: sha256, isCa: kind === 'issuer' },
    })),
  });
  const hosts = await db.host.createManyAndReturn({
    data: cases.map(({ windows }, index) => ({
      ...{ name: `dc${index}.corp.example`, expiryWindows: windows, createdAt: new Date(0), updatedAt: new Date(0) },
    })),
    select: { id: true, name: true },
  });
  const doors = await db.endpoint.createManyAndReturn({
    data: hosts.map(({ id }) => ({ hostId: id, port: 636, transport: 'ldaps' as const, intervalSeconds: 300, createdAt: new Date(0) })),
    select: { id: true, hostId: true },
  });
  const at = new Map(hosts.map(({ id, name }) => [name, doors.find(({ hostId }) => hostId === id)?.id ?? '']));
  const placed = cases.map((_, index) => ({ endpointId: at.get(`dc${index}.corp.example`) ?? '', locationId, index }));
  await db.servedCertificate.createMany({
    data: placed.map(({ index, ...place }) => ({ ...place, sha256: shaOf(index, 'leaf'), isLeaf: true, fromAt: new Date(0) })),
  });
  await db.pathCertificate.createMany({
    data: placed.flatMap(({ index, ...place }) => [
      { ...place, sha256: shaOf(index, 'leaf'), depth: 0, sent: true },
      { ...place, sha256: shaOf(index, 'issuer'), depth: 1, sent: false },
    ]),
  });
}

async function sqlLevels(cases: readonly Case[], now: Date): Promise<string[]> {
  const given = cases.map((one) => ({ ...one, now }));
  const rows = await database.db.$queryRaw<{ level: string }[]>`
    SELECT expiry_level(("notBefore")::timestamptz, ("notAfter")::timestamptz, windows, ("now")::timestamptz) AS level
    FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS one ("notBefore" text, "notAfter" text, windows jsonb, "now" text)`;
  return rows.map(({ level }) => level);
}

const onlyDates = rules.filter(({ id }) => dateRules.has(id));
const longAgo = '1900-01-01T00:00:00.000Z';
const farAhead = '9999-12-31T23:59:59.999Z';

/** What the forecast made at another time says of `now`, by the findings about the leaf's own end. */
function forecastLevel({ notBefore, notAfter, windows }: Case, now: Date): string {
  const leaf = makeCertificate({ notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString() });
  const sent = [leaf, makeIssuer({ notBefore: longAgo, notAfter: farAhead })];
  const evidence = evidenceOfChain({ sent, path: [...sent, makeRoot({ notBefore: longAgo, notAfter: farAhead })] });
  const subject = { ...defaultSubject, profile: 'ldap' as const, expiryWindows: windows };
  const steps = forecast(evidence, { subject, now: new Date(now.getTime() - 400 * DAY_MS), rules: onlyDates });
  const step = steps.findLast(({ fromAt }) => fromAt <= now);
  const made = forecast(evidence, { subject, now, rules: onlyDates })[0];
  expect([step?.finding?.id, step?.finding?.severity]).toEqual([made?.finding?.id, made?.finding?.severity]);
  if (step?.finding?.id === 'certificate-expired') return 'expired';
  return step?.finding?.id === 'certificate-expiring' ? step.finding.severity : 'distant';
}

async function expectAgreement(cases: readonly Case[], now: Date, zone: string): Promise<Expiry[]> {
  await keep(cases);
  const { db } = database;
  const expected = cases.map(({ windows, ...validity }) => judgeExpiry(validity, windows, now));
  const levels = expected.map(({ level }) => level);
  expect(await sqlLevels(cases, now)).toEqual(levels);

  const question = { choice: parsePlannerChoice({}), now, zone };
  const planned = new Map((await readPlannerRows(db, question)).map((row) => [row.sha256, row]));
  const ofLeaf = cases.map((_, index) => planned.get(shaOf(index, 'leaf')));
  expect(ofLeaf.map((row) => row?.level)).toEqual(levels);
  expect(ofLeaf.map((row) => row?.daysLeft)).toEqual(expected.map(({ daysLeft }) => daysLeft));
  const { buckets, issuers } = await readPlanner(db, question);
  const countIn = (id: string) => expected.filter(({ daysLeft }) => bucketOf(daysLeft) === id).length;
  expect(buckets.map(({ id, certificates }) => [id, certificates])).toEqual(buckets.map(({ id }) => [id, countIn(id)]));
  const lanes = new Map(issuers.items.map((lane) => [lane.key, lane.levels]));
  const none = { expired: 0, critical: 0, warning: 0, distant: 0 };
  expect(cases.map((_, index) => lanes.get(shaOf(index, 'issuer')))).toEqual(levels.map((level) => ({ ...none, [level]: 1 })));

  const { rows } = await readInventoryRows(db, readFilter({ served: 'all' }), { now, offset: 0, limit: 1_000 });
  const listed = new Map(rows.map((row) => [row.sha256, row]));
  for (const [index, { notBefore, notAfter }] of cases.entries())
    for (const kind of ['leaf', 'issuer'] as const) {
      const row = listed.get(shaOf(index, kind));
      const level = levels[index] === 'distant' ? 'valid' : levels[index];
      const isEarly = now < notBefore && now <= notAfter;
      expect({ index, kind, state: row?.state, daysLeft: row?.daysLeft }).toEqual({
        ...{ index, kind, state: isEarly ? 'not-yet-valid' : level, daysLeft: expected[index]?.daysLeft },
      });
    }
  for (const ending of ['expired', '0-7', '8-30', '31-60', '61-90', 'over-90'] as const) {
    const part = await readInventoryRows(db, readFilter({ ending, kind: 'leaf' }), { now, offset: 0, limit: 1_000 });
    expect([ending, part.total]).toEqual([ending, countIn(ending)]);
  }

  const report = makeReport(await readPlannerData(db), question, {
    organisation: '',
    dataAge: { newestAt: null, oldestAt: null, doors: 0, lateDoors: 0 },
  });
  const reported = new Map(report.owners.flatMap((table) => table.rows).map((row) => [row.sha256, row.level]));
  for (const [sha256, level] of reported) expect(level).toBe(levels[Number.parseInt(sha256.slice(1), 16)]);
  expect(reported.size + report.later).toBe(cases.length);

  for (const [index, one] of cases.entries())
    if (one.notBefore <= now && one.notBefore <= one.notAfter) expect([index, forecastLevel(one, now)]).toEqual([index, levels[index]]);
  return expected;
}

const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia', 'Pacific/Kiritimati', 'Australia/Lord_Howe'];

describe('all who judge the end of a certificate', () => {
  const year = (notAfter: string, windows = defaultExpiryWindows): Case => ({
    ...{ notBefore: new Date(Date.parse(notAfter) - 365 * DAY_MS), notAfter: new Date(notAfter), windows },
  });
  /** One case, and how long before its end it is judged. */
  const at = (notAfter: string, beforeMs: number) => ({ case: year(notAfter), now: new Date(Date.parse(notAfter) - beforeMs) });
  const fixed = [
    { what: 'its last instant', ...at('2026-06-01T12:00:00Z', 0), level: 'critical', daysLeft: 0 },
    { what: 'a millisecond after it', ...at('2026-06-01T12:00:00Z', -1), level: 'expired', daysLeft: -1 },
    { what: 'exactly seven days before', ...at('2026-06-01T12:00:00Z', 7 * DAY_MS), level: 'warning', daysLeft: 7 },
    { what: 'a millisecond less than seven days before', ...at('2026-06-01T12:00:00Z', 7 * DAY_MS - 1), level: 'critical', daysLeft: 6 },
    { what: 'exactly thirty days before', ...at('2026-06-01T12:00:00Z', 30 * DAY_MS), level: 'distant', daysLeft: 30 },
    {
      what: 'thirty days that have one hour less on clocks in Europe',
      ...at('2026-04-20T12:00:00Z', 30 * DAY_MS - 1),
      level: 'warning',
      daysLeft: 29,
    },
    {
      what: 'thirty days that have one hour more on clocks in Europe',
      ...at('2026-11-10T12:00:00Z', 30 * DAY_MS),
      level: 'distant',
      daysLeft: 30,
    },
    { what: 'a day with a leap second', ...at('2017-01-01T00:00:00Z', DAY_MS), level: 'critical', daysLeft: 1 },
    { what: 'the last instant that UTCTime can write', ...at('2049-12-31T23:59:59Z', 0), level: 'critical', daysLeft: 0 },
    { what: 'the first that only GeneralizedTime can', ...at('2050-01-01T00:00:00Z', 1_000), level: 'critical', daysLeft: 0 },
    { what: 'a second after the last of UTCTime', ...at('2049-12-31T23:59:59Z', -1_000), level: 'expired', daysLeft: -1 },
    { what: 'the end of the year 9999', ...at('9999-12-31T23:59:59Z', 0), level: 'critical', daysLeft: 0 },
    { what: 'the year 9999 from far off', ...at('9999-12-31T23:59:59Z', 7_900 * 365 * DAY_MS), level: 'distant', daysLeft: 7_900 * 365 },
  ];
  it.each(fixed)('agree on $what', async ({ case: one, now, level, daysLeft }) => {
    for (const zone of ['UTC', 'Europe/Berlin'])
      expect(await expectAgreement([one], now, zone)).toEqual([expect.objectContaining({ level, daysLeft })]);
  });

  const share = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);
  const windows: fc.Arbitrary<ExpiryWindows> = fc
    .record({
      warningDays: fc.integer({ min: 1, max: 400 }),
      warningShare: share,
      criticalDays: fc.integer({ min: 1, max: 120 }),
      criticalShare: share,
    })
    .map((one) => ({
      ...one,
      criticalDays: Math.min(one.criticalDays, one.warningDays),
      criticalShare: Math.min(one.criticalShare, one.warningShare),
    }));
  const instants = fc.oneof(
    fc.constantFrom('2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z', '2016-12-31T23:59:59Z', '2049-12-31T23:59:59Z', '2050-01-01T00:00:00Z'),
    fc
      .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2120-01-01T00:00:00Z'), noInvalidDate: true })
      .map((date) => date.toISOString()),
  );
  const asked = fc
    .record({
      now: instants.map((text) => new Date(text)),
      zone: fc.constantFrom(...zones),
      drawn: fc.array(
        fc.record({
          windows,
          lifetimeMs: fc.integer({ min: 1, max: 12 * 365 * 86_400 }).map((seconds) => seconds * 1_000),
          border: fc.constantFrom('end', 'warning', 'critical', '8 days', '31 days', '61 days', '91 days', 'anywhere'),
          offsetMs: fc.oneof(fc.constantFrom(-1_000, -1, 0, 1, 1_000, -3_600_000, 3_600_000), fc.integer({ min: -DAY_MS, max: DAY_MS })),
          part: fc.double({ min: -0.2, max: 1.2, noNaN: true }),
        }),
        { minLength: 12, maxLength: 12 },
      ),
    })
    .map(({ now, zone, drawn }) => {
      const cases = drawn.map(({ windows: own, lifetimeMs, border, offsetMs, part }): Case => {
        const days = /^(\d+) days$/.exec(border)?.[1];
        const edgeMs = {
          ...{ end: 0, anywhere: part * lifetimeMs },
          warning: Math.min(own.warningDays * DAY_MS, own.warningShare * lifetimeMs),
          critical: Math.min(own.criticalDays * DAY_MS, own.criticalShare * lifetimeMs),
        }[border as 'end'];
        const notAfter = new Date(now.getTime() + Math.round((days === undefined ? edgeMs : Number(days) * DAY_MS) + offsetMs));
        return { notBefore: new Date(notAfter.getTime() - lifetimeMs), notAfter, windows: own };
      });
      // Exactly on the border of a share the last bit decides, which decimal and binary fractions do not agree on.
      const isClear = ({ notBefore, notAfter, windows: own }: Case): boolean =>
        [own.warningShare, own.criticalShare].every((part) => {
          const border = notAfter.getTime() - part * (notAfter.getTime() - notBefore.getTime());
          return part === 0 || part === 1 || Math.abs(border - now.getTime()) >= 1;
        });
      return { now, zone, cases: cases.filter(isClear) };
    });
  it('agree on any dates, windows and times, in any zone', async () => {
    await fc.assert(
      fc.asyncProperty(asked, async ({ now, zone, cases }) => {
        await expectAgreement(cases, now, zone);
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
