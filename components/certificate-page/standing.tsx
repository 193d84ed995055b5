import { StateTile } from '#components/finding/state-tile.tsx';
import type { CertificateStanding, StandingView } from '#lib/certificates/details/views.ts';
import type { HostState } from '#lib/checks/read/views.ts';

/** The word of a standing, as a label. */
export const standingWords: Readonly<Record<CertificateStanding, string>> = {
  expired: 'Expired',
  critical: 'Critical',
  warning: 'Warning',
  distant: 'Valid',
  'not-yet-valid': 'Not valid yet',
  unreadable: 'Cannot be read',
};

const states: Readonly<Record<CertificateStanding, HostState>> = {
  expired: 'critical',
  critical: 'critical',
  warning: 'warning',
  distant: 'healthy',
  'not-yet-valid': 'critical',
  unreadable: 'critical',
};

const sources: Readonly<Record<StandingView['windowsFrom'], string>> = {
  host: 'set for a host that uses it',
  domain: 'set for the domain of its hosts',
  installation: 'set for the whole installation',
  usual: 'the usual ones',
};

/** The standing as colour, glyph and word; what is not in use is in nobody's way and gets no alarm colour. */
export function Standing({ standing, isUsed, lifetime }: { standing: CertificateStanding; isUsed: boolean; lifetime: string }) {
  const isAlarm = isUsed || standing === 'distant';
  return (
    <span className="inline-flex items-center gap-1.5">
      <StateTile state={isAlarm ? states[standing] : 'not-checked'} size={18} />
      <span>
        <strong className="font-semibold">{standingWords[standing]}</strong>
        {standing === 'unreadable' ? '' : `: ${lifetime}`}
      </span>
    </span>
  );
}

/** The windows by which it was judged, in a sentence. */
export const windowsSentence = ({ windows, windowsFrom, windowsDiffer }: StandingView): string =>
  `Judged by the windows ${windows} (${sources[windowsFrom]})${windowsDiffer ? '; other hosts that use it have other windows, and the most urgent outcome is shown' : ''}.`;
