import Link from 'next/link';
import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { BucketBadge } from '#components/expiry/bucket-links.tsx';
import { BarLegend, WeekBars } from '#components/expiry/week-bars.tsx';
import { bucketLabels } from '#components/expiry/words.ts';
import { Moment } from '#components/time/moment.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { plannerQuery } from '#lib/certificates/planner/filter.ts';
import type { DataAge, Decision, ExpiryReport as Report } from '#lib/certificates/report/views.ts';
import { count as counted } from '#lib/diagnosis/reading/wording.ts';
import { paths } from '#lib/paths.ts';
import { OwnerTables } from './owner-tables.tsx';
import { PrintButton } from './print-button.tsx';

type Props = {
  report: Report;
  /** Who asked for it. */
  by: string;
  /** Locations whose workers are silent. */
  silentLocations: readonly string[];
};

/** A4: the first page for whoever decides, the tables by owner behind it. Light colours, whatever the reader has chosen. */
export function ExpiryReport({ report, by, silentLocations }: Props) {
  const { planner } = report;
  return (
    <div className="paper mx-auto max-w-[52rem] rounded-lg border border-line bg-page p-6 text-ink print:max-w-none print:border-0 print:p-0">
      <div className="mb-4 flex flex-wrap gap-2 print:hidden">
        <PrintButton />
        <Link href={paths.expiry(plannerQuery(planner.choice))} className={buttonClass()}>
          Back to the planner
        </Link>
      </div>
      <section aria-labelledby="report-title" className="break-after-page">
        <Head report={report} by={by} />
        <p className="mt-4 text-base">{planner.sentence}</p>
        <Buckets report={report} />
        <h2 className="mt-5 mb-1 font-semibold">Expiring per week</h2>
        <p className="mb-2 text-muted">{planner.weeksSentence}</p>
        <ScrollRegion label="Certificates per week" className="overflow-x-auto print:overflow-visible">
          <WeekBars
            weeks={planner.weeks}
            window={planner.window}
            freezes={planner.freezes}
            sentence={planner.weeksSentence}
            isAhead={planner.isAhead}
            hrefOf={null}
            chosen={null}
          />
        </ScrollRegion>
        <BarLegend />
        <Decisions decisions={report.decisions} />
        <p className="mt-4 text-muted">{planner.issuersSentence}</p>
        <DataAgeWords dataAge={report.dataAge} silentLocations={silentLocations} />
      </section>
      <OwnerTables report={report} />
    </div>
  );
}

function Head({ report: { organisation, planner, filterWords, generatedAt }, by }: Pick<Props, 'report' | 'by'>) {
  return (
    <header>
      <p className="flex flex-wrap justify-between gap-x-4 text-muted">
        <span>{organisation === '' ? 'LDAPS certificates' : organisation}</span>
        <span>Port636</span>
      </p>
      <h1 id="report-title" className="font-semibold text-2xl">
        Expiry report
      </h1>
      <p>
        {counted(planner.served.certificates, 'certificate')} served by {counted(planner.served.hosts, 'host')}. As of{' '}
        <Moment at={planner.judgedAt} />
        {planner.isAhead ? ', if nothing is renewed until then' : ''}.
      </p>
      <p className="text-muted">
        Made <Moment at={generatedAt} /> by {by}.{filterWords === null ? '' : ` Only: ${filterWords}.`}
      </p>
    </header>
  );
}

const Buckets = ({ report: { planner } }: Pick<Props, 'report'>) => (
  <ul aria-label="Certificates by days left" className="mt-3 grid grid-cols-2 gap-2 sm:grid-cols-3 print:grid-cols-3">
    {planner.buckets.map(({ id, certificates, hosts, level }) => (
      <li key={id} className="rounded border border-line p-2">
        <BucketBadge label={bucketLabels[id]} level={level} isEmpty={certificates === 0} />
        <span className="mt-1 block font-semibold text-xl leading-tight">{certificates.toLocaleString('en-GB')}</span>
        <span className="block text-muted text-xs">
          {certificates === 1 ? 'certificate' : 'certificates'}, {counted(hosts, 'host')}
        </span>
      </li>
    ))}
  </ul>
);

const severityWords = { critical: 'Now', warning: 'Soon', notice: 'Later' } as const;
const severityStates = { critical: 'critical', warning: 'warning', notice: 'healthy' } as const;
const decisionsShown = 8;

function Decisions({ decisions }: { decisions: readonly Decision[] }) {
  const left = decisions.length - decisionsShown;
  return (
    <section aria-labelledby="decisions" className="mt-5">
      <h2 id="decisions" className="mb-1 font-semibold">
        Decisions needed
      </h2>
      {decisions.length === 0 ? <p>None: everything that ends soon has a plan.</p> : null}
      <ol className="space-y-1.5">
        {decisions.slice(0, decisionsShown).map(({ severity, sentence, names }) => (
          <li key={sentence} className="flex break-inside-avoid gap-2">
            <span className="state-fill h-fit w-14 shrink-0 rounded px-1.5 text-center font-semibold" data-state={severityStates[severity]}>
              {severityWords[severity]}
            </span>
            <span>
              {sentence}{' '}
              {names.length > 0 ? <span className="font-mono text-muted text-xs [overflow-wrap:anywhere]">{names.join(', ')}</span> : null}
            </span>
          </li>
        ))}
      </ol>
      {left > 0 ? <p className="mt-1 text-muted">And {counted(left, 'more decision')}: see the planner.</p> : null}
    </section>
  );
}

/** How far the numbers can be relied on. */
function DataAgeWords({ dataAge, silentLocations }: { dataAge: DataAge; silentLocations: readonly string[] }) {
  const { newestAt, oldestAt, doors, lateDoors } = dataAge;
  return (
    <p className="mt-1 text-muted">
      {newestAt === null || oldestAt === null ? (
        'No door was checked yet.'
      ) : (
        <>
          Checked between <Moment at={oldestAt} /> and <Moment at={newestAt} />.
        </>
      )}{' '}
      {lateDoors === 0
        ? `All ${counted(doors, 'door')} were checked in time.`
        : `${lateDoors} of ${counted(doors, 'door')} show old results or none.`}
      {silentLocations.length === 0 ? '' : ` Silent workers: ${silentLocations.join(', ')}.`}
    </p>
  );
}
