import Link from 'next/link';
import type { ReactNode } from 'react';
import { Panel } from '#components/host/panel.tsx';
import { dayWords } from '#components/time/day.ts';
import { Moment } from '#components/time/moment.tsx';
import { AheadBanner, RefusedDay } from '#components/time-machine/ahead-banner.tsx';
import type { ChosenDay } from '#components/time-machine/chosen-day.ts';
import type { Day } from '#components/time-machine/days.ts';
import { TimeMachineForm } from '#components/time-machine/time-machine-form.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { narrowed, plannerQuery } from '#lib/certificates/planner/filter.ts';
import type { PlannerView } from '#lib/certificates/planner/views.ts';
import { count as counted } from '#lib/diagnosis/reading/wording.ts';
import { paths } from '#lib/paths.ts';
import { BucketLinks } from './bucket-links.tsx';
import { FreezeList } from './freeze-list.tsx';
import { PageLinks } from './page-links.tsx';
import { IssuerPanel, LanePanel, WeekPanel } from './planner-charts.tsx';
import { PlannerFilters } from './planner-filters.tsx';
import { PlannerTable } from './planner-table.tsx';
import { ThresholdHelp } from './threshold-help.tsx';

type Props = {
  view: PlannerView;
  /** In the reader's zone. */
  today: Day;
  chosenDay: ChosenDay;
  /** The menu of saved views. */
  views: ReactNode;
};

/** What expires when, who looks after it, and whether it is under control. */
export function Planner({ view, today, chosenDay, views }: Props) {
  const { choice, served, table, freezes } = view;
  if (served.certificates === 0) return <NothingServed view={view} />;
  const days = choice.ends && `${dayWords(choice.ends.fromDay)} to ${dayWords(choice.ends.toDay)}`;
  return (
    <>
      <Heading view={view} views={views} />
      <TimeMachine view={view} today={today} chosenDay={chosenDay} />
      <BucketLinks buckets={view.buckets} choice={choice} />
      <p className="mt-3 text-base">{view.sentence}</p>
      {view.unreadable > 0 ? (
        <p className="mt-1 text-muted">{counted(view.unreadable, 'served certificate')} could not be read, and its end is not known.</p>
      ) : null}
      <PlannerFilters choice={choice} options={view.options} />
      <div className="mt-4 space-y-4">
        <WeekPanel view={view} />
        {freezes.length > 0 ? (
          <Panel id="freezes" title="Change freezes" aside={<Link href={paths.expirySettings()}>Edit</Link>}>
            <FreezeList freezes={freezes} choice={choice} />
          </Panel>
        ) : null}
        <LanePanel view={view} />
        <IssuerPanel view={view} />
        <Panel
          id="table"
          title={days === null ? 'Certificates' : `Certificates that end from ${days}`}
          aside={<span className="text-muted">{counted(table.total, 'certificate')}</span>}
        >
          {days === null ? null : (
            <p>
              <Link href={paths.expiry(plannerQuery(narrowed(choice, { ends: null })))} prefetch={false} scroll={false}>
                Show all days
              </Link>
            </p>
          )}
          {table.total === 0 ? (
            <p className="text-muted">No certificate matches these filters.</p>
          ) : (
            <PlannerTable rows={table.items} choice={choice} judgedAt={view.judgedAt} zone={view.zone} />
          )}
          <PageLinks
            page={table.page}
            pages={table.pages}
            label="Pages of the table"
            hrefOf={(page) => paths.expiry(plannerQuery({ ...choice, tablePage: page }))}
          />
        </Panel>
      </div>
      <ThresholdHelp windows={view.windows} />
    </>
  );
}

function Heading({ view: { choice, served, judgedAt }, views }: Pick<Props, 'view' | 'views'>) {
  const query = plannerQuery(choice);
  const links = [
    { href: paths.expiryExport({ ...query, format: 'csv' }), label: 'CSV', isFile: true },
    { href: paths.expiryExport({ ...query, format: 'json' }), label: 'JSON', isFile: true },
    { href: paths.expiryReport(query), label: 'Print', isFile: false },
    { href: paths.calendarSettings(), label: 'Calendar', isFile: false },
    { href: paths.renewals(), label: 'Renewals', isFile: false },
  ];
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div>
        <h1 className="font-semibold text-xl">Expiry</h1>
        <p className="text-muted">
          {counted(served.certificates, 'certificate')} served by {counted(served.hosts, 'host')} now. As of <Moment at={judgedAt} />.
        </p>
      </div>
      <nav aria-label="Take along" className="flex sm:ml-auto flex-wrap gap-1.5">
        {links.map(({ href, label, isFile }) =>
          isFile ? (
            <a key={label} href={href} download className={buttonClass()}>
              {label}
            </a>
          ) : (
            <Link key={label} href={href} prefetch={false} className={buttonClass()}>
              {label}
            </Link>
          ),
        )}
      </nav>
      {views}
    </div>
  );
}

function TimeMachine({ view, today, chosenDay }: Omit<Props, 'views'>) {
  const { choice, isAhead, zone } = view;
  const kept = plannerQuery(narrowed(choice, { at: null }));
  const form = <TimeMachineForm action={paths.expiry()} hidden={kept} zone={zone} today={today} chosen={isAhead ? choice.at : null} />;
  if (isAhead && choice.at !== null)
    return (
      <div className="mt-3 space-y-2">
        <AheadBanner day={choice.at} zone={zone} back={paths.expiry(kept)} gap={null}>
          {form}
        </AheadBanner>
        <p>
          <Link href={paths.boardFiltered({ at: choice.at })} prefetch={false}>
            Which hosts turn critical until then
          </Link>
        </p>
      </div>
    );
  return (
    <div className="mt-2">
      {chosenDay.status === 'refused' ? <RefusedDay message={chosenDay.message} /> : null}
      <details open={chosenDay.status === 'refused'}>
        <summary className="w-fit cursor-pointer rounded-sm py-1">Look ahead: how it stands on a later day</summary>
        <div className="py-2">{form}</div>
      </details>
    </div>
  );
}

function NothingServed({ view }: { view: PlannerView }) {
  return (
    <>
      <h1 className="font-semibold text-xl">Expiry</h1>
      <p className="mt-3">{view.sentence}</p>
      {view.unreadable > 0 ? <p className="mt-1">{counted(view.unreadable, 'served certificate')} could not be read.</p> : null}
      <p className="mt-2 text-muted">Certificates appear here as soon as a check reaches a host that serves one.</p>
      <p className="mt-4">
        <Link href={paths.setup()} className={buttonClass('primary')}>
          Add hosts
        </Link>
      </p>
    </>
  );
}
