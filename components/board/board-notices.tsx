'use client';

import { CloudOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { liveConnection } from '#components/live/use-live.ts';
import { StateGlyph } from '#components/status/state-glyph.tsx';
import { useTimeZone } from '#components/time/time-zone.tsx';
import { momentWords } from '#components/time/words.ts';
import { Button } from '#components/ui/button.tsx';
import type { WorkerNotice } from '#lib/checks/read/views.ts';
import { monotonicMs } from '#lib/clock.ts';
import type { Connection } from './board-state.ts';
import { ageWords } from './host-words.ts';

function silenceWords({ location, lastSeenAt, networkGoneSince }: WorkerNotice, now: Date): string {
  if (networkGoneSince !== null)
    return `The network of the location ${location} itself has been gone for ${ageWords(networkGoneSince, now)}; no host is blamed for that`;
  return lastSeenAt === null
    ? `The worker at ${location} has not reported yet`
    : `The worker at ${location} has been silent for ${ageWords(lastSeenAt, now)}`;
}

function hostWords({ hostCount, networkGoneSince }: WorkerNotice): string {
  if (hostCount === 0) return '';
  if (networkGoneSince !== null)
    return hostCount === 1
      ? 'Its one host is not checked from there.'
      : `Its ${hostCount.toLocaleString('en')} hosts are not checked from there.`;
  return hostCount === 1
    ? 'Its one host keeps its last result from there until it runs again.'
    : `Its ${hostCount.toLocaleString('en')} hosts keep their last results from there until it runs again.`;
}

/** A location that does not look or cannot, and what that does to the board. */
export function SilentWorkers({ workers, now }: { workers: readonly WorkerNotice[]; now: Date }) {
  return workers.map((worker) => (
    <p key={worker.location} className="state-fill flex items-center gap-2 rounded-md px-3 py-1.5 font-medium" data-state="stale">
      <StateGlyph state="stale" size={16} />
      <span className="rounded bg-page px-1.5">
        {silenceWords(worker, now)}. {hostWords(worker)}
      </span>
    </p>
  ));
}

/** Says that the board is no longer kept current. The board itself stays as it was last seen. */
export function OfflineNotice({ connection, now }: { connection: Connection; now: Date }) {
  const zone = useTimeZone();
  const [since] = useState(now);
  const [leftMs, setLeftMs] = useState(connection.retryInMs ?? 0);
  useEffect(() => {
    const startedMs = monotonicMs();
    const read = () => setLeftMs(Math.max(0, (connection.retryInMs ?? 0) - (monotonicMs() - startedMs)));
    read();
    const timer = setInterval(read, 1_000);
    return () => clearInterval(timer);
  }, [connection]);
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md border border-warning bg-surface px-3 py-1.5">
      <CloudOff width={16} height={16} aria-hidden="true" className="shrink-0 text-warning" />
      <span>Could not refresh since {momentWords(since, zone)}. What you see is from before.</span>
      {/* Counts each second: not for a screen reader, which would read each of them. */}
      <span aria-hidden="true" className="text-muted">
        Retrying in {Math.ceil(leftMs / 1_000)} s
      </span>
      <Button onClick={() => liveConnection().retry()}>Retry</Button>
    </div>
  );
}
