import type { NextRequest } from 'next/server';
import { exportResponse } from '#app/_server/export-response.ts';
import { scanAnswers, scanColumns } from '#components/deep-scan/export-columns.ts';
import { compareEvidence } from '#components/evidence/compare.ts';
import { checkComparisonColumns } from '#components/evidence/export-columns.ts';
import { changeColumns, responseColumns, responseRows, stateColumns, stateRows } from '#components/history/export-columns.ts';
import { parseHistoryRange } from '#components/history/strip-geometry.ts';
import type { HostView } from '#lib/checks/read/views.ts';
import { type ExportColumn, tableFile } from '#lib/export/table.ts';
import { loadHost } from '../load-host.ts';

export const dynamic = 'force-dynamic';

/**
 * The tables of a door's page: its `changes`, `states` and `response` times over the stretch of history in `range`, the last `deep-scan`,
 * and the `last-good` check beside the last one. The last two are without a line where the page has none.
 */
export async function GET(request: NextRequest, { params }: { params: Promise<{ host: string }> }): Promise<Response> {
  const { host: key } = await params;
  const range = parseHistoryRange(request.nextUrl.searchParams.get('range') ?? undefined);
  const file =
    <Row>(name: string, columns: readonly ExportColumn<Row>[], rowsOf: (view: HostView) => readonly Row[]) =>
    async () => {
      const view = await loadHost(key);
      return view && tableFile(`${view.name}-${view.door.target.port}-${name}`, columns, rowsOf(view));
    };
  return exportResponse(request, {
    changes: file('changes', changeColumns, ({ changes }) => changes),
    states: file(`states-${range}`, stateColumns, ({ spans, generatedAt }) => stateRows(spans, range, new Date(generatedAt))),
    response: file(`response-times-${range}`, responseColumns, ({ responseHours, generatedAt }) =>
      responseRows(responseHours, range, new Date(generatedAt)),
    ),
    'deep-scan': file('deep-scan', scanColumns, ({ deepScan: { scan } }) => (scan === null ? [] : scanAnswers(scan))),
    'last-good': file('last-good-check', checkComparisonColumns, ({ lastGood, evidence }) =>
      lastGood === null || evidence === null ? [] : compareEvidence(lastGood.evidence, evidence),
    ),
  });
}
