import type { FreezeBand, PlannerWindow } from '#lib/certificates/planner/views.ts';

/** A place on the axis of time as a part of the width. */
export const percent = (part: number): string => `${(part * 100).toFixed(2)}%`;

/** Months under a chart; the minor ones only where there is room. */
export function AxisLabels({ window }: { window: PlannerWindow }) {
  return (
    <div aria-hidden="true" className="@container relative h-5 text-muted text-xs">
      {window.ticks
        .filter(({ at }) => at < 0.95)
        .map(({ at, label, isMinor }) => (
          <span
            key={label}
            className={`absolute top-0 whitespace-nowrap border-line border-l pl-1 ${isMinor ? 'hidden @[52rem]:inline' : ''}`}
            style={{ left: percent(at) }}
          >
            {label}
          </span>
        ))}
    </div>
  );
}

/** The lines of now and of the days after it, over the whole height of what they lie in. */
export function NowLines({ window }: { window: PlannerWindow }) {
  return window.marks.map(({ at, label }) => (
    <span
      key={label}
      aria-hidden="true"
      className={`pointer-events-none absolute inset-y-0 border-l ${label === 'now' ? 'border-ink' : label === '7 d' ? 'border-critical border-dashed' : 'border-warning border-dashed'}`}
      style={{ left: percent(at) }}
    />
  ));
}

/** What those lines are. */
export function NowLabels({ window, isAhead }: { window: PlannerWindow; isAhead: boolean }) {
  return (
    <div aria-hidden="true" className="relative h-5 text-xs">
      {window.marks.map(({ at, label }) => (
        <span key={label} className="absolute whitespace-nowrap pl-0.5" style={{ left: percent(at) }}>
          {label === 'now' && isAhead ? 'then' : label}
        </span>
      ))}
    </div>
  );
}

const hatching = 'bg-[repeating-linear-gradient(135deg,var(--muted)_0_1px,transparent_1px_7px)]';

/** Change freezes as hatched bands over a chart, which stays readable between the lines. */
export function FreezeBands({ freezes }: { freezes: readonly FreezeBand[] }) {
  return freezes.map(({ id, name, left, right }) => (
    <span
      key={id}
      aria-hidden="true"
      title={name}
      data-freeze={name}
      className={`pointer-events-none absolute inset-y-0 border-muted border-x opacity-70 ${hatching}`}
      style={{ left: percent(left), width: percent(right - left) }}
    />
  ));
}

/** The names of the freezes above their bands, one line each where they would touch. */
export function FreezeNames({ freezes }: { freezes: readonly FreezeBand[] }) {
  return freezes.map(({ id, name, left }) => (
    <div key={id} aria-hidden="true" className="relative h-5 text-muted text-xs">
      <span
        className="absolute max-w-[40%] truncate whitespace-nowrap"
        style={left > 0.6 ? { right: percent(1 - left) } : { left: percent(left) }}
      >
        {name}
      </span>
    </div>
  ));
}
