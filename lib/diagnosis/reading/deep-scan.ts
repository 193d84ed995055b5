import type { DeepScan, VersionAnswer } from '../../probe/deep-scan/record.ts';
import type { AddressContext } from '../rule.ts';
import { minuteTime } from './wording.ts';

/** A deep scan is made daily; one older than a week says little of the server as it is now. */
const countsForMs = 7 * 86_400_000;

/** Is the deep scan young enough, at the time of judging, to speak for the server? */
export const isRecent = (scan: DeepScan, now: Date): boolean => now.getTime() - new Date(scan.startedAt).getTime() <= countsForMs;

/**
 * The deep scan that speaks for this address now: not older than a week, of this very address, with at least one answer, and the
 * address still completes a handshake. Null otherwise.
 */
export function deepScanOf({ attempt, knowledge, now }: AddressContext): DeepScan | null {
  const scan = knowledge.deepScan;
  if (scan === null || attempt.handshake.status !== 'ok' || scan.outcome === 'not-reachable') return null;
  return scan.address === attempt.address && isRecent(scan, now) ? scan : null;
}

/** `deep scan of 2026-11-20 06:00 UTC`: where and when it was seen. */
export const scanWords = ({ startedAt }: DeepScan): string => `deep scan of ${minuteTime(new Date(startedAt))}`;

export const offeredVersions = (scan: DeepScan): readonly VersionAnswer[] => scan.versions.filter(({ offered }) => offered === 'yes');

/** `TLS 1.0` for `TLSv1`. */
export const versionName = (protocol: string): string =>
  protocol === 'TLSv1' ? 'TLS 1.0' : protocol.replace('TLSv', 'TLS ').replace('SSLv', 'SSL ');
