import type { FreezeBand, Lane, LaneMark, PlannerWindow } from '#lib/certificates/planner/views.ts';
import { count as counted } from '#lib/diagnosis/reading/wording.ts';
import { AxisLabels, FreezeBands, FreezeNames, NowLabels, NowLines, percent } from './axis.tsx';
import { type LanePicture, LaneRows } from './lane-rows.tsx';
import { rowPx, unitsWide } from './lane-size.ts';
import { LevelGlyph } from './level-glyph.tsx';
import { levelSentence } from './words.ts';

const middle = rowPx / 2;

type Props = {
  lanes: readonly Lane[];
  window: PlannerWindow;
  freezes: readonly FreezeBand[];
  isAhead: boolean;
  /** Where a lane's name leads; null for a picture without links. */
  hrefOf: ((lane: Lane) => string) | null;
};

/** Name, how many end earlier, the picture, how many end later. */
const columns = 'grid grid-cols-[9rem_2.25rem_minmax(0,1fr)_2.25rem] sm:grid-cols-[15rem_2.25rem_minmax(0,1fr)_2.25rem]';

/** When the certificates of each group end. A name and a picture with one sentence for each; the numbers stand beside them. */
export function LaneChart({ lanes, window, freezes, isAhead, hrefOf }: Props) {
  return (
    <div className="min-w-200">
      <div className={columns}>
        <div className="col-start-3">
          <FreezeNames freezes={freezes} />
          <AxisLabels window={window} />
        </div>
      </div>
      <div className="relative">
        <div className={`pointer-events-none absolute inset-0 ${columns}`}>
          <div className="relative col-start-3 border-line border-x">
            {window.ticks.map(({ at, label }) => (
              <span key={label} aria-hidden="true" className="absolute inset-y-0 border-line border-l" style={{ left: percent(at) }} />
            ))}
            <FreezeBands freezes={freezes} />
            <NowLines window={window} />
          </div>
        </div>
        <ul className="relative">
          <LaneRows lanes={lanes.map((lane) => pictureOf(lane, hrefOf?.(lane) ?? null))} columns={columns} />
        </ul>
      </div>
      <div className={columns}>
        <div className="col-start-3">
          <NowLabels window={window} isAhead={isAhead} />
        </div>
      </div>
    </div>
  );
}

/** "Berlin: 2 expired, 40 later; 38 hosts." with what lies outside of the picture. */
function laneSentence({ label, levels, hosts, earlier, later }: Lane): string {
  const outside = [earlier > 0 ? `${earlier} before this stretch` : '', later > 0 ? `${later} after it` : ''].filter(Boolean);
  return `${label}: ${levelSentence(levels)}; ${counted(hosts, 'host')}${outside.length > 0 ? `; ${outside.join(', ')}` : ''}.`;
}

function pictureOf(lane: Lane, href: string | null): LanePicture {
  const { key, label, marks, earlier, later } = lane;
  const urgent = marks.filter(({ level }) => level !== 'distant').map(({ at, level, count }) => ({ left: percent(at), level, count }));
  return { key, label, href, sentence: laneSentence(lane), one: dots(marks, false), many: dots(marks, true), urgent, earlier, later };
}

/** All distant marks as one path: dots that keep their roundness however wide the picture is. Several at one place are larger. */
const dots = (marks: readonly LaneMark[], isMany: boolean): string =>
  marks
    .filter(({ level, count }) => level === 'distant' && count > 1 === isMany)
    .map(({ at }) => `M${Math.round(at * unitsWide)} ${middle}h.01`)
    .join('');

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
