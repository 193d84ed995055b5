import type { NextRequest } from 'next/server';
import { exportResponse } from '#app/_server/export-response.ts';
import { database } from '#lib/db/client.ts';
import { type ExportColumn, tableFile } from '#lib/export/table.ts';
import { goneColumns, questionColumns, serverColumns } from '#lib/fleet/discovery/export-columns.ts';
import { readDiscoveryRun } from '#lib/fleet/discovery/read-runs.ts';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ run: string }> };

/** What a discovery found: the servers beside what is registered, the hosts that are gone, and what DNS was asked. */
export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { run: id } = await params;
  const read = async () => {
    const run = await readDiscoveryRun(database(), id);
    return run?.record && run.comparison ? { domain: run.domain, record: run.record, ...run.comparison } : null;
  };
  type Found = NonNullable<Awaited<ReturnType<typeof read>>>;
  const table =
    <Row>(name: string, columns: readonly ExportColumn<Row>[], rows: (found: Found) => readonly Row[]) =>
    async () => {
      const found = await read();
      return found && tableFile(`discovery-${found.domain}-${name}`, columns, rows(found));
    };
  return exportResponse(request, {
    servers: table('servers', serverColumns, ({ servers }) => servers),
    gone: table('gone', goneColumns, ({ gone }) => gone),
    questions: table('questions', questionColumns, ({ record }) => record.questions),
  });
}
