import { StateGlyph } from '#components/status/state-glyph.tsx';
import type { RenewalProgress } from '#lib/certificates/renewals/views.ts';
import { sentenceCase } from './renewal-words.ts';
import { StepGlyph } from './step-glyph.tsx';

/** Where a plan stands, as colour, glyph and words. */
export function RenewalBadge({ progress }: { progress: RenewalProgress }) {
  const { concern, step, label } = progress;
  const state = concern === 'overdue' ? 'critical' : concern === 'at-risk' ? 'warning' : step === 'done' ? 'healthy' : null;
  const shape = 'inline-flex items-center gap-1.5 rounded px-2 py-0.5 font-semibold';
  if (state === null)
    return (
      <span className={`${shape} border border-line-strong`}>
        <StepGlyph step={step} size={14} />
        {sentenceCase(label)}
      </span>
    );
  return (
    <span className={`state-fill ${shape}`} data-state={state}>
      <StateGlyph state={state} size={14} />
      {sentenceCase(label)}
    </span>
  );
}
