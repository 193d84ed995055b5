import Link from 'next/link';
import { StateBadge } from '#components/status/state-badge.tsx';
import { dayWords } from '#components/time/day.ts';
import { Moment } from '#components/time/moment.tsx';
import { ExportLinks } from '#components/ui/export-links.tsx';
import type { ForecastGroup, ForecastView } from '#lib/checks/read/views.ts';
import { paths } from '#lib/paths.ts';
import { countedHosts, doorWords, kindWords, summaryWords, turnWords } from './change-words.ts';
import type { Day } from './days.ts';

/** So many certificates are listed at once; the others unfold. */
const openMax = 5;
const link = 'rounded-sm text-link underline underline-offset-2';

type Props = {
  forecast: ForecastView;
  day: Day;
  /** The end of that day, by which the pages of hosts judge when they are followed from here. */
  at: string;
};

/** Which doors will be in another state by a later day, one line for each certificate that brings it about. */
export function WhatChanges({ forecast, day, at }: Props) {
  const { groups, groupCount } = forecast;
  const folded = groups.slice(openMax);
  return (
    <section aria-labelledby="what-changes" className="min-w-0">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="what-changes" className="font-semibold text-base">
          What changes until then
        </h2>
        {groups.length > 0 && (
          <ExportLinks of="every door that changes" hrefOf={(format) => paths.boardExport({ table: 'changes', at: day, format })} />
        )}
      </div>
      <p className="mt-0.5">{summaryWords(forecast)}</p>
      <Groups groups={groups.slice(0, openMax)} day={day} at={at} />
      {folded.length > 0 && (
        <details>
          <summary className="w-fit cursor-pointer rounded-sm border-line border-t py-1.5 text-link">
            {folded.length} more {folded.length === 1 ? 'certificate' : 'certificates'}
          </summary>
          <Groups groups={folded} day={day} at={at} />
          {groupCount > groups.length && (
            <p className="mt-2 text-muted">
              These are the first {groups.length} of {groupCount.toLocaleString('en')}. All of them stand in{' '}
              <Link href={paths.expiry({ at: day })} prefetch={false} className={link}>
                the expiry planner
              </Link>
              .
            </p>
          )}
        </details>
      )}
    </section>
  );
}

const Groups = ({ groups, ...rest }: { groups: readonly ForecastGroup[]; day: Day; at: string }) =>
  groups.length > 0 && (
    <ul className="mt-2">
      {groups.map((group) => (
        <Group key={`${group.to} ${group.cause?.id} ${group.sha256}`} group={group} {...rest} />
      ))}
    </ul>
  );

function Group({ group, day, at }: { group: ForecastGroup; day: Day; at: string }) {
  const { to, cause, hosts, hostCount, firstAt, lastAt } = group;
  const filter = { at: day, state: to, ...(cause === null ? {} : { cause: cause.id }) };
  return (
    <li className="grid gap-x-3 gap-y-1 border-line border-t py-2 md:grid-cols-[6.5rem_minmax(0,1fr)]">
      <span>
        <StateBadge state={to} />
      </span>
      <div className="min-w-0">
        <p className="wrap-anywhere">
          <Culprit group={group} /> <span className="font-semibold">{turnWords(hostCount, to)}</span> {lastAt === firstAt ? 'on' : 'from'}{' '}
          <Moment at={firstAt} />
          {lastAt !== firstAt && (
            <>
              {' '}
              to <Moment at={lastAt} />
            </>
          )}
          {cause !== null && (
            <>
              {' '}
              ({dayWords(day)}:{' '}
              <Link href={paths.cause(cause.id)} prefetch={false} className={link}>
                {cause.title}
              </Link>
              )
            </>
          )}
        </p>
        <ul aria-label="Hosts" className="mt-0.5 flex flex-wrap gap-x-4 gap-y-0.5">
          {hosts.map(({ name, doors }) => (
            <li key={name} className="min-w-0">
              <a
                href={`${paths.host(name, doors[0]?.port)}?asOf=${encodeURIComponent(at)}`}
                className={`font-mono text-xs wrap-anywhere ${link}`}
              >
                {name}
              </a>{' '}
              <span className="text-muted text-xs">{doorWords(doors)}</span>
            </li>
          ))}
          {hostCount > hosts.length && (
            <li>
              <Link href={paths.boardFiltered(filter)} prefetch={false} className={link}>
                and {countedHosts(hostCount - hosts.length)} more
              </Link>
            </li>
          )}
        </ul>
      </div>
    </li>
  );
}

function Culprit({ group }: { group: ForecastGroup }) {
  const { sha256, name, endsAt } = group;
  if (sha256 === null || name === null) return null;
  return (
    <>
      {kindWords(group)}{' '}
      <Link href={paths.certificate(sha256)} prefetch={false} className={`font-medium ${link}`}>
        {name}
      </Link>
      {endsAt !== null && (
        <>
          {' '}
          ends <Moment at={endsAt} />
        </>
      )}
      :
    </>
  );
}
