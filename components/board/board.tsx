'use client';

import { ArrowUp } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ReactNode, useMemo, useState } from 'react';
import { StateGlyph } from '#components/status/state-glyph.tsx';
import { Button } from '#components/ui/button.tsx';
import type { BoardView } from '#lib/checks/read/views.ts';
import { type Ahead, AheadProvider } from './ahead.ts';
import { Announcer } from './announcer.tsx';
import { arrange, countNewcomers, labelledMax } from './arrange.ts';
import { BoardHeadline, Since } from './board-headline.tsx';
import { OfflineNotice, SilentWorkers } from './board-notices.tsx';
import { BoardRail } from './board-rail.tsx';
import { BoardTable } from './board-table.tsx';
import { BoardTiles } from './board-tiles.tsx';
import { EmptyBoard } from './empty-board.tsx';
import { asksForHosts, filterHosts, isFiltering } from './filter.ts';
import { FilterBar } from './filter-bar.tsx';
import { HostCardLayer } from './host-card.tsx';
import { allClearWords } from './sentence.ts';
import { sortHosts, sortText } from './sort.ts';
import { StateChips } from './state-chips.tsx';
import { valuesOf } from './tally.ts';
import { useBoard } from './use-board.ts';
import { useBoardKeys } from './use-board-keys.ts';
import { clearedFilters, filterOf, useBoardUrl } from './use-board-url.ts';
import { useHeld } from './use-held.ts';
import { useServerNow } from './use-server-now.ts';

const HostPeek = dynamic(() => import('./host-peek.tsx').then((module) => module.HostPeek), { ssr: false });
const wordsEveryMs = 15_000;

type Props = {
  view: BoardView;
  /** The later day that `view` is of; null for now. */
  ahead?: Ahead | null;
  /** Stands between the headline and the hosts. */
  children?: ReactNode;
};

/** The state of the whole fleet, kept current, with what needs attention first; or as of a later day, and then as it was read. */
export function Board({ view, ahead = null, children }: Props) {
  const { state, counts } = useBoard(view, ahead);
  const [url, setUrl] = useBoardUrl();
  // The sheet is fetched when it is first asked for, and then stays, so that it can close.
  const [hasPeeked, setHasPeeked] = useState(url.sel !== null);
  if (url.sel !== null && !hasPeeked) setHasPeeked(true);
  const now = useServerNow(state.generatedAt, wordsEveryMs);
  const hosts = useMemo(() => [...state.hosts.values()], [state.hosts]);
  const filter = filterOf(url);
  const visible = filterHosts(hosts, filter);
  const isSmall = visible.length <= labelledMax;
  const unfold = url.all || isSmall || asksForHosts(filter);

  const isTable = url.view === 'table';
  const fresh = { arrangement: arrange(visible, { unfold }), rows: isTable ? sortHosts(visible, url.sort) : [] };
  const held = useHeld(fresh, JSON.stringify([filter, unfold, url.view, sortText(url.sort)]));
  const { arrangement, rows } = held.value;
  const shownRows = rows.flatMap(({ name }) => state.hosts.get(name) ?? []);
  const newcomers = countNewcomers(arrangement, visible);

  const keys = useBoardKeys((sel) => setUrl({ sel }));
  const allClear = allClearWords(counts);

  if (hosts.length === 0) return <EmptyBoard />;
  return (
    <AheadProvider value={ahead}>
      <div className="space-y-3">
        <BoardHeadline state={state} siteCount={valuesOf(hosts, 'site').length} ahead={ahead} />
        {children}
        {state.connection.status === 'offline' && <OfflineNotice connection={state.connection} now={now} />}
        <SilentWorkers workers={state.silentWorkers} now={now} />
        <StateChips counts={counts} pressed={url.state} onChange={(states) => setUrl({ state: states })} />
        <FilterBar
          hosts={hosts}
          url={url}
          setUrl={setUrl}
          canFold={!isSmall && !asksForHosts(filter)}
          hasSmallTiles={visible.length > labelledMax}
        />
        <div
          className={`grid items-start gap-x-6 gap-y-4 ${isTable ? '2xl:grid-cols-[minmax(0,1fr)_19rem]' : 'xl:grid-cols-[minmax(0,1fr)_19rem]'}`}
        >
          <section aria-label="Hosts" ref={keys.list} onKeyDown={keys.onKeyDown} {...held.handlers} className="relative min-w-0">
            {newcomers > 0 && (
              // Without a height of its own, so that it moves nothing either.
              <div className="sticky top-2 z-20 flex h-0 justify-center">
                <Button variant="primary" onClick={held.release} className="h-8 rounded-full shadow">
                  <ArrowUp width={14} height={14} aria-hidden="true" />
                  {newcomers} new
                </Button>
              </div>
            )}
            {allClear !== null && !isFiltering(filter) && (
              <p className="mb-3 flex items-center gap-2 font-medium text-base">
                <span
                  className="state-fill grid size-6 place-items-center rounded"
                  data-state={counts.healthy > 0 ? 'healthy' : 'maintenance'}
                >
                  <StateGlyph state={counts.healthy > 0 ? 'healthy' : 'maintenance'} size={16} />
                </span>
                <span>
                  {allClear}
                  {state.lastResultAt !== null && ahead === null && (
                    <>
                      , checked <Since at={state.lastResultAt} known={state.generatedAt} />
                    </>
                  )}
                </span>
              </p>
            )}
            {isFiltering(filter) && (
              <p className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1" aria-live="polite">
                <span>
                  {visible.length.toLocaleString('en')} of {hosts.length.toLocaleString('en')} hosts{visible.length === 0 ? ' match.' : ''}
                </span>
                <Button onClick={() => setUrl(clearedFilters)}>Clear filters</Button>
              </p>
            )}
            <HostCardLayer hosts={state.hosts} now={now} ahead={ahead}>
              {isTable ? (
                <BoardTable hosts={shownRows} sort={url.sort} onSort={(sort) => setUrl({ sort })} now={now} ahead={ahead} />
              ) : (
                <BoardTiles
                  arrangement={arrangement}
                  hosts={state.hosts}
                  visibleCount={visible.length}
                  unfold={unfold}
                  density={url.density}
                  now={now}
                />
              )}
            </HostCardLayer>
          </section>
          <BoardRail
            hosts={hosts}
            changed={state.changed}
            now={now}
            ahead={ahead}
            cause={url.cause}
            onCause={(cause) => setUrl({ cause })}
          />
        </div>
        {hasPeeked && (
          <HostPeek
            host={(url.sel === null ? undefined : state.hosts.get(url.sel)) ?? null}
            now={now}
            ahead={ahead}
            onClose={() => setUrl({ sel: null })}
          />
        )}
        <Announcer hosts={state.hosts} />
      </div>
    </AheadProvider>
  );
}
