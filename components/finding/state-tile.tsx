import { StateGlyph } from '#components/status/state-glyph.tsx';
import type { HostState } from '#lib/checks/read/views.ts';

/** A state as a small tile: colour, edge and glyph. A word stands beside it. */
export function StateTile({ state, size = 18 }: { state: HostState; size?: 16 | 18 | 22 }) {
  return (
    <span
      className="state-fill inline-flex shrink-0 items-center justify-center rounded-sm"
      data-state={state}
      style={{ width: size, height: size }}
    >
      <StateGlyph state={state} size={size - 4} />
    </span>
  );
}
