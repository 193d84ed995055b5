import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import type { HostPlan } from '../desired/plan.ts';
import { importAction } from './import-draft.ts';
import { reviewDraft } from './review-draft.ts';
import { splitList } from './split.ts';
import { type ImportColumn, type ImportReview, type PastImport, type RowState, rowStates } from './views.ts';

const pageSize = 100;
/** A longer text is corrected in the program that it comes from. */
const editableMax = 100_000;
const samplesMax = 3;

/** What importing the draft would do, against the fleet of now. Throws NotFoundError when there is no such draft. */
export async function readImportReview(
  db: Database,
  id: string,
  { show, page }: { show: RowState | null; page: number },
): Promise<ImportReview> {
  const { draft, hasHosts, rows, plan } = await reviewDraft(db, id);
  const shown = show === null ? rows : rows.filter(({ state }) => state === show);
  const pageCount = Math.max(1, Math.ceil(shown.length / pageSize));
  const at = Math.min(Math.max(1, page), pageCount);
  const { doorsNew, doorsChanged } = plan.counts;
  const faulty = new Set(plan.faults.map(({ name }) => name));
  const sound = plan.hosts.filter(({ name }) => !faulty.has(name));
  const hostsThat = (kind: HostPlan['kind']) => sound.filter((host) => host.kind === kind).length;
  return {
    id: draft.id,
    fileName: draft.fileName,
    createdAt: draft.createdAt.toISOString(),
    createdBy: draft.createdBy,
    mapping: draft.mapping,
    columns: columnsOf(draft.text, draft.mapping),
    text: draft.text.length <= editableMax ? draft.text : null,
    hasHosts,
    counts: Object.fromEntries(rowStates.map((state) => [state, rows.filter((row) => row.state === state).length])) as Record<
      RowState,
      number
    >,
    rows: shown.slice((at - 1) * pageSize, at * pageSize),
    total: shown.length,
    page: at,
    pageCount,
    hosts: { new: hostsThat('new'), changed: hostsThat('changed'), unchanged: hostsThat('unchanged') },
    doors: { new: doorsNew, changed: doorsChanged },
    managed: plan.hosts.filter(({ kind, managedBy }) => kind === 'changed' && managedBy !== null).length,
    digest: plan.digest,
  };
}

function columnsOf(text: string, { delimiter, header, columns }: ImportReview['mapping']): ImportColumn[] {
  const [first, ...more] = splitList(text, delimiter, samplesMax + 1);
  const rows = (header ? more : [first, ...more]).flatMap((record) =>
    record === undefined || record.fault !== null ? [] : [record.cells],
  );
  const cell = (cells: readonly string[] | undefined, index: number) => (cells?.[index] ?? '').trim().slice(0, 60);
  return columns.map((field, index) => ({
    head: header ? cell(first?.cells, index) : '',
    samples: rows.map((cells) => cell(cells, index)).filter((sample) => sample !== ''),
    field,
  }));
}

const pastMax = 5;
const Counts = z.object({ new: z.number(), changed: z.number(), doorsNew: z.number() });

/** The newest imports, newest first. */
export async function readPastImports(db: Database): Promise<PastImport[]> {
  const entries = await db.auditEntry.findMany({ where: { action: importAction }, orderBy: { at: 'desc' }, take: pastMax });
  return entries.map(({ id, at, actor, subject, after }) => {
    const counts = Counts.safeParse(after).data ?? { new: 0, changed: 0, doorsNew: 0 };
    return {
      id: String(id),
      at: at.toISOString(),
      actor,
      source: subject,
      newHosts: counts.new,
      changedHosts: counts.changed,
      newDoors: counts.doorsNew,
    };
  });
}
