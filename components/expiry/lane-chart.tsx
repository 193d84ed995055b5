import Link from 'next/link';
import type { FreezeBand, Lane, LaneMark, PlannerWindow } from '#lib/certificates/planner/views.ts';
import { count as counted } from '#lib/diagnosis/reading/wording.ts';
import { AxisLabels, FreezeBands, FreezeNames, NowLabels, NowLines, percent } from './axis.tsx';
import { LevelGlyph } from './level-glyph.tsx';
import { levelSentence } from './words.ts';

const unitsWide = 1_000;
const rowPx = 26;
const middle = rowPx / 2;

type Props = {
  lanes: readonly Lane[];
  window: PlannerWindow;
  freezes: readonly FreezeBand[];
  isAhead: boolean;
  /** Where a lane's name leads; null for a picture without links. */
  hrefOf: ((lane: Lane) => string) | null;
};

const columns = 'grid grid-cols-[9rem_minmax(0,1fr)] sm:grid-cols-[15rem_minmax(0,1fr)]';

/** When the certificates of each group end. A name and a picture with one sentence for each; the numbers stand beside them. */
export function LaneChart({ lanes, window, freezes, isAhead, hrefOf }: Props) {
  return (
    <div className="min-w-200">
      <div className={columns}>
        <span />
        <div>
          <FreezeNames freezes={freezes} />
          <AxisLabels window={window} />
        </div>
      </div>
      <div className="relative">
        <div className={`pointer-events-none absolute inset-0 ${columns}`}>
          <span />
          <div className="relative border-line border-l">
            {window.ticks.map(({ at, label }) => (
              <span key={label} aria-hidden="true" className="absolute inset-y-0 border-line border-l" style={{ left: percent(at) }} />
            ))}
            <FreezeBands freezes={freezes} />
            <NowLines window={window} />
          </div>
        </div>
        <ul className="relative">
          {lanes.map((lane) => (
            <li key={lane.key} className={`${columns} items-center hover:bg-ink/5`}>
              <LaneName lane={lane} href={hrefOf?.(lane) ?? null} />
              <LanePicture lane={lane} />
            </li>
          ))}
        </ul>
      </div>
      <div className={columns}>
        <span />
        <NowLabels window={window} isAhead={isAhead} />
      </div>
    </div>
  );
}

function LaneName({ lane, href }: { lane: Lane; href: string | null }) {
  const name = 'sticky left-0 z-10 block min-h-6 truncate bg-surface pr-2 leading-6';
  if (href === null) return <span className={name}>{lane.label}</span>;
  return (
    <Link href={href} prefetch={false} scroll={false} title={lane.label} className={name}>
      {lane.label}
    </Link>
  );
}

/** "Berlin: 2 expired, 40 later; 38 hosts." with what lies outside of the picture. */
function laneSentence({ label, levels, hosts, earlier, later }: Lane): string {
  const outside = [earlier > 0 ? `${earlier} before this stretch` : '', later > 0 ? `${later} after it` : ''].filter(Boolean);
  return `${label}: ${levelSentence(levels)}; ${counted(hosts, 'host')}${outside.length > 0 ? `; ${outside.join(', ')}` : ''}.`;
}

function LanePicture({ lane }: { lane: Lane }) {
  const urgent = lane.marks.filter(({ level }) => level !== 'distant');
  return (
    <span role="img" aria-label={laneSentence(lane)} className="relative block" style={{ height: rowPx }}>
      <svg
        viewBox={`0 0 ${unitsWide} ${rowPx}`}
        preserveAspectRatio="none"
        width="100%"
        height={rowPx}
        aria-hidden="true"
        className="absolute inset-0"
      >
        <Dots marks={lane.marks} isMany={false} />
        <Dots marks={lane.marks} isMany />
      </svg>
      {urgent.map(({ at, level, count }) => (
        <span key={`${level} ${at}`} className="absolute -ml-1.5 inline-flex items-center" style={{ left: percent(at), top: middle - 7 }}>
          <LevelGlyph level={level} />
          {count > 1 ? <span className="rounded-sm bg-surface/85 px-0.5 font-medium text-xs leading-none">{count}</span> : null}
        </span>
      ))}
      {lane.earlier > 0 ? <Outside side="left-0.5" text={`‹ ${lane.earlier}`} /> : null}
      {lane.later > 0 ? <Outside side="right-0.5" text={`${lane.later} ›`} /> : null}
    </span>
  );
}

/** All distant marks in one path: dots that keep their roundness however wide the picture is. Several at one place are larger. */
function Dots({ marks, isMany }: { marks: readonly LaneMark[]; isMany: boolean }) {
  const dots = marks.filter(({ level, count }) => level === 'distant' && count > 1 === isMany);
  if (dots.length === 0) return null;
  return (
    <path
      d={dots.map(({ at }) => `M${Math.round(at * unitsWide)} ${middle}h.01`).join('')}
      className="fill-none stroke-healthy"
      strokeWidth={isMany ? 10 : 6}
      strokeLinecap="round"
      vectorEffect="non-scaling-stroke"
    />
  );
}

const Outside = ({ side, text }: { side: string; text: string }) => (
  <span className={`absolute top-0 ${side} rounded-sm bg-surface/85 px-0.5 text-muted text-xs leading-6`}>{text}</span>
);

/** What the marks mean. */
export function MarkLegend() {
  return (
    <ul aria-label="What the marks mean" className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-xs">
      {(
        [
          ['expired', 'Expired'],
          ['critical', 'Critical'],
          ['warning', 'Warning'],
          ['distant', 'Valid; a larger dot is several'],
        ] as const
      ).map(([level, words]) => (
        <li key={level} className="inline-flex items-center gap-1.5">
          <LevelGlyph level={level} />
          {words}
        </li>
      ))}
    </ul>
  );
}
