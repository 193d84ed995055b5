import Link from 'next/link';
import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { dayIn } from '#components/time-machine/days.ts';
import { type PlannerChoice, type PlannerSort, plannerQuery } from '#lib/certificates/planner/filter.ts';
import type { PlannerRow, Renewal } from '#lib/certificates/planner/views.ts';
import { paths } from '#lib/paths.ts';
import { PlannerRows, type RowCells } from './planner-rows.tsx';
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
          <PlannerRows rows={rows.map((row) => cellsOf(row, judgedAt, today))} />
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

/** A row in the words of its cells. */
function cellsOf(row: PlannerRow, judgedAt: string, today: string): RowCells {
  const { sha256, name, dnsNames, hosts, issuerName, owners, level, notAfter, renewal } = row;
  const others = dnsNames.filter((one) => one !== name);
  return {
    ...{ sha256, name, issuerName, level, notAfter },
    others: others.length > 1 ? `${others[0]} and ${others.length - 1} more` : (others[0] ?? ''),
    allNames: others.length === 0 ? '' : dnsNames.join(' '),
    hostCount: hosts.length,
    hosts: hosts.slice(0, hostsShown),
    owners: owners.join(', '),
    standing: `${levelWords[level].label}, ${remainingWords(notAfter, judgedAt)}`,
    renewal: renewalOf(renewal, today),
  };
}

function renewalOf(renewal: Renewal, today: string): RowCells['renewal'] {
  const words = renewalWords(renewal, today);
  if (words === null || renewal.kind === 'none') return null;
  const href =
    renewal.kind === 'renewed' && renewal.planId === null
      ? paths.certificate(renewal.successorSha256)
      : paths.renewal(renewal.planId ?? '');
  return { ...words, href };
}
