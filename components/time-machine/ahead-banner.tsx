import { CalendarClock } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { StateGlyph } from '#components/status/state-glyph.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { type Day, longDayWords } from './days.ts';

type Props = {
  day: Day;
  zone: string;
  /** Address of the same page as of now. */
  back: string;
  /** What is left out of the picture, in a sentence; null when nothing is. */
  gap: string | null;
  /** The form that asks for another day. */
  children: ReactNode;
};

/** Says that a page shows a later day, and what that picture rests on. */
export function AheadBanner({ day, zone, back, gap, children }: Props) {
  return (
    <section aria-label="Time machine" className="rounded-lg border-2 border-link bg-surface px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p role="status" className="flex min-w-0 items-center gap-2 font-semibold text-base">
          <CalendarClock aria-hidden="true" width={20} height={20} className="shrink-0 text-link" />
          As of {longDayWords(day)}, if nothing is renewed
        </p>
        <Link href={back} prefetch={false} className={buttonClass()}>
          Back to now
        </Link>
      </div>
      <p className="mt-1 max-w-4xl text-muted">
        Judged for the end of that day ({zone}) from what was seen last. Only the dates of certificates and their issuers move on;
        everything else stays as it is today. Nothing is probed for it, and nothing here changes by itself.
        {gap === null ? '' : ` ${gap}`}
      </p>
      <details className="mt-1">
        <summary className="w-fit cursor-pointer rounded-sm py-1">Another day</summary>
        <div className="pt-1 pb-1">{children}</div>
      </details>
    </section>
  );
}

/** Says why a day that was asked for cannot be shown. */
export function RefusedDay({ message }: { message: string }) {
  return (
    <div role="alert" className="flex items-start gap-2 rounded-lg border border-line-strong bg-surface px-4 py-2.5">
      <span className="state-fill mt-0.5 grid size-4 shrink-0 place-items-center rounded-sm" data-state="warning">
        <StateGlyph state="warning" size={12} />
      </span>
      <p className="min-w-0 wrap-anywhere">
        {message} <span className="font-medium">This page shows now.</span>
      </p>
    </div>
  );
}
