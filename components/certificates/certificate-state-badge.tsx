import { StateGlyph } from '#components/status/state-glyph.tsx';
import type { CertificateState } from '#lib/certificates/inventory/filter.ts';
import { certificateStateLooks } from './state-words.ts';

/** How a certificate's dates stand, as colour, glyph and word. */
export function CertificateStateBadge({ state }: { state: CertificateState }) {
  const { label, look } = certificateStateLooks[state];
  return (
    <span className="state-fill inline-flex items-center gap-1.5 whitespace-nowrap rounded px-2 py-0.5 font-semibold" data-state={look}>
      <StateGlyph state={look} size={14} />
      {label}
    </span>
  );
}
