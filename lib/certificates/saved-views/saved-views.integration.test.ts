import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VerbContext } from '../../access/verb-context.ts';
import { startTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import { deleteView } from './delete-view.ts';
import { listViews } from './list-views.ts';
import { saveView } from './save-view.ts';

let database: TestDatabase;
const context = (): VerbContext => ({ db: database.db, now: new Date('2026-03-01T12:00:00Z'), actor: 'ada' });
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database?.stop());
beforeEach(() => database.db.$executeRaw`TRUNCATE saved_views, audit_entries`);

describe('saved views', () => {
  it('are kept for their page, by name, with an entry in the record', async () => {
    await saveView(context(), { page: '/certificates', name: ' Web servers ', query: '?template=WebServer&sort=-name' });
    await saveView(context(), { page: '/certificates', name: 'Expired', query: 'state=expired' });
    await saveView(context(), { page: '/expiry', name: 'Expired', query: '' });
    const views = await listViews(database.db, '/certificates');
    expect(views.map(({ name, query, createdBy }) => ({ name, query, createdBy }))).toEqual([
      { name: 'Expired', query: 'state=expired', createdBy: 'ada' },
      { name: 'Web servers', query: 'template=WebServer&sort=-name', createdBy: 'ada' },
    ]);
    const [entry] = await database.db.auditEntry.findMany({ orderBy: { id: 'asc' } });
    expect(entry).toMatchObject({
      ...{ actor: 'ada', action: 'saved-view.save', subject: 'Web servers' },
      after: { page: '/certificates', query: 'template=WebServer&sort=-name' },
    });
  });

  it('have names of their own on a page, also when two people save at once', async () => {
    const [first, second] = await Promise.allSettled(
      ['Expired', 'EXPIRED'].map((name) => saveView(context(), { page: '/certificates', name, query: 'state=expired' })),
    );
    const refused = [first, second].filter((outcome) => outcome?.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({
      reason: { faults: [{ field: 'name', message: expect.stringMatching(/^A view named “expired” exists already\./i) }] },
    });
    expect(await listViews(database.db, '/certificates')).toHaveLength(1);
  });

  it('need a name, and a page that keeps views', async () => {
    for (const [name, message] of [
      ['  ', 'Give the view a name.'],
      ['x'.repeat(61), 'A name can be 60 characters long at most.'],
      ['a\u0000b', 'A name cannot hold control characters.'],
    ] as const)
      await expect(saveView(context(), { page: '/expiry', name, query: '' })).rejects.toThrow(message);
    const elsewhere = { page: '/board', name: 'x', query: '' } as unknown as Parameters<typeof saveView>[1];
    await expect(saveView(context(), elsewhere)).rejects.toThrow('Views are kept for /certificates, /expiry, /renewals, /hosts.');
    expect(await database.db.auditEntry.count()).toBe(0);
  });

  it('are deleted once, with an entry in the record', async () => {
    const { id } = await saveView(context(), { page: '/certificates', name: 'Expired', query: 'state=expired' });
    expect(await deleteView(context(), { viewId: id })).toEqual({ name: 'Expired' });
    await expect(deleteView(context(), { viewId: id })).rejects.toThrow('The view does not exist.');
    expect(await listViews(database.db, '/certificates')).toEqual([]);
    expect((await database.db.auditEntry.findMany({ orderBy: { id: 'asc' } })).map(({ action }) => action)).toEqual([
      'saved-view.save',
      'saved-view.delete',
    ]);
  });
});
