import Link from 'next/link';
import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { dayWords } from '#components/time/day.ts';
import { Moment } from '#components/time/moment.tsx';
import type { RenewalRow } from '#lib/certificates/renewals/views.ts';
import { paths } from '#lib/paths.ts';
import { RenewalBadge } from './renewal-badge.tsx';

const heads = ['Renewal of', 'State', 'Due', 'Certificate ends', 'Owner', 'Hosts', 'Doors'] as const;

/** What a plan is for, in a few words. */
export const planName = ({ certificate, host }: Pick<RenewalRow, 'certificate' | 'host'>): string =>
  host ?? certificate?.name ?? 'a certificate';

/** The list of plans, one row each. */
export function RenewalTable({ rows }: { rows: readonly RenewalRow[] }) {
  return (
    <ScrollRegion label="Renewal plans" className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full min-w-3xl text-left">
        <thead>
          <tr className="border-line border-b">
            {heads.map((head) => (
              <th key={head} scope="col" className="px-3 py-2 font-medium text-muted">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className="border-line border-t align-top first:border-t-0">
              <th scope="row" className="min-w-44 px-3 py-2 font-normal">
                <Link href={paths.renewal(row.id)} prefetch={false} className="font-mono text-link underline wrap-anywhere">
                  {planName(row)}
                </Link>
                <span className="block text-muted">
                  {row.host ? 'host' : 'certificate'}
                  {row.automatic ? ', planned by itself' : ''}
                </span>
              </th>
              <td className="min-w-60 px-3 py-2">
                <RenewalBadge progress={row.progress} />
                <span className="mt-1 block max-w-[40ch] text-muted">{row.progress.sentence}</span>
              </td>
              <td className="whitespace-nowrap px-3 py-2">
                {row.dueOn ? <time dateTime={row.dueOn}>{dayWords(row.dueOn)}</time> : <span className="text-muted">no day</span>}
              </td>
              <td className="px-3 py-2">
                {row.certificate?.notAfter ? <Moment at={row.certificate.notAfter} /> : <span className="text-muted">not known</span>}
              </td>
              <td className="px-3 py-2 wrap-anywhere">{row.owner === '' ? <span className="text-muted">nobody</span> : row.owner}</td>
              <td className="px-3 py-2">{row.hostCount.toLocaleString('en')}</td>
              <td className="whitespace-nowrap px-3 py-2">
                {row.progress.doorsServed} of {row.progress.doorsTotal}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
