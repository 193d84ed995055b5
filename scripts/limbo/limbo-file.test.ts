import { describe, expect, it } from 'vitest';
import { pathCases } from '../../lib/probe/x509/testing/path-cases/index.ts';
import { agreementTable, disagreements, judgeAll, skippedWords } from './agreement.ts';
import { readLimboFile, writeLimboFile } from './limbo-file.ts';

const now = new Date('2026-11-21T12:00:00Z');
const some = pathCases.filter(({ id }) => id.startsWith('validity::') || id.startsWith('host-name::address::'));

describe('a file of cases', () => {
  it('is read as it was written', () => {
    const { cases, skipped } = readLimboFile(writeLimboFile(some), now);
    expect(skipped).toEqual([]);
    expect(cases.map(({ id, isAcceptedByStandard }) => [id, isAcceptedByStandard])).toEqual(
      some.map(({ id, expected }) => [id, expected === 'accepted']),
    );
    const { at, presented } = cases.find(({ id }) => id === 'validity::one-millisecond-too-early') ?? {};
    expect(at).toEqual(new Date('2024-02-29T23:59:59.999Z'));
    expect(presented).toMatchObject({ host: 'dc1.example.test', mostIntermediates: null });
    expect(presented?.sent).toHaveLength(1);
  });

  it('has cases that are not about a server’s certificate left out, each with the reason', () => {
    const [first] = JSON.parse(writeLimboFile(some.slice(0, 1))).testcases;
    const testcases = [
      { ...first, id: 'a', validation_kind: 'CLIENT' },
      { ...first, id: 'b', crls: ['-----BEGIN X509 CRL-----'] },
      { ...first, id: 'c', expected_peer_name: { kind: 'RFC822', value: 'me@example.test' } },
      { ...first, id: 'd', extended_key_usage: ['clientAuth'] },
      { ...first, id: 'e', expected_peer_name: null, validation_time: null, max_chain_depth: 0 },
    ];
    const { cases, skipped } = readLimboFile(JSON.stringify({ version: 1, testcases }), now);
    expect(skipped.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
    expect(cases).toMatchObject([{ id: 'e', at: null, presented: { host: null, at: now, mostIntermediates: 0 } }]);
    expect(skippedWords(skipped)).toContain('skipped: 1, each is about revocation lists');
  });

  it('that is of another form is an error', () => {
    expect(() => readLimboFile('{"testcases":[{"id":1}]}', now)).toThrow();
  });
});

describe('agreement', () => {
  it('is counted by category, and what differs is named with the reason', async () => {
    const { cases } = readLimboFile(writeLimboFile(some), now);
    const turned = cases.map((one) => (one.id === 'validity::the-leaf-has-expired' ? { ...one, isAcceptedByStandard: true } : one));
    const judged = await judgeAll(turned, false);
    const table = agreementTable(judged, false).split('\n');
    expect(table.map((line) => line.split(/\s{2,}/))).toEqual([
      ['category', 'cases', 'board', 'strict'],
      ['host-name::address', '8', '8', '8'],
      ['validity', '16', '15', '15'],
      ['all', '24', '23', '23'],
    ]);
    expect(disagreements(judged, false)).toBe(
      'validity::the-leaf-has-expired: wanted accepted\n  board refused (certificate-expired); strict refused (certificate-expired)',
    );
  });

  it('counts the intermediates where a case limits them', async () => {
    const { cases } = readLimboFile(writeLimboFile(some.filter(({ id }) => id === 'validity::all-are-valid')), now);
    const limited = cases.map((one) => ({ ...one, presented: { ...one.presented, mostIntermediates: 0 } }));
    const [judged] = await judgeAll(limited, false);
    expect(judged?.verdicts.ours).toBe('1 intermediates');
  });
});
