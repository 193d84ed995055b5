import type { HostState } from '#lib/checks/read/views.ts';
import { StateGlyph } from './state-glyph.tsx';
import { stateLabels } from './state-words.ts';

/** A state as colour, glyph and word; `detail` follows the word, such as "for 38 min". */
export function StateBadge({ state, detail }: { state: HostState; detail?: string | null | undefined }) {
  return (
    <span className="state-fill inline-flex items-center gap-1.5 rounded px-2 py-0.5 font-semibold whitespace-nowrap" data-state={state}>
      <StateGlyph state={state} size={14} />
      {stateLabels[state]}
      {detail ? ` ${detail}` : ''}
    </span>
  );
}
