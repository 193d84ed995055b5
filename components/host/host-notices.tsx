import type { ReactNode } from 'react';
import { StateTile } from '#components/finding/state-tile.tsx';
import { Moment } from '#components/time/moment.tsx';
import type { HostState, HostView } from '#lib/checks/read/views.ts';

function Notice({ state, children }: { state: HostState; children: ReactNode }) {
  return (
    <div className="mt-3 flex items-start gap-2 rounded-lg border border-line-strong bg-surface px-4 py-2.5">
      <span className="mt-0.5 shrink-0">
        <StateTile state={state} size={16} />
      </span>
      <p className="min-w-0 wrap-anywhere">{children}</p>
    </div>
  );
}

const minutesWords = (seconds: number): string => (seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`);

/** What a reader must know before the findings: paused, stale, not checked, not judged. */
export function HostNotices({ view }: { view: HostView }) {
  const { door, paused, unknownBecause, ldapsIntended, bindAccount } = view;
  return (
    <>
      {paused && (
        <Notice state="maintenance">
          Paused <Moment at={paused.since} />
          {paused.reason && <>: {paused.reason}</>}. Nothing is checked until it is resumed; what follows is what was seen last.
        </Notice>
      )}
      {door.state === 'stale' && door.checkedAt && (
        <Notice state="stale">
          Old result: the last check was <Moment at={door.checkedAt} />, and one is due every {minutesWords(door.intervalSeconds)}. It may
          have changed since.
        </Notice>
      )}
      {door.state === 'not-checked' && !paused && !unknownBecause && ldapsIntended && (
        <Notice state="not-checked">
          Not checked yet.{' '}
          {door.nextDueAt ? (
            <>
              The first check is due <Moment at={door.nextDueAt} />; this page fills in by itself.
            </>
          ) : (
            'Probe now starts the first check.'
          )}
        </Notice>
      )}
      {!ldapsIntended && (
        <Notice state="maintenance">
          LDAPS is not intended on this host: it is not probed on TLS ports, and nothing is judged. Edit the host if that has changed.
        </Notice>
      )}
      {bindAccount?.heldSince && (
        <Notice state="warning">
          The account for sign-in checks is on hold since <Moment at={bindAccount.heldSince} />, so that it is not locked out. No check
          signs in until a person confirms it: see “Account for sign-in checks” under Edit. {bindAccount.heldBecause}
        </Notice>
      )}
      {unknownBecause && <Notice state="not-checked">This check could not judge the host: {unknownBecause}</Notice>}
    </>
  );
}
