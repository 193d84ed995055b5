import { scaleLinear } from 'd3-scale';
import type { FreezeBand, PlannerWindow, WeekView } from '#lib/certificates/planner/views.ts';
import type { ExpiryLevel } from '#lib/diagnosis/expiry.ts';
import { AxisLabels, FreezeBands, FreezeNames, NowLabels, NowLines, percent } from './axis.tsx';
import { type WeekLink, WeekLinks } from './week-links.tsx';
import { levels, levelWords } from './words.ts';

const heightPx = 120;
/** Across the whole width, for paths. */
const unitsWide = 10_000;
/** Room between two bars, as a part of a week. */
const gap = 0.14;

/** Worst at the bottom, where the eye compares best. Each level has a pattern of its own beside its colour. */
const fills = {
  expired: 'url(#bar-expired)',
  critical: 'var(--critical-fill)',
  warning: 'url(#bar-warning)',
  distant: 'var(--chart)',
} as const;

type Props = {
  weeks: readonly WeekView[];
  window: PlannerWindow;
  freezes: readonly FreezeBand[];
  sentence: string;
  isAhead: boolean;
  /** Where a week leads; null for a picture without links. */
  hrefOf: ((week: WeekView) => string) | null;
  /** The first and last day that are chosen. */
  chosen: { fromDay: string; toDay: string } | null;
};

/** Certificates that end per week, in their levels. A picture with one sentence; the numbers stand beside it. */
export function WeekBars({ weeks, window, freezes, sentence, isAhead, hrefOf, chosen }: Props) {
  const most = Math.max(1, ...weeks.map(({ certificates }) => certificates));
  const scale = scaleLinear([0, most], [0, heightPx - 4]);
  const bars = weeks.flatMap((week) => blocksOf(week, scale));
  return (
    <div className="min-w-160">
      <FreezeNames freezes={freezes} />
      <div className="relative border-line-strong border-b" style={{ height: heightPx }}>
        <svg role="img" aria-label={sentence} width="100%" height={heightPx} className="absolute inset-0">
          <Patterns />
          {bars.map(({ level, x, width, y, height }) =>
            isPatterned(level) ? (
              <rect key={`${level} ${x}`} x={percent(x)} width={percent(width)} y={y} height={height} fill={fills[level]} />
            ) : null,
          )}
          <svg aria-hidden="true" viewBox={`0 0 ${unitsWide} ${heightPx}`} preserveAspectRatio="none" width="100%" height={heightPx}>
            {levels.map((level) => (isPatterned(level) ? null : <path key={level} d={outline(bars, level)} fill={fills[level]} />))}
          </svg>
        </svg>
        <FreezeBands freezes={freezes} />
        <NowLines window={window} />
        {hrefOf === null ? null : (
          // For pointers alone: keyboards and screen readers have the same links, large enough, in the numbers.
          <svg
            aria-hidden="true"
            width="100%"
            height={heightPx}
            className="absolute inset-0 fill-transparent [&_a:hover]:fill-ink/10 [&_a[data-chosen]]:fill-link/20 [&_a[data-chosen]]:stroke-link"
          >
            <WeekLinks weeks={weeks.flatMap((week) => linkOf(week, hrefOf, chosen))} heightPx={heightPx} />
          </svg>
        )}
      </div>
      <AxisLabels window={window} />
      <NowLabels window={window} isAhead={isAhead} />
    </div>
  );
}

const isChosen = (week: WeekView, chosen: Props['chosen']): boolean =>
  chosen !== null && chosen.fromDay <= week.monday && week.monday <= chosen.toDay;

const linkOf = (week: WeekView, hrefOf: (week: WeekView) => string, chosen: Props['chosen']): WeekLink[] => {
  if (week.certificates === 0) return [];
  const title = `${week.label}: ${week.certificates} certificates, ${week.hosts} hosts`;
  return [{ href: hrefOf(week), title, x: percent(week.left), width: percent(week.right - week.left), isChosen: isChosen(week, chosen) }];
};

/** A part of a week's bar: `x` and `width` as parts of the whole width, `y` and `height` in pixels. */
type Block = { level: ExpiryLevel; x: number; width: number; y: number; height: number };

function blocksOf(week: WeekView, scale: (count: number) => number): Block[] {
  const width = week.right - week.left;
  let below = 0;
  return levels.flatMap((level) => {
    const count = week.levels[level];
    if (count === 0) return [];
    below += count;
    const height = Math.round(Math.max(2, scale(count)));
    return [{ level, x: week.left + (width * gap) / 2, width: width * (1 - gap), y: Math.round(heightPx - scale(below)), height }];
  });
}

/** All blocks of a level as one path. */
const outline = (blocks: readonly Block[], level: ExpiryLevel): string =>
  blocks
    .filter((block) => block.level === level)
    .map(({ x, width, y, height }) => {
      const units = Math.round(width * unitsWide);
      return `M${Math.round(x * unitsWide)} ${y}h${units}v${height}h-${units}z`;
    })
    .join('');

const isPatterned = (level: ExpiryLevel): boolean => level === 'expired' || level === 'warning';

function Patterns() {
  return (
    <defs>
      <pattern id="bar-expired" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" fill="var(--critical-fill)" />
        <path d="M0 0l6 6M6 0L0 6" stroke="var(--critical-ink)" strokeWidth="0.8" />
      </pattern>
      <pattern id="bar-warning" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" fill="var(--warning-fill)" />
        <path d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5" stroke="var(--warning-ink)" strokeWidth="0.9" />
      </pattern>
    </defs>
  );
}

/** What the fills of the bars mean. */
export function BarLegend() {
  return (
    <ul aria-label="What the bars mean" className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-xs">
      {levels.map((level) => (
        <li key={level} className="inline-flex items-center gap-1.5">
          <svg width="14" height="14" aria-hidden="true">
            <rect width="14" height="14" fill={fills[level]} />
          </svg>
          {levelWords[level].label}
        </li>
      ))}
    </ul>
  );
}
