import Papa from 'papaparse';

/** One column of a table that people take along. */
export type ExportColumn<Row> = {
  /** camelCase, units at the end: the key in JSON and the head of the CSV column. Public, so it never changes. */
  id: string;
  /** Times as ISO 8601 in UTC; lists are joined with spaces in CSV. */
  value: (row: Row) => string | number | boolean | null | readonly string[];
};

/** How a table can be had. */
export const exportFormats = ['csv', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];
export const isExportFormat = (text: string | null | undefined): text is ExportFormat => exportFormats.some((format) => format === text);

/**
 * The rows as CSV (RFC 4180, UTF-8 with the mark that spreadsheets look for). Cells that a spreadsheet would take for a formula
 * begin with an apostrophe (https://owasp.org/www-community/attacks/CSV_Injection), also those of several lines; numbers stay numbers.
 */
export function toCsv<Row>(columns: readonly ExportColumn<Row>[], rows: readonly Row[]): string {
  const fields = columns.map(({ id }) => id);
  const data = rows.map((row) => columns.map(({ value }) => cellOf(value(row))));
  return `\uFEFF${Papa.unparse({ fields, data }, { escapeFormulae: formulaStart, newline: '\r\n' })}\r\n`;
}

/** The characters that OWASP names, those of full width included. */
const formulaStart = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

const cellOf = (value: ReturnType<ExportColumn<never>['value']>) => (typeof value === 'object' && value !== null ? value.join(' ') : value);

/** The rows as a JSON array of objects with the columns' ids as keys. */
export function toJson<Row>(columns: readonly ExportColumn<Row>[], rows: readonly Row[]): string {
  return `${JSON.stringify(
    rows.map((row) => Object.fromEntries(columns.map(({ id, value }) => [id, value(row)]))),
    null,
    2,
  )}\n`;
}

/** What a browser is told of such a file. `name` has no ending. */
export function exportHeaders(format: ExportFormat, name: string): Record<string, string> {
  const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8';
  return { 'content-type': type, 'content-disposition': `attachment; filename="${name}.${format}"`, 'cache-control': 'no-store' };
}

/** A table with the rows that it has as a file. `name` has neither a date nor an ending. */
export type TableFile = { name: string; write: (format: ExportFormat) => string };

/** Such a table, whatever its rows are. */
export const tableFile = <Row>(name: string, columns: readonly ExportColumn<Row>[], rows: readonly Row[]): TableFile => ({
  name,
  write: (format) => (format === 'csv' ? toCsv(columns, rows) : toJson(columns, rows)),
});
