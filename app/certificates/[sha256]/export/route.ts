import type { NextRequest } from 'next/server';
import { exportResponse } from '#app/_server/export-response.ts';
import {
  hangingCertificateColumns,
  hangingCertificates,
  hangingDoorColumns,
  hangingHostColumns,
  hangingHosts,
  servedColumns,
} from '#lib/certificates/details/export-columns.ts';
import { parseSha256 } from '#lib/certificates/details/parse-sha256.ts';
import { type HangingDoor, readHangingDoors } from '#lib/certificates/details/read-hanging-doors.ts';
import { readServed, servedExportMax } from '#lib/certificates/details/read-served.ts';
import { database } from '#lib/db/client.ts';
import { type ExportColumn, tableFile } from '#lib/export/table.ts';

export const dynamic = 'force-dynamic';

/**
 * What hangs on an issuer now, by `hosts`, `doors` or `certificates`, and where a certificate is and was `served`, all of it and not
 * one page alone.
 */
export async function GET(request: NextRequest, { params }: { params: Promise<{ sha256: string }> }): Promise<Response> {
  const sha256 = parseSha256(decodeURIComponent((await params).sha256));
  const hanging =
    <Row>(name: string, columnsOf: (issuerNotAfter: string | null) => ExportColumn<Row>[], rowsOf: (doors: HangingDoor[]) => Row[]) =>
    async () => {
      const issuer = await find(sha256);
      if (issuer === null) return null;
      const doors = await readHangingDoors(database(), issuer.sha256);
      return tableFile(`${issuer.fileName}-${name}`, columnsOf(issuer.notAfter?.toISOString() ?? null), rowsOf(doors));
    };
  return exportResponse(request, {
    hosts: hanging('hosts', hangingHostColumns, hangingHosts),
    doors: hanging('doors', hangingDoorColumns, (doors) => doors),
    certificates: hanging('certificates', hangingCertificateColumns, hangingCertificates),
    served: async () => {
      const certificate = await find(sha256);
      if (certificate === null) return null;
      const { spans, total } = await readServed(database(), certificate.sha256, servedExportMax);
      const part = total > spans.length ? `-first-${spans.length}-of-${total}` : '';
      return tableFile(`${certificate.fileName}-served${part}`, servedColumns, spans);
    },
  });
}

/** With the start of the fingerprint in the file's name, to tell renewals apart. */
async function find(sha256: string | null) {
  if (sha256 === null) return null;
  const found = await database().certificate.findUnique({ where: { sha256 }, select: { name: true, notAfter: true } });
  return found && { sha256, notAfter: found.notAfter, fileName: `${found.name.slice(0, 60) || 'certificate'}-${sha256.slice(0, 8)}` };
}
