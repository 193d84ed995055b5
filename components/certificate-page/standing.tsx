import { certificateStateLooks } from '#components/certificates/state-words.ts';
import { StateTile } from '#components/finding/state-tile.tsx';
import type { StandingView } from '#lib/certificates/details/views.ts';
import type { CertificateState } from '#lib/certificates/inventory/filter.ts';

const sources: Readonly<Record<StandingView['windowsFrom'], string>> = {
  host: 'set for a host that uses it',
  domain: 'set for the domain of its hosts',
  installation: 'set for the whole installation',
  usual: 'the usual ones',
};

/** What follows the word: "Expired 2 days ago", "Valid: 212 days left". */
function rest(state: CertificateState, lifetime: string): string {
  if (state === 'unreadable') return '';
  return state === 'expired' ? lifetime.replace('expired', '') : `: ${lifetime}`;
}

/** The standing as colour, glyph and word; what is not in use is in nobody's way and gets no alarm colour. */
export function Standing({ state, isUsed, lifetime }: { state: CertificateState; isUsed: boolean; lifetime: string }) {
  const { label, look } = certificateStateLooks[state];
  return (
    <span className="inline-flex items-center gap-1.5">
      <StateTile state={isUsed || state === 'valid' ? look : 'not-checked'} size={18} />
      <span>
        <strong className="font-semibold">{label}</strong>
        {rest(state, lifetime)}
      </span>
    </span>
  );
}

/** The windows by which it was judged, in a sentence. */
export const windowsSentence = ({ windows, windowsFrom, windowsDiffer }: StandingView): string =>
  `Judged by the windows ${windows} (${sources[windowsFrom]})${windowsDiffer ? '; other hosts that use it have other windows, and the most urgent outcome is shown' : ''}.`;
