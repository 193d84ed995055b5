'use client';

import { useSingleKeys } from '#components/shell/use-single-keys.ts';
import { StateGlyph } from '#components/status/state-glyph.tsx';
import { stateLabels } from '#components/status/state-words.ts';
import { type BoardView, type HostState, hostStates } from '#lib/checks/read/views.ts';

type Props = { counts: BoardView['counts']; pressed: readonly HostState[]; onChange: (states: HostState[] | null) => void };

/** The six states with their counts, which never depend on the filters; pressing one filters by it. */
export function StateChips({ counts, pressed, onChange }: Props) {
  const toggle = (state: HostState) => {
    const next = hostStates.filter((one) => pressed.includes(one) !== (one === state));
    onChange(next.length === 0 ? null : next);
  };
  useSingleKeys(Object.fromEntries(hostStates.map((state, index) => [String(index + 1), () => toggle(state)])));
  return (
    <fieldset className="-mx-3 flex min-w-0 gap-2 overflow-x-auto px-3 py-1 md:mx-0 md:flex-wrap md:overflow-visible md:px-0">
      <legend className="sr-only">Filter by state</legend>
      {hostStates.map((state, index) => (
        <button
          key={state}
          type="button"
          aria-pressed={pressed.includes(state)}
          aria-keyshortcuts={String(index + 1)}
          title={`${pressed.includes(state) ? 'Show all states again' : `Show ${stateLabels[state].toLowerCase()} only`} (${index + 1})`}
          onClick={() => toggle(state)}
          className="inline-flex min-h-8 shrink-0 items-center gap-2 rounded-full border border-line-strong bg-surface py-1 pr-3 pl-1.5 hover:bg-hover aria-pressed:border-link aria-pressed:bg-hover aria-pressed:shadow-[inset_0_0_0_1px_var(--link)]"
        >
          <span className="state-fill grid size-5.5 place-items-center rounded-full" data-state={state}>
            <StateGlyph state={state} size={14} />
          </span>
          <span className={counts[state] === 0 ? 'text-muted' : ''}>{stateLabels[state]}</span>
          <span className={counts[state] === 0 ? 'text-muted' : 'font-semibold'}>{counts[state].toLocaleString('en')}</span>
        </button>
      ))}
    </fieldset>
  );
}
