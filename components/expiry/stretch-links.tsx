import { ChevronLeft, ChevronRight, ZoomIn, ZoomOut } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { buttonClass } from '#components/ui/button.tsx';
import { type PlannerChoice, type PlannerSpan, plannerQuery, plannerSpans } from '#lib/certificates/planner/filter.ts';
import { paths } from '#lib/paths.ts';
import { steered } from './steer.ts';

const spanWords: Readonly<Record<PlannerSpan, string>> = {
  ...{ 4: '4 weeks', 13: '3 months', 26: '6 months' },
  ...{ 53: '1 year', 104: '2 years', 156: '3 years' },
};

/** Moves and zooms the charts; the same as the keys, and within reach of a finger. */
export function StretchLinks({ choice }: { choice: PlannerChoice }) {
  return (
    <nav aria-label="Stretch of time" className="flex flex-wrap items-center gap-1.5">
      <Step choice={choice} keyName="ArrowLeft" label="Earlier">
        <ChevronLeft width={16} height={16} aria-hidden="true" />
      </Step>
      <Step choice={choice} keyName="Home" label="Back to now">
        Now
      </Step>
      <Step choice={choice} keyName="ArrowRight" label="Later">
        <ChevronRight width={16} height={16} aria-hidden="true" />
      </Step>
      <Step choice={choice} keyName="+" label="Closer">
        <ZoomIn width={16} height={16} aria-hidden="true" />
      </Step>
      <Step choice={choice} keyName="-" label="Wider">
        <ZoomOut width={16} height={16} aria-hidden="true" />
      </Step>
      <span className="flex flex-wrap items-center gap-1.5">
        {plannerSpans.map((span) => (
          <Link
            key={span}
            href={paths.expiry(plannerQuery({ ...choice, span }))}
            aria-current={span === choice.span ? 'true' : undefined}
            prefetch={false}
            scroll={false}
            className={`inline-flex min-h-8 items-center rounded-md px-2 ${span === choice.span ? 'bg-sunken font-semibold text-ink' : 'text-muted hover:bg-hover'}`}
          >
            {spanWords[span]}
          </Link>
        ))}
      </span>
    </nav>
  );
}

function Step({ choice, keyName, label, children }: { choice: PlannerChoice; keyName: string; label: string; children: ReactNode }) {
  const next = steered(choice, keyName);
  if (next === null)
    return (
      <span
        aria-hidden="true"
        className="inline-flex min-h-8 min-w-8 items-center justify-center rounded-md border border-line border-dashed px-2 text-muted"
      >
        {children}
      </span>
    );
  return (
    <Link
      href={paths.expiry(plannerQuery(next))}
      prefetch={false}
      scroll={false}
      aria-label={label}
      title={label}
      className={`${buttonClass()} min-w-8 px-2`}
    >
      {children}
    </Link>
  );
}
