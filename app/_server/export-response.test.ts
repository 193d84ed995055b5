import { NextRequest } from 'next/server';
import { describe, expect, it, vi } from 'vitest';
import { tableFile } from '#lib/export/table.ts';
import { exportResponse } from './export-response.ts';

const columns = [{ id: 'name', value: (name: string) => name }];
const rows = async () => tableFile('hosts of "a"/b', columns, ['=1+1', 'dc01']);
const ask = (query: string, tables = { rows, none: async () => null }) =>
  exportResponse(new NextRequest(`http://localhost/export${query}`), tables);

describe('a table as a file', () => {
  it('is CSV unless JSON is asked for, named by what it holds and the day', async () => {
    const csv = await ask('');
    expect(csv.status).toBe(200);
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="hosts_of_a_b-\d{4}-\d\d-\d\d\.csv"$/);
    expect(await csv.text()).toBe('name\r\n"\'=1+1"\r\ndc01\r\n');
    const json = await ask('?table=rows&format=json');
    expect(json.headers.get('content-disposition')).toMatch(/\.json"$/);
    expect(await json.json()).toEqual([{ name: '=1+1' }, { name: 'dc01' }]);
  });

  it('is refused with what is allowed, before anything is read', async () => {
    const read = vi.fn(rows);
    const tables = { rows: read, none: async () => null };
    const table = await ask('?table=toString', tables);
    expect([table.status, await table.text()]).toEqual([400, 'table is “toString”; it may be rows or none.\n']);
    const format = await ask('?format=xlsx', tables);
    expect([format.status, await format.text()]).toEqual([400, 'format is “xlsx”; it may be csv or json.\n']);
    expect(read).not.toHaveBeenCalled();
  });

  it('is not found where there is nothing of that name', async () => {
    expect((await ask('?table=none')).status).toBe(404);
  });
});
