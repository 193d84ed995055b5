import { createHash } from 'node:crypto';
import type { CertificateFacts, PathStep, TrustResult } from '../evidence.ts';
import { BoundedCache } from './bounded-cache.ts';
import { type CandidatePath, findPaths } from './find-paths.ts';
import { findViolations, isPathLengthKept, maySignCertificates } from './path-violations.ts';
import { readCertificateFully } from './read-certificate.ts';
import { findStrictViolations } from './strict-violations.ts';
import type { TrustAnchors } from './trust-anchors.ts';

/** Certificates looked at per message; what follows is reported as unused. */
const MOST_SENT = 32;
const results = new BoundedCache<string, TrustResult>(10_000);

const endingRank = { anchored: 0, 'untrusted-root': 1, 'issuer-missing': 2 } as const;

interface JudgedPath {
  readonly path: CandidatePath;
  readonly violations: TrustResult['violations'];
  readonly strictViolations: TrustResult['strictViolations'];
  /** First moment at which a certificate of the path ends, as ISO text. */
  readonly earliestEnd: string;
}

function judge(path: CandidatePath): JudgedPath {
  const ends = path.steps.map((step) => step.certificate.facts.notAfter ?? '').sort();
  return { path, violations: findViolations(path), strictViolations: findStrictViolations(path), earliestEnd: ends[0] ?? '' };
}

/** Anchored before others, unbroken before broken, longer-lasting before shorter-lasting, strict before loose, else the one found first. */
function compare(one: JudgedPath, other: JudgedPath): number {
  return (
    endingRank[one.path.ending] - endingRank[other.path.ending] ||
    one.violations.length - other.violations.length ||
    (one.earliestEnd === other.earliestEnd ? 0 : one.earliestEnd > other.earliestEnd ? -1 : 1) ||
    one.strictViolations.length - other.strictViolations.length
  );
}

function pathSteps(path: CandidatePath): PathStep[] {
  return path.steps.map((step, index) => {
    const { facts } = step.certificate;
    const isAnchor = step.anchorStore !== null;
    return {
      sha256: facts.sha256,
      subject: facts.subject,
      from: step.sentIndex === null ? 'anchors' : 'server',
      sentIndex: step.sentIndex,
      signatureGood: step.signatureGood,
      isAnchor,
      notBefore: facts.notBefore,
      notAfter: facts.notAfter,
      maySignCertificates: index === 0 ? null : maySignCertificates(step.certificate, isAnchor),
      pathLengthKept: isPathLengthKept(path, index),
    };
  });
}

/**
 * Builds the best path from the leaf (the first certificate sent) to a trust anchor and reports the rules it breaks, apart from
 * dates (RFC 5280 section 6; path building as in RFC 4158). Wrong order, duplicates and strangers among the sent certificates do
 * not matter to the path, they are reported. Any certificate put among the anchors is trusted as such, be it a root, an
 * intermediate or the leaf itself. The chain deserves trust only when it is anchored and breaks no rule. Never throws; results are kept, so treat them as read-only.
 */
export function buildTrust(sent: readonly CertificateFacts[], anchors: TrustAnchors): TrustResult {
  const fingerprints = createHash('sha256').update(anchors.id);
  for (const facts of sent) fingerprints.update(facts.sha256);
  return results.getOrMake(fingerprints.digest('hex'), () => buildTrustNow(sent, anchors));
}

function buildTrustNow(sent: readonly CertificateFacts[], anchors: TrustAnchors): TrustResult {
  const considered = sent.slice(0, MOST_SENT).map((facts) => readCertificateFully(Buffer.from(facts.der, 'base64')));
  const best = findPaths(considered, anchors).map(judge).sort(compare)[0];
  const path = best === undefined ? [] : pathSteps(best.path);
  const last = best?.path.steps.at(-1);
  const used = new Set(path.flatMap((step) => step.sentIndex ?? []));
  const usedInOrder = path.flatMap((step) => step.sentIndex ?? []);
  return {
    path,
    ending: best?.path.ending ?? 'issuer-missing',
    anchor:
      last === undefined || last.anchorStore === null
        ? null
        : { sha256: last.certificate.facts.sha256, subject: last.certificate.facts.subject, store: last.anchorStore },
    violations: best?.violations ?? [],
    strictViolations: best?.strictViolations ?? [],
    sentInOrder: usedInOrder.every((sentIndex, place) => sentIndex === place),
    unusedSent: sent.flatMap((_, index) => (used.has(index) ? [] : [index])),
    anchorCount: anchors.count,
  };
}
