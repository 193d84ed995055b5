import type { CertificateFacts } from '../../evidence.ts';
import type { RevocationCheck, RevocationPath } from '../../revocation/contract.ts';
import { buildTrust } from '../../x509/build-trust.ts';
import type { TrustAnchors } from '../../x509/trust-anchors.ts';

/** A check that is told to stop tells what it knows by then; it is given this long, in milliseconds. */
const LAST_WORD_MS = 250;

type Outcome = Awaited<ReturnType<RevocationCheck>>;

/** The path from the leaf upwards, each certificate followed by its issuer, of what was sent and of the anchors. */
export function pathOf(sent: readonly CertificateFacts[], anchors: TrustAnchors): RevocationPath {
  const bySha256 = new Map(sent.map((facts) => [facts.sha256, facts]));
  const { path, ending, violations } = buildTrust(sent, anchors);
  return {
    certificates: path.flatMap(({ sha256 }) => bySha256.get(sha256) ?? anchors.bySha256(sha256)?.certificate().facts ?? []),
    trusted: ending === 'anchored' && violations.length === 0 && path.every((step) => step.isAnchor || step.signatureGood === true),
  };
}

/**
 * Hands the path to the check and waits for it as long as the signal allows, and a moment longer. Null when it failed or gave no
 * answer, which it promises not to.
 */
export function askRevocation(
  check: RevocationCheck,
  path: RevocationPath,
  staple: Uint8Array | null,
  signal: AbortSignal,
): Promise<Outcome | null> {
  if (signal.aborted) return Promise.resolve(null);
  return new Promise((resolve) => {
    let lastWord: NodeJS.Timeout | undefined;
    const onAbort = () => {
      lastWord = setTimeout(() => end(null), LAST_WORD_MS);
    };
    const end = (outcome: Outcome | null) => {
      clearTimeout(lastWord);
      signal.removeEventListener('abort', onAbort);
      resolve(outcome);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    Promise.resolve()
      .then(() => check(path, staple, signal))
      .then(end, () => end(null));
  });
}
