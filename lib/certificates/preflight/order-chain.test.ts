import { createPrivateKey } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import type { CertificateFacts } from '#lib/probe/evidence.ts';
import { readCertificate } from '#lib/probe/x509/read-certificate.ts';
import { type Authority, createAuthority, type IssuedCertificate } from '#lib/simulation/certificate-factory.ts';
import { orderChain } from './order-chain.ts';

let root: Authority;
let issuing: Authority;
let leaf: IssuedCertificate;
let other: IssuedCertificate;
beforeAll(async () => {
  root = await createAuthority();
  issuing = await root.intermediate();
  leaf = await issuing.issue({ dnsNames: ['dc01.corp.example'], freshKey: true });
  other = await issuing.issue({ dnsNames: ['dc02.corp.example'], freshKey: true });
});

const factsOf = (...certificates: IssuedCertificate[]): CertificateFacts[] => certificates.map(({ der }) => readCertificate(der));
const sha256s = (facts: readonly CertificateFacts[]) => facts.map(({ sha256 }) => sha256);

it('a bundle is put in order from the server up, and strangers are left out', () => {
  const { sent, others } = orderChain(factsOf(root.certificate, other, issuing.certificate, leaf), false, createPrivateKey(leaf.keyPem));
  expect(sha256s(sent)).toEqual([leaf.sha256, issuing.certificate.sha256, root.certificate.sha256]);
  expect(sha256s(others)).toEqual([other.sha256]);
});

it('text is sent as it stands, with the certificate of the key first', () => {
  const { sent, notes } = orderChain(factsOf(other, issuing.certificate, leaf), true, createPrivateKey(leaf.keyPem));
  expect(sha256s(sent)).toEqual([leaf.sha256, other.sha256, issuing.certificate.sha256]);
  expect(notes).toHaveLength(1);
  expect(orderChain(factsOf(leaf, issuing.certificate), true, null).notes).toEqual([]);
});

it('without a key the one that is no authority is the server’s, and of authorities the one below', () => {
  expect(orderChain(factsOf(issuing.certificate, leaf), false, null).sent[0]?.sha256).toBe(leaf.sha256);
  expect(orderChain(factsOf(root.certificate, issuing.certificate), false, null).sent[0]?.sha256).toBe(issuing.certificate.sha256);
  expect(orderChain([], false, null).sent).toEqual([]);
});
