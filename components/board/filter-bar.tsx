'use client';

import { Search, SlidersHorizontal } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { useSingleKeys } from '#components/shell/use-single-keys.ts';
import { Button } from '#components/ui/button.tsx';
import type { BoardHost } from '#lib/checks/read/views.ts';
import { rankCauses, valuesOf } from './tally.ts';
import type { BoardUrl, SetBoardUrl } from './use-board-url.ts';

const control = 'min-h-8 max-w-full rounded-md border border-line-strong bg-surface';

/** A choice among the values that occur; the chosen one stays in the list when no host has it any more. */
function Choice({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string | null;
  options: { value: string; label: string }[];
  onChange: (value: string | null) => void;
}) {
  if (options.length < 2 && value === null) return null;
  const listed = value === null || options.some((option) => option.value === value) ? options : [...options, { value, label: value }];
  return (
    <label className="inline-flex min-w-0 items-center gap-1.5">
      <span className="text-muted">{label}</span>
      <select
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value || null)}
        className={`${control} min-w-0 px-2 py-1 md:max-w-44`}
      >
        <option value="">all</option>
        {listed.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

function Toggles({ label, children }: { label: string; children: ReactNode }) {
  return (
    <fieldset className="inline-flex items-center">
      <legend className="sr-only">{label}</legend>
      <span aria-hidden="true" className="mr-1.5 text-muted">
        {label}
      </span>
      {children}
    </fieldset>
  );
}

function Toggle({ pressed, onPress, title, children }: { pressed: boolean; onPress: () => void; title?: string; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onPress}
      title={title}
      className="-ml-px min-h-8 border border-line-strong bg-surface px-2.5 py-1 first-of-type:ml-0 first-of-type:rounded-l-md last-of-type:rounded-r-md hover:bg-hover aria-pressed:bg-hover aria-pressed:font-semibold"
    >
      {children}
    </button>
  );
}

type Props = { hosts: readonly BoardHost[]; url: BoardUrl; setUrl: SetBoardUrl; canFold: boolean; hasSmallTiles: boolean };

/** Search, filters, and how the hosts are shown. All of it is kept in the address. */
export function FilterBar({ hosts, url, setUrl, canFold, hasSmallTiles }: Props) {
  const search = useRef<HTMLInputElement>(null);
  useSingleKeys({ '/': () => search.current?.focus() });
  const [opened, setOpened] = useState(false);
  const plain = (values: string[]) => values.map((value) => ({ value, label: value }));
  const causes = rankCauses(hosts).map(({ id, title, hostCount }) => ({ value: id, label: `${title} (${hostCount})` }));
  return (
    <search className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <label className="relative grow basis-44 md:max-w-64">
        <span className="sr-only">Search hosts</span>
        <Search width={15} height={15} aria-hidden="true" className="pointer-events-none absolute top-2 left-2.5 text-muted" />
        <input
          ref={search}
          type="search"
          value={url.q}
          placeholder="Host, site, cause ( / )"
          autoComplete="off"
          spellCheck={false}
          aria-keyshortcuts="/"
          onChange={(event) => setUrl({ q: event.target.value || null })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            setUrl({ q: null });
            event.currentTarget.blur();
          }}
          className={`${control} w-full py-1 pr-2 pl-8`}
        />
      </label>
      <Button aria-expanded={opened} onClick={() => setOpened(!opened)} className="md:hidden">
        <SlidersHorizontal width={14} height={14} aria-hidden="true" />
        Filters and view
      </Button>
      <div className={`${opened ? 'flex' : 'hidden'} flex-wrap items-center gap-x-3 gap-y-2 md:contents`}>
        <Choice label="Site" value={url.site} options={plain(valuesOf(hosts, 'site'))} onChange={(site) => setUrl({ site })} />
        <Choice label="Domain" value={url.domain} options={plain(valuesOf(hosts, 'domain'))} onChange={(domain) => setUrl({ domain })} />
        <Choice label="Cause" value={url.cause} options={causes} onChange={(cause) => setUrl({ cause })} />
        <Toggles label="View">
          <Toggle pressed={url.view === 'tiles'} onPress={() => setUrl({ view: 'tiles' })}>
            Tiles
          </Toggle>
          <Toggle pressed={url.view === 'table'} onPress={() => setUrl({ view: 'table' })}>
            Table
          </Toggle>
        </Toggles>
        {url.view === 'tiles' && hasSmallTiles && (
          <Toggles label="Tiles">
            <Toggle pressed={url.density === 24} onPress={() => setUrl({ density: 24 })} title="Tiles of 24 pixels">
              Large
            </Toggle>
            <Toggle pressed={url.density === 16} onPress={() => setUrl({ density: 16 })} title="Tiles of 16 pixels, for a mouse">
              Small
            </Toggle>
          </Toggles>
        )}
        {url.view === 'tiles' && canFold && (
          <label className="inline-flex min-h-8 items-center gap-1.5">
            <input
              type="checkbox"
              checked={url.all}
              onChange={(event) => setUrl({ all: event.target.checked || null })}
              className="size-4 accent-link"
            />
            Show all healthy hosts
          </label>
        )}
      </div>
    </search>
  );
}
