'use client';

import Link from 'next/link';
import type { ExpiryLevel } from '#lib/diagnosis/expiry.ts';
import { rowPx, unitsWide } from './lane-size.ts';
import { LevelGlyph } from './level-glyph.tsx';

/** A lane with what is drawn in it. */
export type LanePicture = {
  key: string;
  label: string;
  /** Where its name leads; null for a picture without links. */
  href: string | null;
  /** All of it in words. */
  sentence: string;
  /** Paths of the dots that stand for one certificate, and for several. */
  one: string;
  many: string;
  /** Marks with a shape of their own; `left` in per cent of the width. */
  urgent: readonly { left: string; level: ExpiryLevel; count: number }[];
  /** How many end before the stretch shown, and after it. */
  earlier: number;
  later: number;
};

/** The lanes of a chart, drawn from plain values by the browser too: as elements they would be sent twice over. */
export function LaneRows({ lanes, columns }: { lanes: readonly LanePicture[]; columns: string }) {
  return lanes.map((lane) => (
    <li key={lane.key} className={`${columns} items-center hover:bg-ink/5`}>
      <Name lane={lane} />
      {lane.earlier > 0 ? <Outside column="col-start-2" text={`‹ ${lane.earlier.toLocaleString('en')}`} /> : null}
      <Picture lane={lane} />
      {lane.later > 0 ? <Outside column="col-start-4" text={`${lane.later.toLocaleString('en')} ›`} /> : null}
    </li>
  ));
}

function Name({ lane: { label, href } }: { lane: LanePicture }) {
  const name = 'sticky left-0 z-10 block min-h-6 truncate bg-surface pr-2 leading-6';
  if (href === null) return <span className={name}>{label}</span>;
  return (
    <Link href={href} prefetch={false} scroll={false} title={label} className={name}>
      {label}
    </Link>
  );
}

function Picture({ lane }: { lane: LanePicture }) {
  return (
    <span role="img" aria-label={lane.sentence} className="relative col-start-3 block" style={{ height: rowPx }}>
      <svg
        viewBox={`0 0 ${unitsWide} ${rowPx}`}
        preserveAspectRatio="none"
        width="100%"
        height={rowPx}
        aria-hidden="true"
        className="absolute inset-0"
      >
        <Dots path={lane.one} width={6} />
        <Dots path={lane.many} width={10} />
      </svg>
      {lane.urgent.map(({ left, level, count }) => (
        <span key={`${level} ${left}`} className="absolute -ml-1.5 inline-flex items-center" style={{ left, top: rowPx / 2 - 7 }}>
          <LevelGlyph level={level} />
          {count > 1 ? <span className="rounded-sm bg-surface/85 px-0.5 font-medium text-xs leading-none">{count}</span> : null}
        </span>
      ))}
    </span>
  );
}

const Dots = ({ path, width }: { path: string; width: number }) =>
  path === '' ? null : (
    <path d={path} className="fill-none stroke-healthy" strokeWidth={width} strokeLinecap="round" vectorEffect="non-scaling-stroke" />
  );

/** How many end outside of the picture, beside it so that no mark is hidden. The picture's sentence has it too. */
const Outside = ({ column, text }: { column: string; text: string }) => (
  <span aria-hidden="true" className={`${column} row-start-1 whitespace-nowrap text-center text-muted text-xs`}>
    {text}
  </span>
);
