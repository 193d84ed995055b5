import type { HostResult, PreflightView, ServedComparison, TrustView } from '#lib/certificates/preflight/views.ts';
import { count, list } from '#lib/diagnosis/reading/wording.ts';

const objects: Readonly<Record<PreflightView['upload']['kind'], string>> = {
  certificates: 'This certificate',
  pfx: 'The certificate in this PFX file',
  request: 'What this request asks for',
};

/** The result in one sentence. */
export function verdictWords({ hosts, upload, leftOutCount }: PreflightView): string {
  const failing = hosts.filter(({ counts }) => counts.fail > 0).length;
  const fileFails = upload.rows.filter(({ outcome }) => outcome === 'fail').length;
  const inFile = fileFails === 0 ? '' : ` The file itself fails ${count(fileFails, 'requirement')}.`;
  const bound =
    leftOutCount === 0 ? '' : ` ${count(leftOutCount, 'further host')} of the domain ${leftOutCount === 1 ? 'was' : 'were'} left out.`;
  const object = objects[upload.kind];
  const sentence =
    failing === 0
      ? `${object} meets every requirement that can be judged beforehand, for ${hosts.length === 1 ? (hosts[0]?.name ?? 'the host') : `all ${hosts.length} hosts`}.`
      : hosts.length === 1
        ? `${object} does not suit ${hosts[0]?.name ?? 'the host'}: ${count(hosts[0]?.counts.fail ?? 0, 'requirement')} not met.`
        : failing === hosts.length
          ? `${object} suits none of ${hosts.length} hosts.`
          : `${object} does not suit ${failing} of ${hosts.length} hosts.`;
  return `${sentence}${inFile}${bound}`;
}

/** By whose trust the chain was judged. */
export function trustWords({ anchorCount, locations, notTrustedAt }: TrustView): string {
  if (anchorCount === 0) return 'No trust anchor is known yet: workers record theirs with their first check.';
  const where = locations.length === 0 ? 'uploaded' : `of ${list(locations)}`;
  const not = notTrustedAt.length === 0 ? '' : ` The root is not trusted at ${list(notTrustedAt)}.`;
  return `Trust by ${count(anchorCount, 'trust anchor')} ${where}.${not}`;
}

/** The certificate served now beside the new one, in a few words. */
export function servedWords({ sameCertificate, sameKey, endsLater, lostNames }: ServedComparison): string {
  if (sameCertificate) return 'serves this very certificate already';
  return [
    sameKey === null ? null : sameKey ? 'same key' : 'another key',
    endsLater === null ? null : endsLater ? 'the new one ends later' : 'the new one does not end later',
    lostNames.length === 0 ? 'no name is lost' : `names lost: ${list(lostNames, 6)}`,
  ]
    .filter((part) => part !== null)
    .join('; ');
}

/** How a host is named in a list of several. */
export const hostsWords = (hosts: readonly string[]): string => list(hosts, 4);

/** The state whose glyph a host's line borrows. */
export const hostState = ({ counts }: HostResult): 'critical' | 'warning' | 'healthy' =>
  counts.fail > 0 ? 'critical' : counts.differs > 0 ? 'warning' : 'healthy';

export const hostStateWords = { critical: 'Not met', warning: 'Sources differ', healthy: 'Met' } as const;
