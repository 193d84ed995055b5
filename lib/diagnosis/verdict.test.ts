import { describe, expect, it } from 'vitest';
import type { Attempt, Evidence } from '../probe/evidence.ts';
import type { Finding, Severity } from './rule.ts';
import { evidenceOf, failedConnect, failedHandshake, makeAttempt, makeEvidence } from './testing/evidence-factory.ts';
import { judge } from './verdict.ts';

const finding = (severity: Severity, more: Partial<Finding> = {}): Finding => ({
  id: 'some-finding',
  no: 999,
  stage: 'certificate',
  severity,
  confidence: 'certain',
  title: 'Some finding',
  summary: 'Something was found.',
  facts: {},
  observations: [],
  addresses: ['192.0.2.10'],
  ...more,
});
const verdictOf = (evidence: Evidence, findings: Finding[] = [], crashed: { id: string; message: string }[] = []) =>
  judge(evidence, findings, crashed).verdict;

const failedLookup = (
  code: Extract<Evidence['resolve'], { status: 'failed' }>['code'],
  control: 'answers' | 'no-answer' | 'not-tried',
): Evidence =>
  makeEvidence({
    resolve: { status: 'failed', ms: 1, code, detail: { message: 'lookup', systemCode: null, resolvers: ['192.0.2.53'], control } },
    attempts: [],
  });
const unreachable = (family: 4 | 6, address: string): Attempt => makeAttempt({ family, address, ...failedConnect('network-unreachable') });

describe('judge', () => {
  it('is healthy when every stage passed and nothing above a notice was found', () => {
    expect(judge(makeEvidence(), [finding('notice')], [])).toEqual({ verdict: 'healthy', unknownBecause: null });
  });

  it('is as bad as the worst finding', () => {
    expect(verdictOf(makeEvidence(), [finding('notice'), finding('warning')])).toBe('warning');
    expect(verdictOf(makeEvidence(), [finding('warning'), finding('critical')])).toBe('critical');
  });

  it('is unknown when the resolvers of this location answer nothing', () => {
    expect(judge(failedLookup('resolver-timeout', 'no-answer'), [], [])).toEqual({
      verdict: 'unknown',
      unknownBecause:
        'The DNS servers of the location berlin (192.0.2.53) answer nothing, neither for dc01.corp.example nor in a control lookup: the fault may be their own or that of this location.',
    });
    expect(verdictOf(failedLookup('resolver-unreachable', 'not-tried'))).toBe('unknown');
  });

  it.each([
    ['resolver-refused', 'no-answer', 'refuse to answer for dc01.corp.example (REFUSED) and gave no answer in a control lookup'],
    ['resolver-refused', 'not-tried', 'refuse to answer for dc01.corp.example (REFUSED), and no control lookup was made'],
    [
      'resolver-failed',
      'no-answer',
      'answer for dc01.corp.example with a server failure (SERVFAIL) and gave no answer in a control lookup',
    ],
    ['resolver-unreachable', 'no-answer', 'cannot be reached, neither for dc01.corp.example nor in a control lookup'],
    ['resolver-timeout', 'not-tried', 'gave no answer for dc01.corp.example in time, and no control lookup was made'],
    ['unclassified', 'not-tried', 'could not be asked for dc01.corp.example (lookup), and no control lookup was made'],
  ] as const)('when the lookup says %s and the control lookup %s, tells what the resolvers do', (code, control, words) => {
    expect(judge(failedLookup(code, control), [], [])).toEqual({
      verdict: 'unknown',
      unknownBecause: `The DNS servers of the location berlin (192.0.2.53) ${words}: the fault may be their own or that of this location.`,
    });
  });

  it('never says of resolvers that refuse or fail that they answer nothing', () => {
    for (const code of ['resolver-refused', 'resolver-failed'] as const) {
      for (const control of ['no-answer', 'not-tried'] as const) {
        expect(judge(failedLookup(code, control), [], []).unknownBecause).not.toContain('nothing');
      }
    }
  });

  it('takes a definite "no such name" for an answer, whatever the control lookup says', () => {
    expect(verdictOf(failedLookup('name-not-found', 'not-tried'), [finding('critical')])).toBe('critical');
  });

  it('is unknown when this location has no route to any address', () => {
    expect(verdictOf(evidenceOf(unreachable(4, '192.0.2.10'), unreachable(6, '2001:db8::1')))).toBe('unknown');
  });

  it('is the server’s own where others of that family of addresses are reached', () => {
    const alone = { ...evidenceOf(unreachable(4, '192.0.2.10')), familiesReached: [4 as const] };
    expect(judge(alone, [finding('critical', { stage: 'connect' })], []).verdict).toBe('critical');
    expect(verdictOf({ ...alone, familiesReached: [6] })).toBe('unknown');
  });

  it('is unknown when this location has no sockets left', () => {
    expect(verdictOf(evidenceOf(makeAttempt(failedConnect('no-local-resources'))))).toBe('unknown');
    expect(verdictOf(evidenceOf(makeAttempt(), makeAttempt({ address: '192.0.2.11', ...failedConnect('no-local-resources') })))).toBe(
      'unknown',
    );
  });

  it('does not blame the server for a family that this location cannot reach at all', () => {
    expect(verdictOf(evidenceOf(makeAttempt(), unreachable(6, '2001:db8::1')))).toBe('healthy');
  });

  it('does not let a failure pass that no finding explains', () => {
    const evidence = evidenceOf(makeAttempt(failedHandshake('unclassified')));
    expect(judge(evidence, [finding('warning')], [])).toEqual({
      verdict: 'unknown',
      unknownBecause: 'At 192.0.2.10 the stage handshake failed (unclassified) and no rule explains it.',
    });
  });

  it('accepts a connection failure that a warning explains at that address, and at no other', () => {
    const evidence = evidenceOf(makeAttempt(), makeAttempt({ address: '192.0.2.11', ...failedConnect('timeout') }));
    expect(verdictOf(evidence, [finding('warning', { stage: 'connect', addresses: ['192.0.2.11'] })])).toBe('warning');
    expect(verdictOf(evidence, [finding('warning', { stage: 'connect', addresses: ['192.0.2.10'] })])).toBe('unknown');
  });

  it('is unknown when the probe ended before the directory answered', () => {
    expect(verdictOf(evidenceOf(makeAttempt({ directory: { status: 'skipped', because: 'the probe was cancelled' } })))).toBe('unknown');
    expect(verdictOf(makeEvidence({ attempts: [] }))).toBe('unknown');
  });

  it('is unknown rather than healthy when a rule broke, and no less than what the others found', () => {
    const crashed = [{ id: 'broken', message: 'no such thing' }];
    expect(judge(makeEvidence(), [], crashed)).toEqual({
      verdict: 'unknown',
      unknownBecause: 'A rule of Port636 itself broke on this evidence (broken).',
    });
    expect(verdictOf(makeEvidence(), [finding('warning')], crashed)).toBe('warning');
  });
});
