import Link from 'next/link';
import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { Moment } from '#components/time/moment.tsx';
import { dayIn } from '#components/time-machine/days.ts';
import { type PlannerChoice, type PlannerSort, plannerQuery } from '#lib/certificates/planner/filter.ts';
import type { PlannerRow } from '#lib/certificates/planner/views.ts';
import { paths } from '#lib/paths.ts';
import { LevelGlyph } from './level-glyph.tsx';
import { levelWords, remainingWords, renewalWords } from './words.ts';

const heads: readonly { sort: PlannerSort; label: string }[] = [
  { sort: 'name', label: 'Certificate' },
  { sort: 'hosts', label: 'Served by' },
  { sort: 'issuer', label: 'Issuer' },
  { sort: 'owner', label: 'Owner' },
  { sort: 'expires', label: 'Expires' },
  { sort: 'renewal', label: 'Renewal' },
];
const hostsShown = 3;
/** Said once for all cells, as there are many. */
const cells =
  '[&_tbody_tr]:border-line [&_tbody_tr]:border-t [&_td]:max-w-56 [&_td]:break-words [&_td]:py-1.5 [&_td]:pr-3 [&_td]:align-top [&_td_a]:block [&_td_a]:min-h-6 [&_td_a]:truncate [&_td_a]:leading-6';

/** The certificates, soonest first unless sorted otherwise; each head sorts by its column, and the other way round. */
export function PlannerTable({
  rows,
  choice,
  judgedAt,
  zone,
}: {
  rows: readonly PlannerRow[];
  choice: PlannerChoice;
  judgedAt: string;
  zone: string;
}) {
  const today = dayIn(zone, new Date(judgedAt));
  return (
    <ScrollRegion label="Certificates as a table">
      <table className={`w-full min-w-240 text-left align-top ${cells}`}>
        <thead>
          <tr>
            {heads.map(({ sort, label }) => (
              <Head key={sort} sort={sort} label={label} choice={choice} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.sha256} row={row} judgedAt={judgedAt} today={today} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function Head({ sort, label, choice }: { sort: PlannerSort; label: string; choice: PlannerChoice }) {
  const isCurrent = choice.sort.by === sort;
  const descending = isCurrent && !choice.sort.descending;
  const order = choice.sort.descending ? 'descending' : 'ascending';
  return (
    <th scope="col" aria-sort={isCurrent ? order : undefined} className="py-1 pr-3 font-medium">
      <Link
        href={paths.expiry(plannerQuery({ ...choice, sort: { by: sort, descending }, tablePage: 1 }))}
        prefetch={false}
        scroll={false}
        className="inline-block py-1 whitespace-nowrap"
      >
        {label}
        {isCurrent ? <span aria-hidden="true">{choice.sort.descending ? ' ▾' : ' ▴'}</span> : null}
      </Link>
    </th>
  );
}

function Row({ row, judgedAt, today }: { row: PlannerRow; judgedAt: string; today: string }) {
  const others = row.dnsNames.filter((name) => name !== row.name);
  return (
    <tr>
      <th scope="row" className="max-w-72 py-1.5 pr-3 align-top font-normal">
        <Link href={paths.certificate(row.sha256)} prefetch={false} className="block min-h-6 break-all font-mono leading-6">
          {row.name}
        </Link>
        {others.length > 0 ? (
          <span className="block truncate text-muted" title={row.dnsNames.join(' ')}>
            {others[0]}
            {others.length > 1 ? ` and ${others.length - 1} more` : ''}
          </span>
        ) : null}
        <span className="sm:hidden">
          <Level row={row} judgedAt={judgedAt} />
        </span>
      </th>
      <td>
        {row.hosts.length === 1 ? '1 host' : `${row.hosts.length} hosts`}
        <ul>
          {row.hosts.slice(0, hostsShown).map((host) => (
            <li key={host}>
              <Link href={paths.host(host)} prefetch={false}>
                {host}
              </Link>
            </li>
          ))}
        </ul>
        {row.hosts.length > hostsShown ? <span className="text-muted">and {row.hosts.length - hostsShown} more</span> : null}
      </td>
      <td>{row.issuerName || '–'}</td>
      <td>{row.owners.join(', ') || <span className="text-muted">Nobody named</span>}</td>
      <td>
        <span className="max-sm:hidden">
          <Level row={row} judgedAt={judgedAt} />
        </span>
        <span className="text-muted">
          <Moment at={row.notAfter} />
        </span>
      </td>
      <td>
        <RenewalCell row={row} today={today} />
      </td>
    </tr>
  );
}

/** How it stands and for how long; beside the name on phones, where the column of the end is out of sight. */
const Level = ({ row: { level, notAfter }, judgedAt }: { row: PlannerRow; judgedAt: string }) => (
  <span className="flex items-center gap-1.5 whitespace-nowrap">
    <LevelGlyph level={level} />
    <span>
      {levelWords[level].label}, {remainingWords(notAfter, judgedAt)}
    </span>
  </span>
);

function RenewalCell({ row: { renewal }, today }: { row: PlannerRow; today: string }) {
  const words = renewalWords(renewal, today);
  if (words === null || renewal.kind === 'none') return <span className="text-muted">None</span>;
  const href =
    renewal.kind === 'renewed' && renewal.planId === null
      ? paths.certificate(renewal.successorSha256)
      : paths.renewal(renewal.planId ?? '');
  return (
    <>
      <Link href={href} prefetch={false}>
        {words.label}
      </Link>
      {words.detail === '' ? null : <span className="block text-muted">{words.detail}</span>}
    </>
  );
}
