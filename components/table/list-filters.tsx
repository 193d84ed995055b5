'use client';

import { SlidersHorizontal } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { StateGlyph } from '#components/status/state-glyph.tsx';
import { Button } from '#components/ui/button.tsx';
import type { HostState } from '#lib/checks/read/views.ts';
import { ColumnChooser } from './column-chooser.tsx';
import { ListSearch } from './list-search.tsx';

type Props<State extends string, Column extends string> = {
  /** The address of the page. */
  action: string;
  /** What the address says besides the fields, for a form that is sent without a script. */
  hidden: Readonly<Record<string, string | undefined>>;
  isPending: boolean;
  search: { q: string; label: string; placeholder: string };
  /** Every state there is, with how many have it; `look` is the colour and shape that it shares with a state of hosts. */
  states: readonly { state: State; label: string; look: HostState; count: number }[];
  chosenStates: readonly State[];
  columns: { all: readonly Column[]; usual: readonly Column[]; labels: Readonly<Record<Column, string>>; chosen: readonly Column[] };
  onChange: (part: { q?: string; states?: State[]; columns?: Column[] }, quietly?: boolean) => void;
  /** Further choices. */
  children: ReactNode;
};

/** Search, filters and columns of a long list. All of it is kept in the address; without a script the button sends it. */
export function ListFilters<State extends string, Column extends string>(props: Props<State, Column>) {
  const { action, hidden, isPending, search, states, chosenStates, columns, onChange, children } = props;
  const [opened, setOpened] = useState(false);
  return (
    <search className="block">
      <form
        action={action}
        aria-busy={isPending}
        onSubmit={(event) => {
          event.preventDefault();
          onChange({ q: String(new FormData(event.currentTarget).get('q') ?? '').trim() });
        }}
        className="flex flex-wrap items-center gap-x-3 gap-y-2"
      >
        {Object.entries(hidden).map(([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />)}
        <fieldset className="-mx-3 flex min-w-0 basis-full gap-2 overflow-x-auto px-3 py-1 md:mx-0 md:flex-wrap md:px-0">
          <legend className="sr-only">Filter by state</legend>
          {states.map(({ state, label, look, count }) => (
            <label
              key={state}
              className="relative inline-flex min-h-8 shrink-0 cursor-pointer items-center gap-2 rounded-full border border-line-strong bg-surface py-1 pr-3 pl-1.5 hover:bg-hover has-checked:border-link has-checked:bg-hover has-checked:shadow-[inset_0_0_0_1px_var(--link)] has-focus-visible:outline-2 has-focus-visible:outline-link"
            >
              <input
                type="checkbox"
                name="state"
                value={state}
                checked={chosenStates.includes(state)}
                onChange={() =>
                  onChange({
                    states: states.map((one) => one.state).filter((one) => chosenStates.includes(one) !== (one === state)),
                  })
                }
                className="absolute inset-0 cursor-pointer appearance-none rounded-full outline-none"
              />
              <span className="state-fill grid size-5.5 place-items-center rounded-full" data-state={look}>
                <StateGlyph state={look} size={14} />
              </span>
              <span className={count === 0 ? 'text-muted' : ''}>{label}</span>
              <span className={count === 0 ? 'text-muted' : 'font-semibold'}>{count.toLocaleString('en')}</span>
            </label>
          ))}
        </fieldset>
        <ListSearch {...search} onSearch={(q) => onChange({ q }, true)} />
        <Button aria-expanded={opened} onClick={() => setOpened(!opened)} className="md:hidden [@media(scripting:none)]:hidden">
          <SlidersHorizontal width={14} height={14} aria-hidden="true" />
          Filters and columns
        </Button>
        <div
          className={`${opened ? 'flex' : 'hidden [@media(scripting:none)]:flex'} min-w-0 flex-wrap items-center gap-x-3 gap-y-2 md:contents`}
        >
          {children}
          <ColumnChooser
            all={columns.all}
            usual={columns.usual}
            labels={columns.labels}
            columns={columns.chosen}
            onChange={(next) => onChange({ columns: next }, true)}
          />
        </div>
        <span role="status" className="min-w-16 text-muted">
          {isPending ? 'Loading …' : ''}
        </span>
        <Button type="submit" className="[@media(scripting:enabled)]:hidden">
          Apply
        </Button>
      </form>
    </search>
  );
}
