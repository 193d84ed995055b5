import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import { judgeExpiry } from '../../diagnosis/expiry.ts';
import type { ExpiryWindows } from '../../diagnosis/rule.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database?.stop());

type Judgement = { notBefore: Date; notAfter: Date; windows: ExpiryWindows; now: Date };

const secondMs = 1_000;
const dayMs = 86_400 * secondMs;
const start = Date.parse('1999-12-30T00:00:00Z');
const share = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);
const windows: fc.Arbitrary<ExpiryWindows> = fc
  .record({ warningDays: fc.nat(120), warningShare: share, criticalDays: fc.nat(60), criticalShare: share })
  .map((one) => ({
    ...one,
    criticalDays: Math.min(one.criticalDays, one.warningDays),
    criticalShare: Math.min(one.criticalShare, one.warningShare),
  }));

/** Times near and on the borders of the windows, and anywhere; lifetimes of hours to decades, and such as end before they begin. */
const judgement: fc.Arbitrary<Judgement> = fc
  .record({
    beginSeconds: fc.nat(60 * 365 * 86_400),
    lifetimeSeconds: fc.oneof(fc.integer({ min: -86_400, max: 86_400 }), fc.integer({ min: 0, max: 30 * 365 * 86_400 })),
    windows,
    border: fc.constantFrom('end', 'warningDays', 'criticalDays', 'warningShare', 'criticalShare', 'anywhere'),
    offsetMs: fc.oneof(fc.constantFrom(-secondMs, -1, 0, 1, secondMs), fc.integer({ min: -dayMs, max: dayMs })),
  })
  .map(({ beginSeconds, lifetimeSeconds, windows, border, offsetMs }) => {
    const notBefore = new Date(start + beginSeconds * secondMs);
    const notAfter = new Date(notBefore.getTime() + lifetimeSeconds * secondMs);
    const beforeEndMs = {
      end: 0,
      anywhere: (lifetimeSeconds * secondMs) / 2,
      warningDays: windows.warningDays * dayMs,
      criticalDays: windows.criticalDays * dayMs,
      warningShare: windows.warningShare * lifetimeSeconds * secondMs,
      criticalShare: windows.criticalShare * lifetimeSeconds * secondMs,
    }[border];
    return { notBefore, notAfter, windows, now: new Date(notAfter.getTime() - Math.round(beforeEndMs) + offsetMs) };
  })
  // Exactly on the border of a share the last bit decides, which decimal and binary fractions do not agree on.
  .filter(({ notBefore, notAfter, windows, now }) =>
    [windows.warningShare, windows.criticalShare].every((part) => {
      const border = notAfter.getTime() - part * Math.max(0, notAfter.getTime() - notBefore.getTime());
      return part === 0 || part === 1 || Math.abs(border - now.getTime()) >= 1;
    }),
  );

describe('expiry_level in the database', () => {
  it('judges as the diagnosis does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(judgement, { minLength: 50, maxLength: 50 }), async (judgements) => {
        const given = judgements.map(({ notBefore, notAfter, windows, now }) => ({ notBefore, notAfter, windows, now }));
        const rows = await database.db.$queryRaw<{ level: string }[]>`
          SELECT expiry_level(("notBefore")::timestamptz, ("notAfter")::timestamptz, windows, ("now")::timestamptz) AS level
          FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS one ("notBefore" text, "notAfter" text, windows jsonb, "now" text)`;
        expect(rows.map(({ level }) => level)).toEqual(
          judgements.map(({ notBefore, notAfter, windows, now }) => judgeExpiry({ notBefore, notAfter }, windows, now).level),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('says nothing of certificates without dates', async () => {
    const [row] = await database.db.$queryRaw<{ level: string | null }[]>`SELECT expiry_level(NULL, now(), '{}', now()) AS level`;
    expect(row?.level).toBeNull();
  });
});
