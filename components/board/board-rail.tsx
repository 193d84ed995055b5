'use client';

import Link from 'next/link';
import { type ReactNode, useId } from 'react';
import { StateGlyph } from '#components/status/state-glyph.tsx';
import { stateWords } from '#components/status/state-words.ts';
import type { BoardHost, BoardView } from '#lib/checks/read/views.ts';
import { paths } from '#lib/paths.ts';
import { type Ahead, useHostAddress } from './ahead.ts';
import { acceptedWords, ageWords, expiryWords } from './host-words.ts';
import { changedWithinHour, nextToExpire, rankCauses } from './tally.ts';

const nextToExpireMax = 8;
const changedMax = 8;
const row = 'flex items-start justify-between gap-x-3 border-line border-t py-1.5 first:border-t-0';

function Card({ title, empty, children }: { title: string; empty: string | null; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="min-w-0 rounded-lg border border-line bg-surface px-3 py-2.5">
      <h2 id={id} className="mb-1 font-semibold">
        {title}
      </h2>
      {empty === null ? <ul>{children}</ul> : <p className="text-muted">{empty}</p>}
    </section>
  );
}

function HostLink({ name }: { name: string }) {
  const addressOf = useHostAddress();
  return (
    <Link
      href={addressOf(name)}
      prefetch={false}
      className="min-w-0 wrap-anywhere font-mono text-ink text-xs underline-offset-2 hover:underline"
      title={name}
    >
      {name}
    </Link>
  );
}

type Props = {
  hosts: readonly BoardHost[];
  changed: BoardView['changedLastHour'];
  now: Date;
  ahead: Ahead | null;
  cause: string | null;
  onCause: (id: string | null) => void;
};

/** What stands out of the whole fleet, whatever is filtered: causes, news, and what expires next. */
export function BoardRail({ hosts, changed, now, ahead, cause, onCause }: Props) {
  const causes = rankCauses(hosts);
  const emptyWords = hosts.every(({ state }) => state === 'not-checked') ? 'Nothing was checked yet.' : 'Nothing fails.';
  const news = changedWithinHour(changed, now);
  const byName = new Map(hosts.map((host) => [host.name, host]));
  const accepted = (name: string) => acceptedWords(byName.get(name) ?? {});
  const soon = nextToExpire(hosts, now, nextToExpireMax);
  return (
    <aside aria-label="Summary" className="grid content-start gap-3 sm:max-xl:grid-cols-3">
      <Card title="Failing by cause" empty={causes.length === 0 ? emptyWords : null}>
        {causes.map(({ id, title, hostCount, worst }) => (
          <li key={id} className={row}>
            <Link
              href={paths.boardFiltered({ ...(ahead === null ? {} : { at: ahead.day }), cause: id })}
              prefetch={false}
              aria-current={cause === id ? 'true' : undefined}
              className="flex min-w-0 gap-1.5 text-ink underline-offset-2 hover:underline aria-[current]:font-semibold"
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                onCause(cause === id ? null : id);
              }}
            >
              <span className={worst === 'critical' ? 'mt-0.5 text-critical' : 'mt-0.5 text-warning'}>
                <StateGlyph state={worst} size={14} />
                <span className="sr-only">{stateWords[worst]}: </span>
              </span>
              {title}
            </Link>
            <span>
              {hostCount}
              <span className="sr-only"> {hostCount === 1 ? 'host' : 'hosts'}</span>
            </span>
          </li>
        ))}
      </Card>
      {ahead === null && (
        <Card title="Changed in the last hour" empty={news.length === 0 ? 'Nothing changed.' : null}>
          {news.slice(0, changedMax).map(({ name, state, since }) => (
            <li key={name} className={`flex-wrap ${row}`}>
              <HostLink name={name} />
              <span className="shrink-0 text-muted text-xs">
                {[stateWords[state], accepted(name), `${ageWords(since, now)} ago`].filter((part) => part !== null).join(', ')}
              </span>
            </li>
          ))}
          {news.length > changedMax && <li className="text-muted">and {news.length - changedMax} more</li>}
        </Card>
      )}
      <Card title="Next to expire" empty={soon.length === 0 ? 'No certificate was seen yet.' : null}>
        {soon.map((host) => (
          <li key={host.name} className={row}>
            <HostLink name={host.name} />
            <span className="shrink-0 text-xs">{expiryWords(host, now)}</span>
          </li>
        ))}
      </Card>
    </aside>
  );
}
