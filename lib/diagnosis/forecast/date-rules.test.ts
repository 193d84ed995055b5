import { expect, it } from 'vitest';
import type { CertificateFacts, Evidence } from '../../probe/evidence.ts';
import { DAY_MS } from '../expiry.ts';
import { type Knowledge, noKnowledge } from '../knowledge.ts';
import { profiles, type Rule } from '../rule.ts';
import { rules } from '../rules/index.ts';
import { evidenceOfChain, evidenceWithoutCertificate, makeRoot } from '../testing/certificate-evidence.ts';
import { makeAnswer, makeDeepScan, makeSource } from '../testing/deep-scan-factory.ts';
import { makeCertificate, makeIssuer, probedAt } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { dateRules } from './date-rules.ts';

const days = (count: number): string => new Date(probedAt.getTime() + count * DAY_MS).toISOString();
const leaf = makeCertificate({ notBefore: days(200), notAfter: days(600) });
const issuer = makeIssuer({ notBefore: days(100), notAfter: days(900) });
const root = makeRoot({ notBefore: days(-900), notAfter: days(1_200) });
const endsFirst = makeIssuer({ notBefore: days(-100), notAfter: days(400) });

/** Servers that are well but for their dates, and some that are not well at all. */
const servers: readonly Evidence[] = [
  evidenceOfChain({ sent: [leaf, issuer], path: [leaf, issuer, root] }),
  evidenceOfChain({ sent: [leaf, endsFirst], path: [leaf, endsFirst, root] }),
  evidenceOfChain({ sent: [leaf], ending: 'issuer-missing' }),
  evidenceOfChain({ sent: [selfSigned(leaf)], ending: 'untrusted-root' }),
  evidenceOfChain({ sent: [root, issuer, leaf], path: [root, issuer, leaf], ending: 'untrusted-root' }),
  evidenceWithoutCertificate(),
];

/** Everything that the store may know, with certificates whose dates lie ahead. */
const knowledge: Partial<Knowledge> = {
  announcedLeaves: [{ ...kept('b1', 300, 900), announcedAt: days(-1) }],
  otherDoors: [{ port: 3269, transport: 'ldaps', lookedAt: days(0), leaf: kept('b2', 250, 700) }],
  formerLeaf: { ...kept('b3', -300, 350), changedAt: days(-1) },
  hostsWithSameKey: ['dc02.corp.example'],
  domainControllers: ['dc01.corp.example', 'dc02.corp.example'],
  deepScan: makeDeepScan({ revocation: [makeAnswer({ sources: [makeSource()] })] }),
};

function selfSigned(facts: CertificateFacts): CertificateFacts {
  return { ...facts, issuer: facts.subject, selfSigned: true };
}

function kept(sha256: string, notBefore: number, notAfter: number) {
  return {
    sha256: sha256.repeat(32),
    subject: 'CN=dc01.corp.example',
    issuer: 'CN=CA',
    notBefore: days(notBefore),
    notAfter: days(notAfter),
  };
}

type Run = { server: Evidence; at: number; knowledge: Partial<Knowledge> };

/** What a rule finds, apart from its words: nothing, or a finding of some severity. */
const found = (rule: Rule, { server, at, knowledge: known }: Run): string =>
  profiles
    .filter((profile) => rule.profiles?.includes(profile) ?? true)
    .map((profile) => {
      const result = runRule(rule, server, { profile, knowledge: known, now: new Date(at) });
      return result === null || result === 'not-applicable' ? 'nothing' : (result.severity ?? rule.severities[0]);
    })
    .join();

const dates = [leaf, issuer, root, endsFirst, ...[knowledge.otherDoors?.[0]?.leaf, knowledge.formerLeaf, knowledge.announcedLeaves?.[0]]]
  .flatMap((certificate) => [certificate?.notBefore, certificate?.notAfter])
  .flatMap((date) => (date ? [Date.parse(date)] : []));
const everyTenDays = Array.from({ length: 140 }, (_, index) => probedAt.getTime() + (index - 10) * 10 * DAY_MS);

it('lists the rules, and only those, whose result depends on the time by way of certificates’ dates', () => {
  const dependent = rules.filter((rule) =>
    servers.some((server) => {
      // Without a store nothing but dates can grow old; with one, nothing else grows old within two milliseconds of a date.
      const overYears = new Set(everyTenDays.map((at) => found(rule, { server, at, knowledge: noKnowledge })));
      const atDates = dates.some(
        (at) => new Set([at - 1, at, at + 1].map((instant) => found(rule, { server, at: instant, knowledge }))).size > 1,
      );
      return overYears.size > 1 || atDates;
    }),
  );
  expect(dependent.map(({ id }) => id).sort()).toEqual([...dateRules.keys()].sort());
});
