import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FileVerbContext, GivenFile } from '../../access/given-file.ts';
import { startTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import { type AppError, ConflictError, InvalidInputError, NotFoundError } from '../../errors.ts';
import type { WorkProgress } from '../desired/progress.ts';
import { loadRegistered } from '../desired/registered.ts';
import { registerHosts } from '../register-hosts.ts';
import { createImportDraft, discardImportDraft, replaceImportText, setImportMapping } from './drafts.ts';
import { hostListFile } from './export-hosts.ts';
import { importDraft } from './import-draft.ts';
import { readDraftAhead } from './read-ahead.ts';
import { readImportReview, readPastImports } from './read-review.ts';

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
const give = async (list: GivenFile) => (await createImportDraft({ ...context, files: { list } }, {})).id;
const review = (id: string, show: Parameters<typeof readImportReview>[2]['show'] = null, page = 1) =>
  readImportReview(test.db, id, { show, page });
const importShown = async (id: string) => importDraft(context, { draftId: id, digest: (await review(id)).digest });
const refused = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );
const fleet = () =>
  test.db.host.findMany({ select: { name: true, owner: true, endpoints: { select: { port: true } } }, orderBy: { name: 'asc' } });

describe('a list that waits to be imported', () => {
  it('shows what is new, changed, as it was, twice there and wrong, by line', async () => {
    await registerHosts(context, { lines: 'dc01.corp.example\ndc02.corp.example\nldap://dc03.corp.example:10636' });
    const id = await paste(
      'host;port;owner\nDC01.corp.example;636;Ada\ndc02.corp.example;636;\nnew.corp.example;636;Bob\nnew.corp.example.;636;\ndc02.corp.example;3269;\nbad name;;\nldaps://dc03.corp.example:10636;;\n',
    );
    const { rows, counts, hosts, doors } = await review(id);
    expect(rows.map(({ line, state, words }) => [line, state, words.join(' ')])).toEqual([
      [2, 'changed', 'Owner: as the domain → Ada'],
      [3, 'unchanged', ''],
      [4, 'new', 'LDAPS, checked every 300 s Owner: Bob'],
      [5, 'duplicate', 'Says the same as line 4, and is left out.'],
      [6, 'changed', 'New door: LDAPS, checked every 300 s'],
      [7, 'bad', expect.stringContaining('A space cannot be part')],
      [8, 'bad', expect.stringContaining('is registered already, as StartTLS')],
    ]);
    expect(counts).toEqual({ bad: 2, new: 1, changed: 2, unchanged: 1, duplicate: 1 });
    expect([hosts, doors]).toEqual([
      { new: 1, changed: 2, unchanged: 0 },
      { new: 2, changed: 0 },
    ]);
    expect((await review(id, 'bad')).rows.map(({ line }) => line)).toEqual([7, 8]);
  });

  it('is read as its columns are set, and anew with another delimiter', async () => {
    const id = await paste('A;B\ndc01.corp.example;Ada\n');
    expect((await review(id)).columns).toMatchObject([{ field: 'name' }, { field: null }]);
    const mapped = { draftId: id, delimiter: 'semicolon', header: 'on', emptyCells: 'keep', column0: 'name', column1: 'owner' } as const;
    await setImportMapping(context, mapped);
    const { columns, rows } = await review(id);
    expect(columns).toEqual([
      { head: 'A', samples: ['dc01.corp.example'], field: 'name' },
      { head: 'B', samples: ['Ada'], field: 'owner' },
    ]);
    expect(rows).toMatchObject([{ line: 2, state: 'new', words: [expect.anything(), 'Owner: Ada'] }]);
    const twice = await refused(setImportMapping(context, { ...mapped, column1: 'name' }));
    expect((twice as AppError).faults).toMatchObject([{ field: 'column1', value: 'name' }]);
    await setImportMapping(context, { ...mapped, column0: '' });
    expect(await review(id)).toMatchObject({ hasHosts: false, rows: [] });
    await setImportMapping(context, { ...mapped, delimiter: 'comma' });
    expect((await review(id)).columns).toHaveLength(1);
  });

  it('can be corrected and stays mapped as it was', async () => {
    const id = await paste('host,who\ndc 01,Ada\n');
    await setImportMapping(context, {
      draftId: id,
      delimiter: 'comma',
      header: true,
      emptyCells: 'clear',
      column0: 'name',
      column1: 'owner',
    });
    await replaceImportText(context, { draftId: id, pasted: 'host,who\ndc01,Ada\n' });
    expect(await review(id)).toMatchObject({ counts: { bad: 0, new: 1 }, mapping: { emptyCells: 'clear', columns: ['name', 'owner'] } });
    expect(await refused(replaceImportText(context, { draftId: id, pasted: ' ' }))).toBeInstanceOf(InvalidInputError);
  });

  it.each([
    ['nothing', { pasted: ' \n' }, {}, 'The list is empty'],
    ['a file and a pasted list', { pasted: 'dc01' }, { list: { name: 'a.csv', bytes: Buffer.from('dc02') } }, 'not both'],
    ['a file that is no text', {}, { list: { name: 'a.xlsx', bytes: Buffer.from('PK\u0003\u0004\0\0') } }, 'This is no text'],
    ['too much', { pasted: 'x'.repeat(4_194_305) }, {}, 'has 4194305 bytes; at most 4194304'],
  ])('is refused where it is %s', async (_, input, files, words) => {
    const error = await refused(createImportDraft({ ...context, files }, input));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as Error).message).toContain(words);
    expect(await test.db.importDraft.count()).toBe(0);
  });

  it('is nobody knows what once it is discarded, or never was', async () => {
    const id = await paste('dc01');
    await discardImportDraft(context, { draftId: id });
    expect(await refused(review(id))).toBeInstanceOf(NotFoundError);
    expect(await refused(review('nonsense'))).toBeInstanceOf(NotFoundError);
  });
});

describe('importing', () => {
  it('does what was shown, forgets the list and leaves a record', async () => {
    await registerHosts(context, { lines: 'dc01' });
    const id = await give({ name: 'fleet.csv', bytes: Buffer.from('\uFEFFhost\towner\r\ndc01\tJürgen\r\ndc02\tBob\r\n', 'utf16le') });
    expect((await importShown(id)).counts).toMatchObject({ new: 1, changed: 1, doorsNew: 1 });
    expect(await fleet()).toEqual([
      { name: 'dc01', owner: 'Jürgen', endpoints: [{ port: 636 }] },
      { name: 'dc02', owner: 'Bob', endpoints: [{ port: 636 }] },
    ]);
    expect(await test.db.importDraft.count()).toBe(0);
    expect(await readPastImports(test.db)).toMatchObject([
      { actor: 'ada', source: 'fleet.csv', newHosts: 1, changedHosts: 1, newDoors: 1 },
    ]);
  });

  it('changes nothing at all while one line is wrong', async () => {
    const id = await paste('dc01\nbad name\ndc02');
    const error = await refused(importShown(id));
    expect((error as AppError).faults).toMatchObject([{ field: 'lines.2' }]);
    expect([await fleet(), await test.db.auditEntry.count(), await test.db.importDraft.count()]).toEqual([[], 0, 1]);
  });

  it('changes nothing at all where the database refuses the last of the writing', async () => {
    await test.db.$executeRaw`ALTER TABLE audit_entries ADD CONSTRAINT no_imports CHECK (action <> 'fleet.import')`;
    const id = await paste('dc01\ndc02');
    expect(await refused(importShown(id))).not.toBeNull();
    await test.db.$executeRaw`ALTER TABLE audit_entries DROP CONSTRAINT no_imports`;
    expect([await fleet(), await test.db.domain.count(), await test.db.endpointState.count()]).toEqual([[], 0, 0]);
    await importShown(id);
    expect(await fleet()).toHaveLength(2);
  });

  it('asks to look again where somebody registered one of the hosts in between', async () => {
    const id = await paste('dc01,Ada');
    const { digest } = await review(id);
    await registerHosts(context, { lines: 'dc01' });
    expect(await refused(importDraft(context, { draftId: id, digest }))).toBeInstanceOf(ConflictError);
    expect(await test.db.importDraft.count()).toBe(1);
  });

  it('happens once, whoever presses twice', async () => {
    const id = await paste('dc01');
    const { digest } = await review(id);
    const results = await Promise.all([1, 2].map(() => refused(importDraft(context, { draftId: id, digest }))));
    expect(results.filter((result) => result === null)).toHaveLength(1);
    expect(results.filter((result) => result instanceof NotFoundError)).toHaveLength(1);
    expect(await test.db.endpoint.count()).toBe(1);
  });

  it('tells how many lines are read and how much is written, and at the end that all of it is', async () => {
    await registerHosts(context, { lines: 'dc00' });
    const names = Array.from({ length: 2_200 }, (_, index) => `n${index}.corp.example`);
    const id = await paste(`host,owner\ndc00,Ada\n${names.join(',\n')},\n`);
    const told: WorkProgress[] = [];
    const report = (progress: WorkProgress) => told.push(progress);
    await readDraftAhead(test.db, { id }, report);
    expect(told.map(({ done }) => done)).toEqual([0, 500, 1_000, 1_500, 2_000, 2_201]);
    expect(told.every(({ step, total }) => step === 'lines' && total === 2_201)).toBe(true);
    const { digest } = await review(id);
    told.length = 0;
    await importDraft(context, { draftId: id, digest }, report);
    expect(told.map(({ step, done, total }) => `${step} ${done}/${total}`)).toEqual([
      'lines 2201/2201',
      'compare 0/null',
      ...[0, 1, 1_001, 2_001, 2_201].map((done) => `hosts ${done}/2201`),
      ...[0, 1_000, 2_000, 2_200].map((done) => `doors ${done}/2200`),
      ...[0, 1_000, 2_000, 2_202].map((done) => `record ${done}/2202`),
    ]);
  });

  it('reads a corrected list anew, and not as it was', async () => {
    const id = await paste('dc01');
    await readDraftAhead(test.db, { id }, () => {});
    await replaceImportText(context, { draftId: id, pasted: 'dc02' });
    expect((await review(id)).rows).toMatchObject([{ host: 'dc02' }]);
    await importShown(id);
    expect(await fleet()).toMatchObject([{ name: 'dc02' }]);
  });

  it('takes 10,000 hosts at once, shows them by the page, and finds nothing to do in what is exported then', async () => {
    const lines = Array.from(
      { length: 10_000 },
      (_, index) => `dc${index}.part${index % 40}.example,636,Team ${index % 7},FRA-${index % 20},"core, tier${index % 3}"`,
    );
    const id = await paste(`host,port,owner,site,tags\n${lines.join('\n')}\n`);
    const shown = await review(id, 'new', 100);
    expect(shown).toMatchObject({ counts: { new: 10_000 }, hosts: { new: 10_000 }, pageCount: 100, page: 100 });
    expect([shown.rows.length, shown.rows.at(-1)?.line]).toEqual([100, 10_001]);
    await importDraft(context, { draftId: id, digest: shown.digest });
    const written = await Promise.all(
      [test.db.host, test.db.endpoint, test.db.endpointState].map((table) => (table as typeof test.db.host).count()),
    );
    expect([...written, await test.db.domain.count(), await test.db.auditEntry.count()]).toEqual([10_000, 10_000, 10_000, 40, 10_001]);

    const file = hostListFile((await loadRegistered(test.db, 'all')).hosts.values());
    const again = await give({ name: 'hosts.csv', bytes: Buffer.from(file.write('csv')) });
    expect(await review(again)).toMatchObject({ counts: { unchanged: 10_000, new: 0, changed: 0, bad: 0 }, hosts: { unchanged: 10_000 } });

    const moved = await paste(`host,site\n${lines.map((line) => `${line.split(',')[0]},BER`).join('\n')}\n`);
    expect((await importShown(moved)).counts).toMatchObject({ changed: 10_000 });
    expect(await test.db.host.count({ where: { site: 'BER' } })).toBe(10_000);
  }, 120_000);
});
