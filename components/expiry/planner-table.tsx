import Link from 'next/link';
import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { Moment } from '#components/time/moment.tsx';
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

/** The certificates, soonest first unless sorted otherwise; each head sorts by its column, and the other way round. */
export function PlannerTable({ rows, choice, judgedAt }: { rows: readonly PlannerRow[]; choice: PlannerChoice; judgedAt: string }) {
  return (
    <ScrollRegion label="Certificates as a table">
      <table className="w-full min-w-240 text-left">
        <thead>
          <tr>
            {heads.map(({ sort, label }) => (
              <Head key={sort} sort={sort} label={label} choice={choice} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.sha256} row={row} judgedAt={judgedAt} />
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

function Row({ row, judgedAt }: { row: PlannerRow; judgedAt: string }) {
  const others = row.dnsNames.filter((name) => name !== row.name);
  return (
    <tr className="border-line border-t align-top">
      <th scope="row" className="max-w-72 py-1.5 pr-3 font-normal">
        <Link href={paths.certificate(row.sha256)} prefetch={false} className="block min-h-6 break-all font-mono leading-6">
          {row.name}
        </Link>
        {others.length > 0 ? (
          <span className="block truncate text-muted" title={row.dnsNames.join(' ')}>
            {others[0]}
            {others.length > 1 ? ` and ${others.length - 1} more` : ''}
          </span>
        ) : null}
      </th>
      <td className="max-w-64 py-1.5 pr-3">
        {row.hosts.length === 1 ? '1 host' : `${row.hosts.length} hosts`}
        <ul>
          {row.hosts.slice(0, hostsShown).map((host) => (
            <li key={host}>
              <Link href={paths.host(host)} prefetch={false} className="block min-h-6 truncate leading-6">
                {host}
              </Link>
            </li>
          ))}
        </ul>
        {row.hosts.length > hostsShown ? <span className="text-muted">and {row.hosts.length - hostsShown} more</span> : null}
      </td>
      <td className="max-w-48 py-1.5 pr-3 break-words">{row.issuerName || '–'}</td>
      <td className="max-w-40 py-1.5 pr-3 break-words">{row.owners.join(', ') || <span className="text-muted">Nobody named</span>}</td>
      <td className="py-1.5 pr-3">
        <span className="flex items-center gap-1.5 whitespace-nowrap">
          <LevelGlyph level={row.level} />
          <span>
            {levelWords[row.level].label}, {remainingWords(row.notAfter, judgedAt)}
          </span>
        </span>
        <span className="text-muted">
          <Moment at={row.notAfter} />
        </span>
      </td>
      <td className="max-w-52 py-1.5">
        <RenewalCell row={row} />
      </td>
    </tr>
  );
}

function RenewalCell({ row: { renewal } }: { row: PlannerRow }) {
  const words = renewalWords(renewal);
  if (words === null || renewal.kind === 'none') return <span className="text-muted">None</span>;
  const href =
    renewal.kind === 'renewed' && renewal.planId === null
      ? paths.certificate(renewal.successorSha256)
      : paths.renewal(renewal.planId ?? '');
  return (
    <>
      <Link href={href} prefetch={false} className="inline-block min-h-6 leading-6">
        {words.label}
      </Link>
      {words.detail === '' ? null : <span className="block text-muted">{words.detail}</span>}
    </>
  );
}
