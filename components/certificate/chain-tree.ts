import { commonNameOf } from '#lib/diagnosis/reading/wording.ts';
import type { Attempt, CertificateFacts, PathStep } from '#lib/probe/evidence.ts';
import { type LifetimeState, lifetimeState, lifetimeWords } from './lifetime.ts';

export type CertificateData = Extract<Attempt['certificate'], { status: 'ok' }>['data'];

/** One remark on a certificate of the chain; `bad` where a client that verifies would stop. */
export type ChainRemark = { bad: boolean; text: string };

/** One certificate of the chain, leaf first; each next one issued the one before. */
export type ChainNode = {
  sha256: string;
  /** The common name, else the whole subject. */
  title: string;
  subject: string;
  /** "sent first", "sent third", "from trust store X". */
  origin: string;
  fromServer: boolean;
  isLeaf: boolean;
  isAnchor: boolean;
  lifetime: LifetimeState;
  lifetimeWords: string;
  notBefore: string | null;
  notAfter: string | null;
  remarks: ChainRemark[];
  /** Everything read from it; null for certificates of the trust store, of which the record keeps the step alone. */
  facts: CertificateFacts | null;
};

export type ChainTree = {
  nodes: ChainNode[];
  /** Certificates that were sent but are no part of the path. */
  strangers: ChainNode[];
  /** How the path ends, in one sentence. */
  ending: ChainRemark;
  /** Were the certificates sent in another order than leaf to root? */
  outOfOrder: boolean;
};

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
const sentWords = (index: number): string => `sent ${ordinals[index] ?? `as number ${index + 1}`}`;

function remarksOf(step: PathStep, data: CertificateData, lifetime: LifetimeState, words: string): ChainRemark[] {
  const remarks: ChainRemark[] = [];
  if (lifetime !== 'valid') remarks.push({ bad: lifetime !== 'unknown', text: words });
  if (step.signatureGood === false) remarks.push({ bad: true, text: 'its signature does not match the issuer above' });
  if (step.maySignCertificates === false) remarks.push({ bad: true, text: 'may not sign certificates' });
  if (step.pathLengthKept === false) remarks.push({ bad: true, text: 'its path length limit is broken' });
  for (const violation of data.trust.violations) {
    const alreadySaid = violation.rule === 'bad-signature' || violation.rule === 'issuer-may-not-sign' || violation.rule === 'path-length';
    if (violation.sha256 === step.sha256 && !(alreadySaid && remarks.some((remark) => remark.bad))) {
      remarks.push({ bad: true, text: violation.detail });
    }
  }
  return remarks;
}

function leafRemarks(data: CertificateData, leaf: CertificateFacts | null): ChainRemark[] {
  const remarks: ChainRemark[] = [];
  const { host, inSubjectAlternativeName, inCommonName, matched } = data.name;
  if (inSubjectAlternativeName) remarks.push({ bad: false, text: `names ${host}${matched && matched !== host ? ` (by ${matched})` : ''}` });
  else if (inCommonName) remarks.push({ bad: false, text: `names ${host} in the common name only` });
  else remarks.push({ bad: true, text: `does not name ${host}` });
  if (leaf?.malformed) remarks.push({ bad: true, text: `cannot be read: ${leaf.malformed}` });
  return remarks;
}

function endingOf({ trust }: CertificateData): ChainRemark {
  const last = trust.path.at(-1);
  const name = last ? commonNameOf(last.subject) : 'the leaf';
  if (trust.ending === 'anchored')
    return {
      bad: false,
      text: `Trusted: ${trust.anchor ? `the path ends at ${commonNameOf(trust.anchor.subject)}, held by the trust store "${trust.anchor.store}"` : 'the path ends at a trust anchor'}.`,
    };
  if (trust.ending === 'untrusted-root')
    return { bad: true, text: `Not trusted: the path ends at ${name}, a root that none of the ${trust.anchorCount} trust anchors is.` };
  return { bad: true, text: `Not trusted: the issuer of ${name} was not sent, and none of the ${trust.anchorCount} trust anchors is it.` };
}

/** The chain as served and as completed from the trust store, judged for the time given. */
export function chainTree(data: CertificateData, now: Date): ChainTree {
  const factsBySha256 = new Map(data.sent.map((facts) => [facts.sha256, facts]));
  const nodes = data.trust.path.map((step, index): ChainNode => {
    const facts = factsBySha256.get(step.sha256) ?? null;
    const lifetime = lifetimeState(step.notBefore, step.notAfter, now);
    const words = lifetimeWords(step.notBefore, step.notAfter, now);
    const store = data.trust.anchor?.sha256 === step.sha256 ? data.trust.anchor.store : null;
    return {
      sha256: step.sha256,
      title: commonNameOf(step.subject),
      subject: step.subject,
      origin: step.from === 'server' ? sentWords(step.sentIndex ?? 0) : `not sent, from trust store${store ? ` "${store}"` : ''}`,
      fromServer: step.from === 'server',
      isLeaf: index === 0,
      isAnchor: step.isAnchor,
      lifetime,
      lifetimeWords: words,
      notBefore: step.notBefore,
      notAfter: step.notAfter,
      remarks: [...(index === 0 ? leafRemarks(data, facts) : []), ...remarksOf(step, data, lifetime, words)],
      facts,
    };
  });
  const strangers = data.trust.unusedSent.flatMap((index): ChainNode[] => {
    const facts = data.sent[index];
    if (!facts) return [];
    return [
      {
        sha256: facts.sha256,
        title: facts.subjectCommonNames[0] ?? commonNameOf(facts.subject),
        subject: facts.subject,
        origin: sentWords(index),
        fromServer: true,
        isLeaf: false,
        isAnchor: false,
        lifetime: lifetimeState(facts.notBefore, facts.notAfter, now),
        lifetimeWords: lifetimeWords(facts.notBefore, facts.notAfter, now),
        notBefore: facts.notBefore,
        notAfter: facts.notAfter,
        remarks: facts.malformed ? [{ bad: true, text: `cannot be read: ${facts.malformed}` }] : [],
        facts,
      },
    ];
  });
  return { nodes, strangers, ending: endingOf(data), outOfOrder: !data.trust.sentInOrder };
}
