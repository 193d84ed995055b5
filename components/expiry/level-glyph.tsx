import type { ExpiryLevel } from '#lib/diagnosis/expiry.ts';

/** Shapes on a field of 16 by 16: they tell the levels apart without colour. */
const shapes: Readonly<Record<ExpiryLevel, { path: string; isLine?: boolean }>> = {
  expired: { path: 'm4 4 8 8m0-8-8 8', isLine: true },
  critical: { path: 'M8 2.5 14.2 13.5H1.8Z' },
  warning: { path: 'M8 2.5 14.2 13.5H1.8Z' },
  distant: { path: 'M8 4.8a3.2 3.2 0 1 1 0 6.4 3.2 3.2 0 0 1 0-6.4Z' },
};

const colours: Readonly<Record<ExpiryLevel, string>> = {
  expired: 'fill-none stroke-critical stroke-[2.4]',
  critical: 'fill-critical-fill stroke-critical',
  warning: 'fill-warning-fill stroke-warning',
  distant: 'fill-healthy stroke-none',
};

/** The mark of a level, in its own colours or, on a fill, in the text's. Never alone: a word or an accessible name stands with it. */
export function LevelGlyph({ level, size = 14, plain = false }: { level: ExpiryLevel; size?: number; plain?: boolean }) {
  const { path, isLine } = shapes[level];
  const own = isLine ? 'fill-none stroke-current stroke-[2.4]' : 'fill-current stroke-none';
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" className="shrink-0">
      <path d={path} className={plain ? own : colours[level]} />
    </svg>
  );
}
