import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { type ExportColumn, exportHeaders, isExportFormat, toCsv, toJson } from './table.ts';

type Row = { name: string; daysLeft: number; names: readonly string[]; at: string | null };
const columns: ExportColumn<Row>[] = [
  { id: 'name', value: ({ name }) => name },
  { id: 'daysLeft', value: ({ daysLeft }) => daysLeft },
  { id: 'names', value: ({ names }) => names },
  { id: 'at', value: ({ at }) => at },
];
const read = (csv: string) => Papa.parse<string[]>(csv.slice(1), { newline: '\r\n', skipEmptyLines: true }).data;

describe('toCsv', () => {
  it('writes a head, quotes what needs it, joins lists and leaves null empty', () => {
    expect(toCsv(columns, [{ name: 'dc01, "old"', daysLeft: -3, names: ['a', 'b'], at: null }])).toBe(
      '\uFEFFname,daysLeft,names,at\r\n"dc01, ""old""",-3,a b,\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '=HYPERLINK("//evil")', '=1+1\n2', '\n=1+1', '\uFF1D1+1'])(
    'disarms the formula %j',
    (name) => {
      const [, row] = read(toCsv(columns, [{ name, daysLeft: 0, names: [], at: null }]));
      expect(row?.[0]).toBe(`'${name}`);
    },
  );

  it('gives back what was written, whatever it was', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ name: fc.string(), daysLeft: fc.integer() }), { minLength: 1 }), (rows) => {
        const csv = toCsv(
          columns,
          rows.map((row) => ({ ...row, names: ['x'], at: 'now' })),
        );
        const back = read(csv).slice(1);
        const guarded = (name: string) => (/^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(name) ? `'${name}` : name);
        expect(back.map(([name]) => name)).toEqual(rows.map(({ name }) => guarded(name)));
        expect(back.map(([, days]) => Number(days))).toEqual(rows.map(({ daysLeft }) => daysLeft));
      }),
    );
  });
});

it('writes JSON with the same keys and real types', () => {
  const [row] = JSON.parse(toJson(columns, [{ name: '=1', daysLeft: 4, names: ['a'], at: null }]));
  expect(row).toEqual({ name: '=1', daysLeft: 4, names: ['a'], at: null });
});

it('tells browsers what the file is', () => {
  expect(exportHeaders('csv', 'certificates')['content-disposition']).toBe('attachment; filename="certificates.csv"');
  expect([isExportFormat('json'), isExportFormat('xml'), isExportFormat(null)]).toEqual([true, false, false]);
});
