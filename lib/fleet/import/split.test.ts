import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { decodeList, listBytesMax } from './decode.ts';
import { cellLengthMax, cellsMax, splitList } from './split.ts';

const cells = (text: string, delimiter: Parameters<typeof splitList>[1] = 'comma') =>
  splitList(text, delimiter).map((record) => record.cells);

describe('splitting a list', () => {
  it('reads what another program wrote as it was, with any delimiter and any line ends', () => {
    const cell = fc
      .array(fc.oneof(fc.constantFrom(',', ';', '\t', '|', '"', '\n', '\r\n', '\r', ' '), fc.string()), { maxLength: 5 })
      .map((parts) => parts.join(''));
    const row = fc
      .array(cell, { minLength: 1, maxLength: 5 })
      .filter((row) => row.some((cell) => cell.trim() !== '') && !row[0]?.startsWith('#'));
    const marks = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' } as const;
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 6 }),
        fc.constantFrom('comma' as const, 'semicolon' as const, 'tab' as const, 'pipe' as const),
        fc.constantFrom('\r\n', '\n', '\r'),
        (rows, delimiter, newline) => {
          const text = Papa.unparse(rows, { delimiter: marks[delimiter], newline, quotes: true });
          const records = splitList(text, delimiter);
          expect(records.map((record) => record.cells)).toEqual(rows);
          expect(records.every(({ fault }) => fault === null)).toBe(true);
        },
      ),
    );
  });

  it('counts lines as an editor does, also within quoted cells and with line ends of every kind', () => {
    const text = 'a,1\r\n\n"b\nb",2\r# left out\r\nc,3\n';
    expect(splitList(text, 'comma').map(({ line, cells }) => [line, cells[0]])).toEqual([
      [1, 'a'],
      [3, 'b\nb'],
      [6, 'c'],
    ]);
  });

  it('takes every line of a plain list for one cell, up to a #', () => {
    expect(cells('dc01 # first, main\n\n  dc02;x  \n# only a remark', 'none')).toEqual([['dc01'], ['dc02;x']]);
  });

  it.each([
    ['a quotation mark that is never closed', 'a,1\nb,"2\nc,3', 2, 'opens on line 2 is never closed'],
    ['text behind a quoted cell', 'a,1\n"b"x,2', 2, 'Text follows the quotation mark'],
    ['a cell of a megabyte', `a,1\nb,${'x'.repeat(1_000_000)}`, 2, `has 1000000 characters; at most ${cellLengthMax}`],
    ['a quoted cell of a megabyte', `a,1\nb,"${'x'.repeat(1_000_000)}"`, 2, 'has 1000000 characters'],
    ['a million columns', `a,1\n${','.repeat(999_999)}x`, 2, `has 1000000 cells; at most ${cellsMax}`],
  ])('tells the line of %s, and keeps little of it', (_, text, line, words) => {
    const record = splitList(text, 'comma').find(({ fault }) => fault !== null);
    expect(record).toMatchObject({ line, fault: expect.stringContaining(words) });
    expect(JSON.stringify(record).length).toBeLessThan(2_000);
  });

  it('ends after the most lines that are allowed, and says so', () => {
    expect(splitList('a\nb\nc\nd', 'none', 2).at(-1)).toEqual({ line: 3, cells: [], fault: expect.stringContaining('after 2 lines') });
    expect(splitList('a,1\nb,2\nc,3', 'comma', 2).at(-1)).toEqual({ line: 3, cells: [], fault: expect.stringContaining('after 2 lines') });
  });

  it('never fails, whatever it is given', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('"', ',', '\n', '\r', '#', 'x', ' '), { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        for (const delimiter of ['comma', 'none'] as const) {
          const lines = splitList(text, delimiter).map(({ line }) => line);
          expect(lines).toEqual([...new Set(lines)].sort((one, other) => one - other));
        }
      }),
    );
  });
});

describe('decoding a list', () => {
  const words = 'host,owner\ndc01,Jürgen “Admin” Groß\n';
  const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
  it.each([
    ['UTF-8', Buffer.from(words), 'UTF-8'],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${words}`), 'UTF-8'],
    ['UTF-16 of Windows', Buffer.from(`\uFEFF${words}`, 'utf16le'), 'UTF-16'],
    ['UTF-16 the other way round', utf16be(`\uFEFF${words}`), 'UTF-16'],
    ['UTF-16 without a mark', Buffer.from(words, 'utf16le'), 'UTF-16'],
    ['UTF-16 without a mark, the other way round', utf16be(words), 'UTF-16'],
    ['Windows-1252', Buffer.from(words.replace('“', '\x93').replace('”', '\x94'), 'latin1'), 'Windows-1252'],
  ])('reads %s', (_, bytes, encoding) => {
    expect(decodeList(bytes)).toEqual({ ok: true, text: words, encoding });
  });

  it('refuses what is no text, and what is too much', () => {
    expect(decodeList(Buffer.from('dc01\0,x'))).toMatchObject({ ok: false, message: expect.stringContaining('zero characters') });
    expect(decodeList(Buffer.alloc(listBytesMax + 1, 'a'))).toMatchObject({
      ok: false,
      message: expect.stringContaining(`${listBytesMax + 1} bytes`),
    });
  });
});
