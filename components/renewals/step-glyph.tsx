import { Ban, CircleCheck, CircleDashed, FileBadge, Hourglass, Server } from 'lucide-react';
import type { RenewalStep } from '#lib/certificates/renewals/views.ts';

const glyphs = { open: CircleDashed, ordered: Hourglass, issued: FileBadge, serving: Server, done: CircleCheck, cancelled: Ban };

/** The shape of a step; its word stands beside it. */
export function StepGlyph({ step, size = 16 }: { step: RenewalStep; size?: number }) {
  const Glyph = glyphs[step];
  return <Glyph aria-hidden="true" width={size} height={size} className="shrink-0" />;
}
