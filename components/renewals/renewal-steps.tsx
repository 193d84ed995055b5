import type { RenewalProgress, RenewalStep } from '#lib/certificates/renewals/views.ts';
import { stepNames } from './renewal-words.ts';
import { StepGlyph } from './step-glyph.tsx';

const way: readonly RenewalStep[] = ['open', 'ordered', 'issued', 'serving', 'done'];

/** The way from open to done, with the step that the plan stands at. */
export function RenewalSteps({ progress }: { progress: RenewalProgress }) {
  const { step, doorsServed, doorsTotal } = progress;
  if (step === 'cancelled')
    return (
      <p className="flex items-center gap-2 font-semibold">
        <StepGlyph step="cancelled" /> Cancelled
      </p>
    );
  const reached = way.indexOf(step);
  return (
    <ol aria-label="Steps" className="flex flex-col gap-2 sm:flex-row sm:flex-wrap sm:gap-x-1">
      {way.map((one, index) => {
        const isCurrent = index === reached;
        const words =
          one === 'serving' ? `Served on ${doorsServed} of ${doorsTotal} ${doorsTotal === 1 ? 'door' : 'doors'}` : stepNames[one];
        return (
          <li
            key={one}
            aria-current={isCurrent ? 'step' : undefined}
            className={`flex items-center gap-2 rounded-md border px-2.5 py-1 sm:not-first:ml-3 ${isCurrent ? 'border-link bg-hover font-semibold' : 'border-line'} ${index > reached ? 'text-muted' : ''}`}
          >
            <StepGlyph step={one} />
            {words}
            <span className="sr-only">{index < reached ? '(passed)' : isCurrent ? '(now)' : '(to come)'}</span>
          </li>
        );
      })}
    </ol>
  );
}
