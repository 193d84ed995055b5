import type { Attempt, CertificateFacts, NameResult, PathStep, TrustResult } from '../../probe/evidence.ts';

/** The certificates of one handshake, with a leaf that could be read. */
export type Served = {
  leaf: CertificateFacts;
  sent: readonly CertificateFacts[];
  trust: TrustResult;
  name: NameResult;
};

/** Null when no certificate was received, or the leaf is malformed (its facts are empty then, and say nothing). */
export function servedBy(attempt: Attempt): Served | null {
  if (attempt.certificate.status !== 'ok') return null;
  const { sent, trust, name } = attempt.certificate.data;
  const leaf = sent[0];
  return leaf === undefined || leaf.malformed !== null ? null : { leaf, sent, trust, name };
}

/** A step of the path, with the facts of its certificate where the server sent it (null for those added from the anchors). */
export type SentStep = { step: PathStep; facts: CertificateFacts | null };

/** The path from the leaf up, each step joined with what was sent for it. */
export const stepsOf = ({ sent, trust }: Served): readonly SentStep[] =>
  trust.path.map((step) => ({ step, facts: step.sentIndex === null ? null : (sent[step.sentIndex] ?? null) }));
