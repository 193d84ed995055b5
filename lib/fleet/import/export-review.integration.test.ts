import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { FileVerbContext } from '../../access/given-file.ts';
import { startTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import { NotFoundError } from '../../errors.ts';
import { registerHosts } from '../register-hosts.ts';
import { createImportDraft, setImportMapping } from './drafts.ts';
import { givenLinesFile, reviewFile } from './export-review.ts';
import { readImportReview } from './read-review.ts';

const now = new Date('2026-03-01T12:00:00Z');
let test: TestDatabase;
let context: FileVerbContext;
beforeAll(async () => {
  test = await startTestDatabase();
  context = { db: test.db, now, actor: 'ada', files: {} };
});
afterAll(() => test.stop());
beforeEach(async () => {
  await test.db.$executeRaw`TRUNCATE hosts, domains, locations, audit_entries, import_drafts CASCADE`;
  await test.db.location.create({ data: { name: 'here', createdAt: now } });
});

const paste = async (pasted: string) => (await createImportDraft(context, { pasted })).id;
const review = (id: string) => readImportReview(test.db, id, { show: null, page: 1 });
const list = 'host;who;Port\ndc01.corp.example;Ada;636\nbad name;=1+1;636\ndc02.corp.example;"a;b";x\n';

it('holds the lines of the page with their outcome and reasons, filtered as the page is', async () => {
  await registerHosts(context, { lines: 'dc01.corp.example' });
  const id = await paste(list);
  const all = JSON.parse((await reviewFile(test.db, id, null)).write('json'));
  expect(all.map(({ line, outcome }: Record<string, unknown>) => [line, outcome])).toEqual([
    [2, 'unchanged'],
    [3, 'bad'],
    [4, 'bad'],
  ]);
  const bad = await reviewFile(test.db, id, 'bad');
  expect(bad.name).toBe('import-review-bad');
  expect(JSON.parse(bad.write('json'))).toEqual(all.slice(1));
  expect(bad.write('csv').split('\r\n').slice(0, 2)).toEqual([
    '\uFEFFline,outcome,host,port,details',
    expect.stringMatching(/^3,bad,bad name,,"A space cannot be part/),
  ]);
});

it('gives the bad lines back as they were given, guarded, and reads them once they are mended', async () => {
  const id = await paste(list);
  const csv = (await givenLinesFile(test.db, id, 'bad')).write('csv');
  const [head, first, second] = csv.slice(1).split('\r\n');
  expect(head).toBe('host,who,Port,line,outcome,details');
  expect(first).toMatch(/^bad name,"'=1\+1",636,3,bad,/);
  expect(second).toMatch(/^dc02\.corp\.example,a;b,x,4,bad,/);
  const mended = await paste(csv.replace('bad name', 'dc03.corp.example').replace(',x,', ',3269,'));
  expect(await review(mended)).toMatchObject({
    counts: { new: 2, bad: 0 },
    rows: [
      { host: 'dc03.corp.example', port: 636 },
      { host: 'dc02.corp.example', port: 3269 },
    ],
  });
});

it('keeps what a person said of the columns: the file is read the same without asking', async () => {
  const id = await paste('Kuerzel;line;owner\nbad name;Ada;Bob\n');
  await setImportMapping(context, {
    draftId: id,
    delimiter: 'semicolon',
    header: true,
    emptyCells: 'keep',
    column0: 'name',
    column1: 'owner',
    column2: '',
  });
  const csv = (await givenLinesFile(test.db, id, null)).write('csv');
  expect(csv.slice(1).split('\r\n')[0]).toBe('name,owner,owner (left out),line,outcome,details');
  const again = await review(await paste(csv.replace('bad name', 'dc01')));
  expect(again.rows).toMatchObject([{ host: 'dc01', state: 'new', words: [expect.anything(), 'Owner: Ada'] }]);
});

it('is not there when the list is not', async () => {
  await expect(reviewFile(test.db, 'nonsense', null)).rejects.toBeInstanceOf(NotFoundError);
  await expect(givenLinesFile(test.db, '00000000-0000-4000-8000-000000000000', 'bad')).rejects.toBeInstanceOf(NotFoundError);
});
