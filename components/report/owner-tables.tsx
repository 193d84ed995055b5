import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { levelWords, remainingWords, renewalWords } from '#components/expiry/words.ts';
import { dayIn } from '#components/time-machine/days.ts';
import { ExportLinks } from '#components/ui/export-links.tsx';
import { plannerQuery } from '#lib/certificates/planner/filter.ts';
import type { PlannerRow } from '#lib/certificates/planner/views.ts';
import type { ExpiryReport, OwnerTable } from '#lib/certificates/report/views.ts';
import { count as counted } from '#lib/diagnosis/reading/wording.ts';
import { paths } from '#lib/paths.ts';
import { type OwnerRow, OwnerRows } from './owner-rows.tsx';

const hostsShown = 3;

/** The certificates of each owner; heads repeat on every sheet and no row is torn apart. */
export function OwnerTables({ report }: { report: ExpiryReport }) {
  const { owners, tableWords, later, leftOut, planner } = report;
  const today = dayIn(planner.zone, new Date(planner.judgedAt));
  return (
    <section aria-labelledby="by-owner" className="mt-8 print:mt-0">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="by-owner" className="font-semibold text-lg">
          By owner
        </h2>
        {owners.length > 0 && (
          <ExportLinks
            of="the tables by owner"
            hrefOf={(format) => paths.expiryReportExport({ ...plannerQuery(planner.choice), format })}
          />
        )}
      </div>
      <p className="text-muted">
        {tableWords}
        {later > 0 ? ` ${counted(later, 'certificate')} more ${later === 1 ? 'ends' : 'end'} later.` : ''}
        {leftOut > 0 ? ` ${counted(leftOut, 'row')} left out: narrow the planner, or take them along as CSV.` : ''}
      </p>
      {owners.length === 0 ? <p className="mt-2">No certificate is among them.</p> : null}
      {owners.map((table) => (
        <Table key={table.owner} table={table} judgedAt={planner.judgedAt} today={today} />
      ))}
    </section>
  );
}

/** The time that is judged by, and the day that it falls on. */
type Time = { judgedAt: string; today: string };

function Table({ table: { owner, certificates, hosts, rows }, ...time }: { table: OwnerTable } & Time) {
  const name = owner === '' ? 'Nobody named' : owner;
  return (
    <ScrollRegion label={`Certificates of ${name}`} className="mt-4 overflow-x-auto print:overflow-visible">
      <table className="w-full text-left align-top text-xs [&_td]:py-1 [&_td]:pr-2 [&_td]:align-top [&_th]:py-1 [&_th]:pr-2 [&_th]:align-top">
        <caption className="break-after-avoid pb-1 text-left text-sm">
          <strong className="font-semibold">{name}</strong>{' '}
          <span className="text-muted">
            {counted(certificates, 'certificate')}, {counted(hosts, 'host')}
          </span>
        </caption>
        <thead>
          <tr className="border-line-strong border-b">
            {['State', 'Certificate', 'Hosts', 'Issuer', 'Ends', 'Renewal'].map((label) => (
              <th key={label} scope="col" className="font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <OwnerRows rows={rows.map((row) => cellsOf(row, time))} />
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function cellsOf({ sha256, name, level, hosts, issuerName, notAfter, renewal }: PlannerRow, { judgedAt, today }: Time): OwnerRow {
  const words = renewalWords(renewal, today);
  const more = hosts.length - hostsShown;
  return {
    ...{ sha256, name, level, issuerName, notAfter },
    levelLabel: levelWords[level].label,
    hosts: `${hosts.slice(0, hostsShown).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    remaining: remainingWords(notAfter, judgedAt),
    renewal: words === null ? 'none planned' : `${words.label}${words.detail === '' ? '' : `, ${words.detail}`}`,
  };
}
