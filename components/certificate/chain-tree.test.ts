import { expect, test } from 'vitest';
import { makeAttempt, makeCertificate, merge, type Overrides, probedAt } from '#lib/diagnosis/testing/evidence-factory.ts';
import { type CertificateData, chainTree } from './chain-tree.ts';

function data(overrides: Overrides<CertificateData> = {}): CertificateData {
  const { certificate } = makeAttempt();
  if (certificate.status !== 'ok') throw new Error('the default attempt has certificates');
  return merge<CertificateData>(certificate.data, overrides);
}

test('shows leaf, issuer and anchor with where each came from', () => {
  const { nodes, ending, outOfOrder } = chainTree(data(), probedAt);
  expect(nodes.map(({ title, origin, isLeaf, isAnchor }) => ({ title, origin, isLeaf, isAnchor }))).toEqual([
    { title: 'dc01.corp.example', origin: 'sent first', isLeaf: true, isAnchor: false },
    { title: 'Corp Issuing CA', origin: 'sent second', isLeaf: false, isAnchor: false },
    { title: 'Corp Root CA', origin: 'not sent, from trust store "system"', isLeaf: false, isAnchor: true },
  ]);
  expect(ending).toMatchObject({ bad: false });
  expect(outOfOrder).toBe(false);
  expect(nodes[2]?.facts).toBeNull();
});

test('says that the leaf does not carry the name', () => {
  const { nodes } = chainTree(data({ name: { inSubjectAlternativeName: false, inCommonName: false, matched: null } }), probedAt);
  expect(nodes[0]?.remarks).toContainEqual({ bad: true, text: 'does not name dc01.corp.example' });
});

test('judges every date for the time given', () => {
  const { nodes } = chainTree(data(), new Date('2033-01-01T00:00:00Z'));
  expect(nodes.map(({ lifetime }) => lifetime)).toEqual(['expired', 'expired', 'valid']);
  expect(nodes[1]?.remarks).toContainEqual({ bad: true, text: 'expired 366 days ago' });
});

test('keeps certificates that are no part of the path apart', () => {
  const stranger = makeCertificate({ sha256: 'f'.repeat(64), subject: 'CN=Other', subjectCommonNames: ['Other'] });
  const base = data();
  const tree = chainTree({ ...base, sent: [...base.sent, stranger], trust: { ...base.trust, unusedSent: [2] } }, probedAt);
  expect(tree.strangers.map(({ title, origin }) => `${title}, ${origin}`)).toEqual(['Other, sent third']);
});

test('names the certificate whose issuer is missing', () => {
  const base = data();
  const tree = chainTree(
    { ...base, trust: { ...base.trust, path: base.trust.path.slice(0, 1), ending: 'issuer-missing', anchor: null } },
    probedAt,
  );
  expect(tree.ending).toEqual({
    bad: true,
    text: 'Not trusted: the issuer of dc01.corp.example was not sent, and none of the 140 trust anchors is it.',
  });
});
