import { z } from 'zod';
import { parseEndpoint } from '../host-list.ts';
import { normaliseHostName } from '../host-name.ts';
import type { ListEncoding } from './decode.ts';
import { fieldNamed, type ImportField, importFields } from './fields.ts';
import { cellsMax, type Delimiter, delimiterNames, type ListRecord, splitList } from './split.ts';

/** How a list is to be read. */
export const ImportMapping = z.object({
  delimiter: z.enum(delimiterNames),
  /** Is the first record the heads of the columns? */
  header: z.boolean(),
  /** What each column is; null: left out. Columns beyond the end are left out. */
  columns: z.array(z.enum(importFields).nullable()).max(cellsMax),
  /** What an empty cell means for a host that is registered: it stays as it is, or it has none from now on. */
  emptyCells: z.enum(['keep', 'clear']),
  encoding: z.enum(['UTF-8', 'UTF-16', 'Windows-1252'] satisfies ListEncoding[]),
});
export type ImportMapping = z.output<typeof ImportMapping>;

const sampleRecords = 50;

/** How the list is most probably meant to be read. Without heads the first column that holds hosts is the host's. */
export function guessMapping(text: string, encoding: ListEncoding = 'UTF-8'): ImportMapping {
  const delimiter = guessDelimiter(text);
  return { ...guessColumns(sample(text, delimiter)), delimiter, emptyCells: 'keep', encoding };
}

/** Heads and columns for another delimiter than the guessed one. */
export const guessColumnsFor = (text: string, delimiter: Delimiter): Pick<ImportMapping, 'header' | 'columns'> =>
  guessColumns(sample(text, delimiter));

/** The beginning of the list, without a record that is cut off. */
const sample = (text: string, delimiter: Delimiter): ListRecord[] => splitList(text, delimiter, sampleRecords).slice(0, sampleRecords);

/** The cells up to a # that may begin a remark, in which commas say nothing. */
function cellsBeforeRemark({ cells }: ListRecord): string[] {
  const remark = cells.findIndex((cell) => cell.includes('#'));
  return remark === -1 ? cells : cells.slice(0, remark + 1);
}

/** The delimiter that heads speak for, else the one that most lines have; none where most lines have none. */
function guessDelimiter(text: string): Delimiter {
  const candidates = delimiterNames
    .filter((name) => name !== 'none')
    .map((name) => {
      const rows = sample(text, name).map(cellsBeforeRemark);
      const divided = rows.filter((cells) => cells.length > 1).length;
      const heads = (rows[0] ?? []).filter((cell) => fieldNamed(cell) !== null).length;
      return { name, heads: (rows[0]?.length ?? 0) > 1 ? heads : 0, share: rows.length === 0 ? 0 : divided / rows.length };
    });
  const byHeads = candidates.filter(({ heads }) => heads > 0).sort((one, other) => other.heads - one.heads)[0];
  if (byHeads) return byHeads.name;
  const byShare = candidates.filter(({ share }) => share > 0.5).sort((one, other) => other.share - one.share)[0];
  return byShare?.name ?? 'none';
}

function guessColumns(records: readonly ListRecord[]): Pick<ImportMapping, 'header' | 'columns'> {
  const first = records[0]?.cells ?? [];
  const width = Math.min(cellsMax, Math.max(0, ...records.map(({ cells }) => cells.length)));
  const heads = first.map((cell) => fieldNamed(cell));
  const header = heads.some((field) => field !== null) && !first.some(looksQualified);
  const taken = new Set<ImportField>();
  const columns = Array.from({ length: width }, (_, index): ImportField | null => {
    const field = header ? (heads[index] ?? null) : null;
    if (field === null || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
  if (!taken.has('name')) {
    const rows = header ? records.slice(1) : records;
    const free = columns.flatMap((field, index) => (field === null ? [index] : []));
    const likely = free.filter((index) => rows.length > 0 && rows.every(({ cells }) => looksLikeHost(cells[index] ?? '')));
    const chosen =
      likely.find((index) => rows.some(({ cells }) => looksQualified(cells[index] ?? ''))) ?? likely[0] ?? (header ? undefined : free[0]);
    if (chosen !== undefined) columns[chosen] = 'name';
  }
  return { header, columns };
}

const looksLikeHost = (cell: string): boolean => normaliseHostName(cell.trim()).ok || parseEndpoint(cell.trim()).ok;
/** With a dot or a colon in it, which no head has. */
const looksQualified = (cell: string): boolean => /[.:]/.test(cell) && looksLikeHost(cell);
