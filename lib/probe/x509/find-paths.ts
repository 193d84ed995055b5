import type { CertificateFacts } from '../evidence.ts';
import type { ReadCertificate } from './read-certificate.ts';
import { isSignedBy } from './signature.ts';
import type { TrustAnchors } from './trust-anchors.ts';

/** One certificate on a candidate path. */
interface PathCertificate {
  readonly certificate: ReadCertificate;
  /** Place in the message; null for a certificate that only the anchors hold. */
  readonly sentIndex: number | null;
  /** Name of the store when it is an anchor. */
  readonly anchorStore: string | null;
  /** Does the next certificate's key verify this one's signature? Null when nothing is above. */
  readonly signatureGood: boolean | null;
}

type PathEnding = 'anchored' | 'untrusted-root' | 'issuer-missing';

/** A path from the leaf upwards, not yet judged. */
export interface CandidatePath {
  readonly steps: readonly PathCertificate[];
  readonly ending: PathEnding;
  /** The last certificate names itself as issuer, but its own key does not verify its signature. */
  readonly brokenSelfSignature: boolean;
}

/** Limits of the search: a hostile server may send as many look-alike authorities as fit into its message. */
const LONGEST_PATH = 10;
const MOST_SIGNATURE_CHECKS = 64;
const MOST_CANDIDATES = 32;
const MOST_PATHS = 32;

interface Issuer {
  readonly certificate: ReadCertificate;
  readonly sentIndex: number | null;
  readonly anchorStore: string | null;
}

/** Do the key identifiers say that `issuer` made the certificate? Null when one of them is silent. */
export function identifiersAgree(certificate: CertificateFacts, issuer: CertificateFacts): boolean | null {
  if (certificate.authorityKeyIdentifier === null || issuer.subjectKeyIdentifier === null) return null;
  return certificate.authorityKeyIdentifier === issuer.subjectKeyIdentifier;
}

/**
 * All paths from the leaf to an anchor, a self-signed certificate or a dead end, within the limits; at least one. Issuers are
 * found by name and signature; key identifiers only decide the order of trying, and whether an issuer whose signature fails is
 * still meant. Anchors are tried before sent certificates, so that an old copy of a root in the message does no harm.
 */
export function findPaths(sent: readonly ReadCertificate[], anchors: TrustAnchors): CandidatePath[] {
  const paths: CandidatePath[] = [];
  let signatureChecks = 0;

  const issuersOf = (certificate: ReadCertificate, below: ReadonlySet<string>): { issuer: Issuer; signatureGood: boolean }[] => {
    if (certificate.names === null) return [];
    const wanted = certificate.names.issuer.key;
    const known = new Set(below);
    const candidates: Issuer[] = [];
    for (const anchor of anchors.bySubject(wanted)) {
      if (known.has(anchor.sha256)) continue;
      known.add(anchor.sha256);
      const sentIndex = sent.findIndex((one) => one.facts.sha256 === anchor.sha256);
      candidates.push({ certificate: anchor.certificate(), sentIndex: sentIndex === -1 ? null : sentIndex, anchorStore: anchor.store });
    }
    for (const [sentIndex, one] of sent.entries()) {
      if (one.names?.subject.key !== wanted || known.has(one.facts.sha256)) continue;
      known.add(one.facts.sha256);
      candidates.push({ certificate: one, sentIndex, anchorStore: null });
    }
    const rank = (issuer: Issuer): number => {
      const agree = identifiersAgree(certificate.facts, issuer.certificate.facts);
      return agree === true ? 0 : agree === null ? 1 : 2;
    };
    const ranked = candidates.sort((one, other) => rank(one) - rank(other)).slice(0, MOST_CANDIDATES);
    const checked = ranked.flatMap((issuer) => {
      if (signatureChecks >= MOST_SIGNATURE_CHECKS || issuer.certificate.facts.malformed !== null) return [];
      signatureChecks++;
      return [{ issuer, signatureGood: isSignedBy(certificate.facts, issuer.certificate.facts) }];
    });
    const good = checked.filter((one) => one.signatureGood);
    return good.length > 0 ? good : checked.filter((one) => rank(one.issuer) < 2).slice(0, 1);
  };

  const climb = (below: readonly PathCertificate[], current: Issuer): void => {
    if (paths.length >= MOST_PATHS) return;
    const end = (ending: PathEnding, brokenSelfSignature = false): void => {
      paths.push({ steps: [...below, { ...current, signatureGood: null }], ending, brokenSelfSignature });
    };
    const { facts, names } = current.certificate;
    if (current.anchorStore !== null) {
      end('anchored');
      return;
    }
    if (facts.selfSigned) {
      end('untrusted-root');
      return;
    }
    const fingerprints = new Set([...below.map((step) => step.certificate.facts.sha256), facts.sha256]);
    const issuers = below.length + 1 < LONGEST_PATH ? issuersOf(current.certificate, fingerprints) : [];
    for (const { issuer, signatureGood } of issuers) climb([...below, { ...current, signatureGood }], issuer);
    if (issuers.length > 0) return;
    const namesItself = names !== null && names.subject.key === names.issuer.key && identifiersAgree(facts, facts) !== false;
    end(namesItself ? 'untrusted-root' : 'issuer-missing', namesItself);
  };

  const leaf = sent[0];
  if (leaf !== undefined) climb([], { certificate: leaf, sentIndex: 0, anchorStore: anchors.bySha256(leaf.facts.sha256)?.store ?? null });
  return paths;
}
