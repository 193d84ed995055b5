import Link from 'next/link';
import { dayWords } from '#components/time/day.ts';
import { Moment } from '#components/time/moment.tsx';
import { narrowed, type PlannerChoice, plannerQuery } from '#lib/certificates/planner/filter.ts';
import type { FreezeBand } from '#lib/certificates/planner/views.ts';
import { paths } from '#lib/paths.ts';

/** The change freezes of the stretch shown, each with what falls into it. */
export function FreezeList({ freezes, choice }: { freezes: readonly FreezeBand[]; choice: PlannerChoice }) {
  return (
    <ul className="space-y-2">
      {freezes.map((freeze) => (
        <li key={freeze.id}>
          <strong className="font-semibold">{freeze.name}</strong>{' '}
          <span className="text-muted">
            {dayWords(freeze.fromDay)} to {dayWords(freeze.toDay)}, {freeze.timeZone}
          </span>
          <p>
            {freeze.sentence}{' '}
            {freeze.certificates > 0 ? (
              <Link href={paths.expiry(plannerQuery(narrowed(choice, { ends: freeze.ends, buckets: [] })))} prefetch={false} scroll={false}>
                Show {freeze.certificates === 1 ? 'it' : 'them'} in the table
              </Link>
            ) : null}
          </p>
          <ul className="flex flex-wrap gap-x-4">
            {freeze.soonest.map(({ sha256, name, endsAt }) => (
              <li key={sha256}>
                <Link href={paths.certificate(sha256)} prefetch={false} className="inline-block py-1 font-mono">
                  {name}
                </Link>{' '}
                <span className="text-muted">
                  <Moment at={endsAt} />
                </span>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
