'use client';

import { useTimeZone } from '#components/time/time-zone.tsx';
import { durationWords, momentWords } from '#components/time/words.ts';
import type { Ahead } from './ahead.ts';
import type { BoardState, Connection } from './board-state.ts';
import { fleetWords } from './sentence.ts';
import { useServerNow } from './use-server-now.ts';

const marks: Readonly<Record<Connection['status'], { words: string; title: string; look: string }>> = {
  connecting: { words: 'connecting', title: 'Connecting to the server', look: 'border-line-strong' },
  live: { words: 'live', title: 'Changes are shown as they happen', look: 'border-healthy bg-healthy' },
  polling: { words: 'every 15 s', title: 'No event stream: changes are asked for every 15 seconds', look: 'border-warning' },
  offline: { words: 'offline', title: 'The server does not answer', look: 'border-critical' },
};

/** How long ago, kept current by the second, with the exact time in its title. */
export function Since({ at, known }: { at: string; known: string }) {
  const zone = useTimeZone();
  const now = useServerNow(known, 1_000);
  return (
    <time dateTime={at} title={momentWords(new Date(at), zone)} className="whitespace-nowrap">
      {durationWords(now.getTime() - Date.parse(at))} ago
    </time>
  );
}

/** What is watched, how old the newest result is, and whether the page is kept current. */
export function BoardHeadline({ state, siteCount, ahead }: { state: BoardState; siteCount: number; ahead: Ahead | null }) {
  const mark = marks[state.connection.status];
  if (ahead !== null)
    return (
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h1 className="font-semibold text-xl">Board</h1>
        <p className="text-muted">{fleetWords(state.hosts.size, siteCount)}</p>
      </div>
    );
  return (
    <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
      <h1 className="font-semibold text-xl">Board</h1>
      <p className="text-muted">
        {fleetWords(state.hosts.size, siteCount)}
        {state.lastResultAt === null
          ? state.silentWorkers.length === 0
            ? '. No result yet: the first checks are under way'
            : '. No result yet'
          : ', last result '}
        {state.lastResultAt !== null && <Since at={state.lastResultAt} known={state.generatedAt} />}
        <span title={mark.title} className="ml-3 inline-flex items-center gap-1.5 whitespace-nowrap">
          <span aria-hidden="true" className={`size-2 rounded-full border-2 ${mark.look}`} />
          {mark.words}
        </span>
      </p>
    </div>
  );
}
