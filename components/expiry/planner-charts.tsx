import { Panel } from '#components/host/panel.tsx';
import { narrowed, noneValue, type PlannerChoice, plannerQuery } from '#lib/certificates/planner/filter.ts';
import type { Lane, PlannerView, WeekView } from '#lib/certificates/planner/views.ts';
import { paths } from '#lib/paths.ts';
import { ChartRegion } from './chart-region.tsx';
import { LaneChart, MarkLegend } from './lane-chart.tsx';
import { LaneNumbers } from './lane-numbers.tsx';
import { PageLinks } from './page-links.tsx';
import { GroupingLinks } from './planner-filters.tsx';
import { StretchLinks } from './stretch-links.tsx';
import { BarLegend, WeekBars } from './week-bars.tsx';
import { WeekNumbers } from './week-numbers.tsx';
import { groupingLabels } from './words.ts';

const keyHint = 'Arrow keys move it, plus and minus zoom, Home returns to now.';

/** The bars of the weeks; each leads to its certificates, and the chosen one to all of them. */
export function WeekPanel({ view }: { view: PlannerView }) {
  const { choice, weeks } = view;
  const hrefOf = (week: WeekView) => {
    const isChosen = choice.ends?.fromDay === week.monday;
    return paths.expiry(plannerQuery(narrowed(choice, { ends: isChosen ? null : { fromDay: week.monday, toDay: week.sunday } })));
  };
  return (
    <Panel id="weeks" title="Expiring per week" aside={<StretchLinks choice={choice} />}>
      <p className="mb-2 text-muted">{view.weeksSentence}</p>
      <ChartRegion choice={choice} label={`Certificates per week. ${keyHint}`}>
        <WeekBars
          weeks={weeks}
          window={view.window}
          freezes={view.freezes}
          sentence={view.weeksSentence}
          isAhead={view.isAhead}
          hrefOf={hrefOf}
          chosen={choice.ends}
        />
      </ChartRegion>
      <BarLegend />
      <WeekNumbers weeks={weeks} choice={choice} hrefOf={hrefOf} />
    </Panel>
  );
}

const ofGroup = (choice: PlannerChoice, lane: Lane): string =>
  paths.expiry(plannerQuery(narrowed(choice, { [choice.by]: lane.key || noneValue })));

/** The lanes of the chosen grouping. */
export function LanePanel({ view }: { view: PlannerView }) {
  const { choice, lanes } = view;
  const title = groupingLabels[choice.by];
  return (
    <Panel id="lanes" title={`By ${title.toLowerCase()}, soonest first`} aside={<GroupingLinks choice={choice} />}>
      {lanes.total === 0 ? (
        <p className="text-muted">No certificate matches these filters.</p>
      ) : (
        <>
          <ChartRegion choice={choice} label={`Certificates over time by ${title.toLowerCase()}. ${keyHint}`}>
            <LaneChart
              lanes={lanes.items}
              window={view.window}
              freezes={view.freezes}
              isAhead={view.isAhead}
              hrefOf={(lane) => ofGroup(choice, lane)}
            />
          </ChartRegion>
          <MarkLegend />
          <LaneNumbers lanes={lanes.items} title={title} choice={choice} table="lanes" hrefOf={(lane) => ofGroup(choice, lane)} />
          <PageLinks
            page={lanes.page}
            pages={lanes.pages}
            label="Pages of the lanes"
            hrefOf={(page) => paths.expiry(plannerQuery({ ...choice, lanePage: page }))}
          />
        </>
      )}
    </Panel>
  );
}

const issuerHref = (lane: Lane): string => paths.certificate(lane.key);

/** Issuing and root certificates, which the numbers above leave out. */
export function IssuerPanel({ view }: { view: PlannerView }) {
  const { issuers, choice } = view;
  return (
    <Panel id="issuers" title="Issuing and root certificates" aside={<span className="text-muted">not in the numbers above</span>}>
      <p>{view.issuersSentence}</p>
      {issuers.total === 0 ? null : (
        <>
          <ChartRegion choice={choice} label={`Issuers over time. ${keyHint}`}>
            <LaneChart lanes={issuers.items} window={view.window} freezes={view.freezes} isAhead={view.isAhead} hrefOf={issuerHref} />
          </ChartRegion>
          {issuers.total > issuers.items.length ? (
            <p className="text-muted">{issuers.total - issuers.items.length} more end later than these.</p>
          ) : null}
          <LaneNumbers lanes={issuers.items} title="Issuer" choice={choice} table="issuers" hrefOf={issuerHref} />
        </>
      )}
    </Panel>
  );
}
