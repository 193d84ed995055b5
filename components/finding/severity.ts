import type { HostState } from '#lib/checks/read/views.ts';
import type { Confidence, Severity } from '#lib/diagnosis/rule.ts';

/** The state whose glyph and colour a severity borrows; a notice is no trouble. */
export const severityState = (severity: Severity): HostState => (severity === 'notice' ? 'maintenance' : severity);

export const severityWords: Readonly<Record<Severity, string>> = { critical: 'Critical', warning: 'Warning', notice: 'Notice' };

/** How sure the evidence makes us, in a sentence. */
export const confidenceWords: Readonly<Record<Confidence, string>> = {
  certain: 'Certain: read off the wire',
  high: 'Confidence high: inferred, little else looks like this',
  medium: 'Confidence medium: likely, other causes are possible',
  low: 'Confidence low: possible, check the other causes first',
};
