import type { NextRequest } from 'next/server';
import { exportResponse } from '#app/_server/export-response.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { tableFile } from '#lib/export/table.ts';
import { domainRowColumns, nameAnswerColumns } from '#lib/fleet/domains/export-columns.ts';
import { readDomains } from '#lib/fleet/domains/read-domains.ts';
import { readNameAnswers } from '#lib/fleet/domains/read-names.ts';
import { fleetFindingColumns } from '#lib/fleet/findings/export-columns.ts';
import { readFleetFindings } from '#lib/fleet/findings/read-fleet-findings.ts';

export const dynamic = 'force-dynamic';

/** The list of domains, the findings of the fleet, of one domain where the address names it, and what DNS answers for the names of a domain. */
export async function GET(request: NextRequest): Promise<Response> {
  const domain = request.nextUrl.searchParams.get('domain');
  return exportResponse(request, {
    domains: async () => tableFile('domains', domainRowColumns, (await readDomains(database(), { now: now() })).domains),
    findings: async () =>
      tableFile('fleet-findings', fleetFindingColumns, await readFleetFindings(database(), domain === null ? {} : { domain })),
    names: async () => {
      const answers = domain === null ? null : await readNameAnswers(database(), domain);
      return answers && tableFile(`dns-answers-${domain}`, nameAnswerColumns, answers);
    },
  });
}
