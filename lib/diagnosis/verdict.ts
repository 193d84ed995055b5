import { type Attempt, type Evidence, notIntendedBecause } from '../probe/evidence.ts';
import { judgedAttempts, probeCouldNotRun } from './reading/own-network.ts';
import { stalledDuring, stallWords } from './reading/stalled-prober.ts';
import type { Diagnosis, Finding, Severity } from './rule.ts';
import { isAccepted } from './waivers.ts';

type Judgement = Pick<Diagnosis, 'verdict' | 'unknownBecause'>;

/** Of a host where LDAPS is not intended: nothing can be wrong with what nobody asks for. */
export const nothingExpected: Judgement = { verdict: 'healthy', unknownBecause: null };

/** The stages that a healthy probe has passed; StartTLS and bind only where they apply. */
const necessary = ['connect', 'startTls', 'handshake', 'certificate', 'directory', 'bind'] as const;
const mayBeSkipped: readonly string[] = ['startTls', 'bind'];

/**
 * The worst finding decides. `healthy` needs proof: at least one address passed every stage, none failed without a finding
 * that explains it, and no rule broke; otherwise nobody knows, and the verdict says so.
 */
export function judge(evidence: Evidence, findings: readonly Finding[], crashed: Diagnosis['crashed']): Judgement {
  const couldNotRun = probeCouldNotRun(evidence);
  if (couldNotRun !== null) return unknown(couldNotRun);
  const has = (severity: Severity): boolean => findings.some((finding) => finding.severity === severity && !isAccepted(finding));
  if (has('critical')) return { verdict: 'critical', unknownBecause: null };
  const gap = acceptedGapOf(evidence, findings) ?? gapOf(evidence, findings);
  if (gap !== null) return unknown(gap);
  if (has('warning')) return { verdict: 'warning', unknownBecause: null };
  const broken = crashed[0];
  if (broken !== undefined) return unknown(`A rule of Port636 itself broke on this evidence (${broken.id}).`);
  return { verdict: 'healthy', unknownBecause: null };
}

const unknown = (unknownBecause: string): Judgement => ({ verdict: 'unknown', unknownBecause });

/**
 * An accepted failure raises no alarm, and it still keeps the probe from seeing more; null where every stage was passed at an address.
 * Without it the door would be called healthy on no evidence at all.
 */
function acceptedGapOf(evidence: Evidence, findings: readonly Finding[]): string | null {
  const accepted = findings.find((finding) => finding.severity === 'critical' && isAccepted(finding));
  if (accepted === undefined) return null;
  const wasSeenWhole = judgedAttempts(evidence).some((attempt) => firstGap(evidence, attempt) === null);
  return wasSeenWhole
    ? null
    : `What is accepted until ${accepted.waiver?.until.slice(0, 10)} keeps the probe from seeing more: ${accepted.title}.`;
}

/** What is missing before "not critical" may be said; null when nothing is. */
function gapOf(evidence: Evidence, findings: readonly Finding[]): string | null {
  const { resolve, attempts, location } = evidence;
  if (resolve.status === 'skipped' && resolve.because === notIntendedBecause) {
    return 'It was not probed while LDAPS was not intended on this host; the next probe tells.';
  }
  if (resolve.status === 'failed') return `The name lookup failed (${resolve.code}) and no rule explains it.`;
  for (const attempt of judgedAttempts(evidence)) {
    const gap = isExplained(attempt, findings) ? null : firstGap(evidence, attempt);
    if (gap !== null) return gap;
  }
  if (attempts.some(({ connect }) => connect.status === 'failed' && connect.code === 'no-local-resources')) {
    return `${location} had no sockets or ports left to try every address.`;
  }
  return attempts.some((attempt) => firstGap(evidence, attempt) === null) ? null : 'The probe did not get as far as the directory.';
}

/** Was the connection not made, and does a finding above a notice say so? */
const isExplained = ({ address, connect }: Attempt, findings: readonly Finding[]): boolean =>
  connect.status === 'failed' &&
  findings.some(({ stage, severity, addresses }) => stage === 'connect' && severity !== 'notice' && addresses.includes(address));

function firstGap(evidence: Evidence, attempt: Attempt): string | null {
  for (const name of necessary) {
    const stage = attempt[name];
    if (stage.status === 'failed' && stalledDuring(evidence, stage)) {
      return stallWords(evidence, `the stage ${name} at ${attempt.address}`, stage.ms);
    }
    if (stage.status === 'failed') return `At ${attempt.address} the stage ${name} failed (${stage.code}) and no rule explains it.`;
    if (stage.status === 'skipped' && !mayBeSkipped.includes(name))
      return `At ${attempt.address} the stage ${name} was not tried (${stage.because}).`;
  }
  return null;
}
