import { durationWords } from '#components/time/words.ts';
import type { HostView } from '#lib/checks/read/views.ts';

/** A scan runs daily, so one of this age was missed at least once. */
const oldAfterMs = 2 * 86_400_000;

type Scanned = Pick<HostView, 'deepScan' | 'paused' | 'ldapsIntended' | 'generatedAt'>;

/** Why there is no deep scan to be shown. */
export function emptyScanWords({ paused, ldapsIntended, deepScan }: Scanned): string {
  if (deepScan.running) return 'The first deep scan is running now; this page fills in by itself.';
  if (!ldapsIntended) return 'Not scanned: LDAPS is not intended on this host.';
  if (paused) return 'Not scanned yet: nothing is asked while the host is paused.';
  return 'Not scanned yet: a deep scan runs daily, the first one within minutes of a check that got as far as TLS.';
}

/** That the scan shown is too old to rely on; null when it is not. */
export function oldScanWords({ deepScan: { at }, paused, ldapsIntended, generatedAt }: Scanned): string | null {
  const ageMs = at === null ? 0 : Date.parse(generatedAt) - Date.parse(at);
  if (ageMs <= oldAfterMs) return null;
  const why = paused
    ? 'none runs while the host is paused'
    : ldapsIntended
      ? 'one is meant to run daily'
      : 'none runs where LDAPS is not intended';
  return `Stale: this scan is ${durationWords(ageMs)} old, and ${why}. It may have changed since.`;
}
