import { StateGlyph } from '#components/status/state-glyph.tsx';
import { stateLabels } from '#components/status/state-words.ts';
import { hostStates } from '#lib/checks/read/views.ts';

const block = 'rounded bg-sunken motion-safe:animate-pulse';

/** The outline of the board while it is read: the same six chips and rows of sites. */
export function BoardSkeleton() {
  return (
    <div role="status" aria-label="Loading the board" className="space-y-3">
      <p className="font-semibold text-xl">Board</p>
      <div className="flex gap-2 overflow-hidden md:flex-wrap" aria-hidden="true">
        {hostStates.map((state) => (
          <span key={state} className="inline-flex min-h-8 shrink-0 items-center gap-2 rounded-full border border-line px-3 text-muted">
            <StateGlyph state={state} size={14} />
            {stateLabels[state]}
          </span>
        ))}
      </div>
      <div className={`h-8 w-72 max-w-full ${block}`} />
      {['w-3/4', 'w-1/2', 'w-2/3', 'w-1/3'].map((width) => (
        <div key={width} className="grid gap-x-4 gap-y-2 border-line border-t py-2.5 md:grid-cols-[9.5rem_minmax(0,1fr)]">
          <div className={`h-5 w-24 ${block}`} />
          <div className={`h-6 ${width} ${block}`} />
        </div>
      ))}
    </div>
  );
}
