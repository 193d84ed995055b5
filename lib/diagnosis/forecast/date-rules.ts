import { commonNameOf, minuteTime } from '../reading/wording.ts';
import type { Finding } from '../rule.ts';

/**
 * What a forecast says of a finding that a certificate's date brings about: which certificate, and a sentence that stays true however
 * long after it is read, unlike a rule's own, which counts from the time of judging.
 */
export type DateFinding = { sha256: string | null; summary: string };

type Facts = Finding['facts'];

const text = (facts: Facts, key: string): string => {
  const value = facts[key];
  return typeof value === 'string' ? value : '';
};
const texts = (facts: Facts, key: string): readonly string[] => {
  const value = facts[key];
  return Array.isArray(value) ? value.map(String) : [];
};
const minute = (iso: string): string => (iso === '' ? 'a date that cannot be read' : minuteTime(new Date(iso)));
const leafName = (facts: Facts): string => (text(facts, 'subject') === '' ? 'the server' : commonNameOf(text(facts, 'subject')));

const ofLeaf =
  (words: (name: string, notAfter: string) => string) =>
  (facts: Facts): DateFinding => ({
    sha256: text(facts, 'sha256') || null,
    summary: words(leafName(facts), minute(text(facts, 'notAfter'))),
  });

/** Of the issuers that a finding lists: the one that ends first. */
function ofIssuer(subjects: string, sha256: string, words: (name: string, notAfter: string) => string) {
  return (facts: Facts): DateFinding => {
    const [first] = texts(facts, sha256)
      .map((hash, index) => ({ hash, subject: texts(facts, subjects)[index] ?? '', end: texts(facts, 'notAfter')[index] ?? '' }))
      .sort((one, other) => Date.parse(one.end) - Date.parse(other.end));
    return { sha256: first?.hash ?? null, summary: words(commonNameOf(first?.subject ?? ''), minute(first?.end ?? '')) };
  };
}

/**
 * The rules whose result depends on the time by way of the dates of certificates. A forecast judges these, and no others, for times
 * ahead; a test finds those that are missing.
 */
export const dateRules: ReadonlyMap<string, (facts: Facts) => DateFinding> = new Map([
  ['certificate-expired', ofLeaf((name, notAfter) => `The certificate of ${name} expired on ${notAfter}.`)],
  [
    'certificate-not-yet-valid',
    (facts: Facts): DateFinding => ({
      sha256: text(facts, 'sha256') || null,
      summary: `${facts.isLeaf === true ? 'The certificate of' : 'The issuer'} ${text(facts, 'certificate')} becomes valid only on ${minute(text(facts, 'notBefore'))}.`,
    }),
  ],
  ['certificate-expiring', ofLeaf((name, notAfter) => `The certificate of ${name} expires on ${notAfter}.`)],
  [
    'chain-certificate-expired',
    ofIssuer('expiredSubjects', 'expiredSha256', (name, notAfter) => `${name} in the chain expired on ${notAfter}.`),
  ],
  ['chain-certificate-expiring', ofIssuer('subjects', 'sha256', (name, notAfter) => `${name} in the chain ends on ${notAfter}.`)],
  [
    'lifetime-too-short',
    ofLeaf((name, notAfter) => `The certificate of ${name} ends on ${notAfter}; a managed domain asks for at least the next three months.`),
  ],
  [
    'renewed-but-not-served',
    ofLeaf((_, notAfter) => `A newer certificate was announced for this host; the server still serves the one that ends on ${notAfter}.`),
  ],
]);
