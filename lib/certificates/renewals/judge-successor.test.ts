import { expect, it } from 'vitest';
import { makeCertificate } from '../../diagnosis/testing/evidence-factory.ts';
import { judgeSuccessor, type OldCertificate } from './judge-successor.ts';

const now = new Date('2026-11-21T12:00:00Z');
const old: OldCertificate = {
  sha256: 'a'.repeat(64),
  publicKeySha256: 'b'.repeat(64),
  subject: 'CN=dc01.corp.example',
  dnsNames: ['dc01.corp.example', 'corp.example'],
  ipAddresses: ['192.0.2.10'],
  isCa: false,
  notBefore: new Date('2026-01-01T00:00:00Z'),
  notAfter: new Date('2027-01-01T00:00:00Z'),
};
const renewed = makeCertificate({
  dnsNames: ['dc01.corp.example', 'corp.example'],
  ipAddresses: ['192.0.2.10'],
  notBefore: '2026-11-20T00:00:00.000Z',
  notAfter: '2027-11-20T00:00:00.000Z',
});

it('accepts a newer certificate for the same names', () => {
  expect(judgeSuccessor(renewed, old, [], now)).toEqual({ faults: [], warnings: [] });
});

it('names what is missing, and nothing makes it accept that', () => {
  const { faults } = judgeSuccessor({ ...renewed, dnsNames: ['dc01.corp.example'], ipAddresses: [] }, old, [], now);
  expect(faults).toEqual(['It lacks the names corp.example, 192.0.2.10; clients that use them would refuse it.']);
});

it('accepts a wildcard over a name, one label deep', () => {
  expect(judgeSuccessor({ ...renewed, dnsNames: ['*.corp.example', 'corp.example'] }, old, [], now).faults).toEqual([]);
  expect(judgeSuccessor({ ...renewed, dnsNames: ['*.example', 'corp.example'] }, old, [], now).faults).toEqual([
    'It lacks the name dc01.corp.example; clients that use it would refuse it.',
  ]);
});

it('refuses one that is not newer, that is over, that is an authority or the old one itself', () => {
  expect(judgeSuccessor({ ...renewed, notBefore: '2026-01-01T00:00:00.000Z' }, old, [], now).faults[0]).toContain('It is not newer');
  expect(judgeSuccessor({ ...renewed, notAfter: '2026-11-21T11:59:59.000Z' }, old, [], now).faults[0]).toContain('It ended on');
  expect(judgeSuccessor({ ...renewed, basicConstraints: { ca: true, pathLength: null } }, old, [], now).faults[0]).toContain('authority');
  expect(judgeSuccessor({ ...renewed, sha256: old.sha256 }, old, [], now).faults[0]).toContain('to be replaced');
});

it('accepts one that calls itself an authority in the place of another that does, as servers that sign for themselves have it', () => {
  const own = { ...renewed, basicConstraints: { ca: true, pathLength: null } };
  expect(judgeSuccessor(own, { ...old, isCa: true }, [], now).faults).toEqual([]);
});

it('warns of the same key and of an earlier end', () => {
  const { faults, warnings } = judgeSuccessor(
    { ...renewed, publicKeySha256: old.publicKeySha256, notAfter: '2026-12-24T00:00:00.000Z' },
    old,
    [],
    now,
  );
  expect(faults).toEqual([]);
  expect(warnings).toHaveLength(2);
  expect(warnings[0]).toContain('same key');
  expect(warnings[1]).toContain('no later than the old one');
});

it('asks for the names of the host where no certificate was served before', () => {
  expect(judgeSuccessor(renewed, null, ['dc01.corp.example'], now).faults).toEqual([]);
  expect(judgeSuccessor(renewed, null, ['dc02.corp.example'], now).faults).toEqual([
    'It lacks the name dc02.corp.example; clients that use it would refuse it.',
  ]);
});
