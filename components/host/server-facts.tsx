import { clockAheadMs, directoryServerOf } from '#lib/diagnosis/reading/directory-server.ts';
import type { Attempt } from '#lib/probe/evidence.ts';

function Line({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  );
}

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

/** `0.4 s behind`, `3 min 5 s ahead`, or `the same as ours` within a second: rootDSE times may have whole seconds only. */
export function clockWords(aheadMs: number): string {
  const seconds = Math.abs(aheadMs) / 1_000;
  if (seconds < 1) return 'the same as ours, within a second';
  const whole = Math.round(seconds);
  const size = whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${size} ${aheadMs > 0 ? 'ahead of' : 'behind'} ours`;
}

/** What the server says of itself in its rootDSE, as an administrator reads it. */
export function ServerFacts({ attempt }: { attempt: Attempt }) {
  const server = attempt.directory.status === 'ok' ? directoryServerOf(attempt.directory.data.rootDse) : null;
  if (server === null) return <p className="text-muted">The rootDSE was not read, so the server says nothing of itself.</p>;
  const aheadMs = clockAheadMs(attempt);
  return (
    <dl className="grid grid-cols-1 gap-x-4 gap-y-1 sm:grid-cols-[9rem_minmax(0,1fr)]">
      <Line label="Kind">{server.kind}</Line>
      {server.generation && <Line label="Release">{server.generation} (by its functional level, not its exact release)</Line>}
      {server.vendor && <Line label="Vendor">{server.vendor}</Line>}
      {server.hostName && (
        <Line label="Calls itself">
          <span className="font-mono">{server.hostName}</span>
        </Line>
      )}
      {server.domain && (
        <Line label="Domain">
          <span className="font-mono">{server.domain}</span>
        </Line>
      )}
      {server.site && <Line label="Site">{server.site}</Line>}
      {server.isGlobalCatalogReady !== null && <Line label="Global catalog ready">{yesNo(server.isGlobalCatalogReady)}</Line>}
      {server.isSynchronized !== null && <Line label="Synchronised">{yesNo(server.isSynchronized)}</Line>}
      {aheadMs !== null && <Line label="Clock">{clockWords(aheadMs)} (half the round trip taken off)</Line>}
    </dl>
  );
}
