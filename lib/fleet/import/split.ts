import { listLinesMax } from './decode.ts';

/** What lies between two cells; `none`: every line is one cell, as in a plain list of names. */
export const delimiters = { comma: ',', semicolon: ';', tab: '\t', pipe: '|', none: null } as const;
export type Delimiter = keyof typeof delimiters;
export const delimiterNames = ['comma', 'semicolon', 'tab', 'pipe', 'none'] as const satisfies readonly Delimiter[];

/** One record of a list: a line, or several where a quoted cell has line ends in it. */
export type ListRecord = {
  /** The line that it begins on, counted from 1. */
  line: number;
  /** As written, without the quotation marks around them. */
  cells: string[];
  /** Why it cannot be read; null when it can. */
  fault: string | null;
};

/** Most cells of a line, and most characters of a cell. Notes, the longest field, are half as long. */
export const cellsMax = 100;
export const cellLengthMax = 20_000;

/**
 * The records of a list, as RFC 4180 has them with any delimiter and any line ends; blank lines and lines that begin with # are left
 * out. What cannot be read is a record with a fault. Ends after `recordsMax`, with a record that says so.
 */
export function splitList(text: string, delimiter: Delimiter, recordsMax = listLinesMax): ListRecord[] {
  const mark = delimiters[delimiter];
  return mark === null ? splitLines(text, recordsMax) : splitCells(text, mark, recordsMax);
}

const tooMany = (line: number, recordsMax: number): ListRecord => ({
  line,
  cells: [],
  fault: `The list goes on after ${recordsMax} lines, which is the most that is allowed. Split it.`,
});

/** In a plain list a line ends where a # begins. */
function splitLines(text: string, recordsMax: number): ListRecord[] {
  const records: ListRecord[] = [];
  let line = 0;
  for (const raw of text.split(/\r\n|\r|\n/)) {
    line += 1;
    const cell = raw.replace(/#.*$/, '').trim();
    if (cell === '') continue;
    if (records.length === recordsMax) return [...records, tooMany(line, recordsMax)];
    const tooLong = cell.length > cellLengthMax;
    records.push({ line, cells: tooLong ? [cell.slice(0, 100)] : [cell], fault: tooLong ? lengthFault(cell.length) : null });
  }
  return records;
}

const lengthFault = (length: number): string => `A cell has ${length} characters; at most ${cellLengthMax} are allowed.`;

function splitCells(text: string, mark: string, recordsMax: number): ListRecord[] {
  const records: ListRecord[] = [];
  const reader = new CellReader(text, mark);
  for (;;) {
    const record = reader.next();
    if (record === null) return records;
    if (record.fault === null && record.cells.every((cell) => cell.trim() === '')) continue;
    if (records.length === recordsMax) return [...records, tooMany(record.line, recordsMax)];
    records.push(record);
  }
}

/** Reads record by record, each character once. */
class CellReader {
  private readonly text: string;
  private readonly mark: string;
  private readonly cellEnd: RegExp;
  private at = 0;
  private line = 1;

  constructor(text: string, mark: string) {
    this.text = text;
    this.mark = mark;
    this.cellEnd = new RegExp(`[\\r\\n${mark === '|' ? '\\|' : mark}]`, 'g');
  }

  /** The next record, blank ones too; null at the end. */
  next(): ListRecord | null {
    while (this.text[this.at] === '#') this.skipLine();
    if (this.at >= this.text.length) return null;
    const record: ListRecord = { line: this.line, cells: [], fault: null };
    let count = 0;
    for (;;) {
      const { cell, fault } = this.text[this.at] === '"' ? this.quoted() : this.plain();
      count += 1;
      if (count <= cellsMax) record.cells.push(cell.length > cellLengthMax ? cell.slice(0, 100) : cell);
      record.fault ??= fault ?? (cell.length > cellLengthMax ? lengthFault(cell.length) : null);
      if (this.text[this.at] !== this.mark) break;
      this.at += 1;
    }
    if (count > cellsMax) record.fault ??= `The line has ${count} cells; at most ${cellsMax} are allowed.`;
    this.endLine();
    return record;
  }

  private plain(): { cell: string; fault: null } {
    const end = this.endFrom(this.at);
    const cell = this.text.slice(this.at, end);
    this.at = end;
    return { cell, fault: null };
  }

  private quoted(): { cell: string; fault: string | null } {
    const openedOn = this.line;
    const parts: string[] = [];
    let from = this.at + 1;
    for (;;) {
      const close = this.text.indexOf('"', from);
      const part = this.text.slice(from, close === -1 ? this.text.length : close);
      parts.push(part);
      if (close === -1) {
        this.at = this.text.length;
        return { cell: '', fault: `The quotation mark that opens on line ${openedOn} is never closed.` };
      }
      if (this.text[close + 1] !== '"') {
        this.at = close + 1;
        break;
      }
      parts.push('"');
      from = close + 2;
    }
    const cell = parts.join('');
    this.line += cell.match(/\r\n|\r|\n/g)?.length ?? 0;
    const end = this.endFrom(this.at);
    const stray = this.text.slice(this.at, end).trim() !== '';
    this.at = end;
    return {
      cell,
      fault: stray ? 'Text follows the quotation mark that closes a cell; write a quotation mark within a cell twice.' : null,
    };
  }

  private endFrom(from: number): number {
    this.cellEnd.lastIndex = from;
    return this.cellEnd.exec(this.text)?.index ?? this.text.length;
  }

  private endLine(): void {
    if (this.text[this.at] === '\r') this.at += this.text[this.at + 1] === '\n' ? 2 : 1;
    else if (this.text[this.at] === '\n') this.at += 1;
    this.line += 1;
  }

  private skipLine(): void {
    const end = /[\r\n]/g;
    end.lastIndex = this.at;
    this.at = end.exec(this.text)?.index ?? this.text.length;
    this.endLine();
  }
}
