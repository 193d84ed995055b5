import type { Database } from '../../db/client.ts';
import { type ExportColumn, type TableFile, tableFile } from '../../export/table.ts';
import { fieldNamed } from './fields.ts';
import { reviewDraft } from './review-draft.ts';
import { splitList } from './split.ts';
import type { ImportReview, ImportRow, RowState } from './views.ts';

/** What a file of reviewed lines holds. Public: the names never change. */
const reviewColumns: readonly ExportColumn<ImportRow>[] = [
  { id: 'line', value: ({ line }) => line },
  { id: 'outcome', value: ({ state }) => state },
  { id: 'host', value: ({ host }) => host },
  { id: 'port', value: ({ port }) => port },
  { id: 'details', value: ({ words }) => words },
];

const shownOf = (rows: readonly ImportRow[], show: RowState | null): readonly ImportRow[] =>
  show === null ? rows : rows.filter(({ state }) => state === show);

/** All lines that the page of the draft shows, with what would come of each. Throws NotFoundError when there is no such draft. */
export async function reviewFile(db: Database, id: string, show: RowState | null): Promise<TableFile> {
  const { rows } = await reviewDraft(db, id);
  return tableFile(nameOf('import-review', show), reviewColumns, shownOf(rows, show));
}

/**
 * The same lines with their cells as they were given and what is wrong beside them: mended, the file is read again as this list is,
 * and the columns that were added are left out. Throws NotFoundError when there is no such draft.
 */
export async function givenLinesFile(db: Database, id: string, show: RowState | null): Promise<TableFile> {
  const { draft, rows } = await reviewDraft(db, id);
  const { delimiter, header } = draft.mapping;
  const records = splitList(draft.text, delimiter);
  const cells = new Map(records.slice(header ? 1 : 0).map((record) => [record.line, record.cells]));
  const given = shownOf(rows, show).map((row) => ({ row, cells: cells.get(row.line) ?? [] }));
  return tableFile(nameOf('import-lines', show), givenColumns(draft.mapping, header ? (records[0]?.cells ?? []) : []), given);
}

type GivenLine = { row: ImportRow; cells: readonly string[] };

/** Under their own heads where these mean what they are taken for, else under those of the import. */
function givenColumns({ columns }: ImportReview['mapping'], heads: readonly string[]): ExportColumn<GivenLine>[] {
  const taken = new Set(['line', 'outcome', 'details']);
  const unique = (wanted: string, index: number): string => {
    const name = taken.has(wanted.toLowerCase()) ? `${wanted} (column ${index + 1})` : wanted;
    taken.add(name.toLowerCase());
    return name;
  };
  const given = columns.map((field, index): ExportColumn<GivenLine> => {
    const head = (heads[index] ?? '').trim();
    const meant = head === '' ? null : fieldNamed(head);
    const own = head === '' ? `column ${index + 1}` : meant === null ? head : `${head} (left out)`;
    const name = field === null ? own : meant === field ? head : field;
    return { id: unique(name, index), value: ({ cells }) => cells[index] ?? '' };
  });
  return [
    ...given,
    { id: 'line', value: ({ row }) => row.line },
    { id: 'outcome', value: ({ row }) => row.state },
    { id: 'details', value: ({ row }) => row.words },
  ];
}

const nameOf = (name: string, show: RowState | null): string => (show === null ? name : `${name}-${show}`);
