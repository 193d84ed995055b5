import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { LevelGlyph } from '#components/expiry/level-glyph.tsx';
import { levelWords, remainingWords, renewalWords } from '#components/expiry/words.ts';
import { Moment } from '#components/time/moment.tsx';
import { dayIn } from '#components/time-machine/days.ts';
import type { PlannerRow } from '#lib/certificates/planner/views.ts';
import type { ExpiryReport, OwnerTable } from '#lib/certificates/report/views.ts';
import { count as counted } from '#lib/diagnosis/reading/wording.ts';

const hostsShown = 3;

/** The certificates of each owner; heads repeat on every sheet and no row is torn apart. */
export function OwnerTables({ report }: { report: ExpiryReport }) {
  const { owners, tableWords, later, leftOut, planner } = report;
  const today = dayIn(planner.zone, new Date(planner.judgedAt));
  return (
    <section aria-labelledby="by-owner" className="mt-8 print:mt-0">
      <h2 id="by-owner" className="font-semibold text-lg">
        By owner
      </h2>
      <p className="text-muted">
        {tableWords}
        {later > 0 ? ` ${counted(later, 'certificate')} more ${later === 1 ? 'ends' : 'end'} later.` : ''}
        {leftOut > 0 ? ` ${counted(leftOut, 'row')} left out: narrow the planner, or take the CSV.` : ''}
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
          {rows.map((row) => (
            <Row key={row.sha256} row={row} {...time} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function Row({ row, judgedAt, today }: { row: PlannerRow } & Time) {
  const renewal = renewalWords(row.renewal, today);
  const more = row.hosts.length - hostsShown;
  return (
    <tr className="break-inside-avoid border-line border-b">
      <td>
        <span className="inline-flex items-center gap-1 whitespace-nowrap">
          <LevelGlyph level={row.level} size={12} />
          {levelWords[row.level].label}
        </span>
      </td>
      <th scope="row" className="min-w-28 font-mono font-normal [overflow-wrap:anywhere]">
        {row.name}
      </th>
      <td className="min-w-28 [overflow-wrap:anywhere]">
        {row.hosts.slice(0, hostsShown).join(', ')}
        {more > 0 ? ` and ${more} more` : ''}
      </td>
      <td className="min-w-24">{row.issuerName}</td>
      <td>
        <Moment at={row.notAfter} />
        <span className="block">{remainingWords(row.notAfter, judgedAt)}</span>
      </td>
      <td className="min-w-28">
        {renewal === null ? 'none planned' : `${renewal.label}${renewal.detail === '' ? '' : `, ${renewal.detail}`}`}
      </td>
    </tr>
  );
}
