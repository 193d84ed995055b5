import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VerbContext } from '../../access/verb-context.ts';
import { startTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import { InvalidInputError } from '../../errors.ts';
import { addFreeze } from './add-freeze.ts';
import { editFreeze } from './edit-freeze.ts';
import { listFreezes } from './list-freezes.ts';
import { removeFreeze } from './remove-freeze.ts';

const now = new Date('2026-11-01T12:00:00Z');
const yearEnd = { name: 'Year end', fromDay: '2026-12-18', toDay: '2027-01-03', timeZone: 'Europe/Berlin' };

let test: TestDatabase;
let context: VerbContext;
beforeAll(async () => {
  test = await startTestDatabase();
  context = { db: test.db, now, actor: 'ada' };
});
afterAll(() => test.stop());
beforeEach(() => test.db.$executeRaw`TRUNCATE change_freezes, audit_entries`);

const names = async (from: string, to: string) =>
  (await listFreezes(test.db, { from: new Date(from), to: new Date(to) })).map(({ name }) => name);
const audited = () =>
  test.db.auditEntry.findMany({ orderBy: { id: 'asc' }, select: { action: true, subject: true, before: true, after: true } });
const faultsOf = (error: unknown) => (error instanceof InvalidInputError ? error.faults : error);

describe('change freezes', () => {
  it('are added, changed and removed, each with a record', async () => {
    const { id } = await addFreeze(context, { ...yearEnd, name: '  Year end ' });
    expect(await listFreezes(test.db, { from: now, to: new Date('2028-01-01T00:00:00Z') })).toEqual([{ id, ...yearEnd }]);
    await editFreeze(context, { freezeId: id, ...yearEnd });
    expect(await audited()).toHaveLength(1);
    await editFreeze(context, { freezeId: id, ...yearEnd, toDay: '2027-01-10' });
    await removeFreeze(context, { freezeId: id });
    expect(await audited()).toEqual([
      { action: 'freeze.add', subject: 'Year end', before: null, after: yearEnd },
      { action: 'freeze.edit', subject: 'Year end', before: yearEnd, after: { ...yearEnd, toDay: '2027-01-10' } },
      { action: 'freeze.remove', subject: 'Year end', before: { ...yearEnd, toDay: '2027-01-10' }, after: null },
    ]);
    await expect(editFreeze(context, { freezeId: id, ...yearEnd })).rejects.toThrow('The change freeze does not exist.');
    await expect(removeFreeze(context, { freezeId: id })).rejects.toThrow('The change freeze does not exist.');
  });

  it('may overlap, and are listed where they touch the period by their own zone, earliest first', async () => {
    await addFreeze(context, yearEnd);
    await addFreeze(context, { name: 'Audit', fromDay: '2026-12-20', toDay: '2026-12-20', timeZone: 'Pacific/Kiritimati' });
    expect(await names('2026-12-01T00:00:00Z', '2027-02-01T00:00:00Z')).toEqual(['Year end', 'Audit']);
    expect(await names('2026-12-01T00:00:00Z', '2026-12-17T23:00:00Z')).toEqual([]);
    expect(await names('2026-12-01T00:00:00Z', '2026-12-17T23:00:00.001Z')).toEqual(['Year end']);
    expect(await names('2027-01-03T22:59:59.999Z', '2027-02-01T00:00:00Z')).toEqual(['Year end']);
    expect(await names('2027-01-03T23:00:00Z', '2027-02-01T00:00:00Z')).toEqual([]);
    expect(await names('2026-12-19T09:59:00Z', '2026-12-19T10:00:00.001Z')).toEqual(['Year end', 'Audit']);
  });

  it.each([
    ['name', { name: ' ' }, /needs a name/],
    ['name', { name: 'x'.repeat(81) }, /80 characters/],
    ['fromDay', { fromDay: '18.12.2026' }, /first day is a date/],
    ['fromDay', { fromDay: '2026-02-30' }, /first day is a date/],
    ['toDay', { toDay: '' }, /last day is a date/],
    ['toDay', { toDay: '2026-12-17' }, /2026-12-17, is before the first, 2026-12-18/],
    ['toDay', { toDay: '2027-12-19' }, /366 days at most; this one has 367/],
    ['timeZone', { timeZone: '+01:00' }, /IANA name/],
    ['timeZone', { timeZone: 'Europe/Nowhere' }, /IANA name/],
  ])('refuse a faulty %s: %j', async (field, fault, message) => {
    const error = await addFreeze(context, { ...yearEnd, ...fault }).catch((thrown: unknown) => thrown);
    expect(faultsOf(error)).toEqual([{ field, message: expect.stringMatching(message) }]);
    expect(await test.db.changeFreeze.count()).toBe(0);
  });
});
