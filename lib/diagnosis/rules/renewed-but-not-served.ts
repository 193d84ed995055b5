import type { CertificateFacts } from '../../probe/evidence.ts';
import { article } from '../article/texts/renewed-but-not-served.ts';
import type { AnnouncedLeaf } from '../knowledge.ts';
import { knownLeafWords, servedLeafWords } from '../reading/leaf-words.ts';
import { servedBy } from '../reading/served.ts';
import { duration, minuteTime } from '../reading/wording.ts';
import type { AddressContext, AddressRule } from '../rule.ts';

/** Is the announced certificate the younger one: begins later and ends later? */
const isNewer = (announced: AnnouncedLeaf, { notBefore, notAfter }: CertificateFacts): boolean =>
  announced.notBefore !== null &&
  announced.notAfter !== null &&
  notBefore !== null &&
  notAfter !== null &&
  new Date(announced.notBefore) > new Date(notBefore) &&
  new Date(announced.notAfter) > new Date(notAfter);

const isValidAt = ({ notBefore, notAfter }: AnnouncedLeaf, now: Date): boolean =>
  notBefore !== null && notAfter !== null && new Date(notBefore) <= now && now <= new Date(notAfter);

/** The newest certificate that should be served in place of this one; what was announced after the probe is not judged by it. */
function awaited({ attempt, evidence, knowledge, now }: AddressContext): AnnouncedLeaf | null {
  const leaf = servedBy(attempt)?.leaf;
  if (leaf === undefined) return null;
  const newer = knowledge.announcedLeaves.filter(
    (announced) =>
      announced.sha256 !== leaf.sha256 &&
      new Date(announced.announcedAt) <= new Date(evidence.startedAt) &&
      isNewer(announced, leaf) &&
      isValidAt(announced, now),
  );
  return newer.toSorted((one, other) => (other.notBefore ?? '').localeCompare(one.notBefore ?? ''))[0] ?? null;
}

/**
 * 429: a newer certificate was announced for this host, and an older one is still served. What follows from the older one (its end
 * coming near, another door that has the newer one) stands beside it only where it is worse.
 */
export const renewedButNotServed: AddressRule = {
  scope: 'address',
  id: 'renewed-but-not-served',
  no: 429,
  stage: 'certificate',
  severities: ['warning'],
  title: 'The renewed certificate is not served',
  suppresses: ['doors-serve-different-certificates'],
  article,
  applies: ({ attempt, knowledge, subject }) =>
    knowledge.announcedLeaves.length > 0 && !subject.standsForDomain && servedBy(attempt) !== null,
  check(context) {
    const leaf = servedBy(context.attempt)?.leaf;
    const announced = awaited(context);
    if (leaf === undefined || announced === null) return null;
    const announcedAt = new Date(announced.announcedAt);
    const ago = duration(context.now.getTime() - announcedAt.getTime());
    return {
      summary: `A newer certificate was announced for this host ${ago} ago, and the server still serves the older one.`,
      facts: {
        announcedSha256: announced.sha256,
        announcedAt: announced.announcedAt,
        announcedNotBefore: announced.notBefore,
        announcedNotAfter: announced.notAfter,
        sha256: leaf.sha256,
        notBefore: leaf.notBefore,
        notAfter: leaf.notAfter,
      },
      observations: [
        { label: 'Certificate served', seen: servedLeafWords(leaf), healthy: knownLeafWords(announced) },
        { label: 'Announced', seen: minuteTime(announcedAt), healthy: 'Served soon after it was announced' },
      ],
    };
  },
};
