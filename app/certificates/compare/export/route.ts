import type { NextRequest } from 'next/server';
import { exportResponse } from '#app/_server/export-response.ts';
import { comparisonColumns, differencesFirst } from '#lib/certificates/comparison/export-columns.ts';
import { readComparison } from '#lib/certificates/comparison/read-comparison.ts';
import { parseSha256 } from '#lib/certificates/details/parse-sha256.ts';
import { database } from '#lib/db/client.ts';
import { tableFile } from '#lib/export/table.ts';

export const dynamic = 'force-dynamic';

/** Every field of the certificates `one` and `other`, what differs first. */
export async function GET(request: NextRequest): Promise<Response> {
  const wanted = (name: string) => parseSha256(request.nextUrl.searchParams.get(name) ?? '');
  return exportResponse(request, {
    fields: async () => {
      const { one, other, rows } = await readComparison(database(), { one: wanted('one'), other: wanted('other') });
      if (one === null || other === null || rows === null) return null;
      return tableFile(`comparison-${one.sha256.slice(0, 8)}-${other.sha256.slice(0, 8)}`, comparisonColumns, differencesFirst(rows));
    },
  });
}
