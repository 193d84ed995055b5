import { describe, expect, test } from 'vitest';
import { afterSecondTry, type BrowserReport, browserOutcome, deservesSecondTry, secondTryMaxTests, vitestOutcome } from './reports.ts';

const file = (status: string, tests: readonly [name: string, status: string][] = []) => ({
  ...{ name: '/project/lib/one.test.ts', status, message: 'no such module' },
  assertionResults: tests.map(([fullName, state]) => ({
    fullName,
    status: state,
    failureMessages: state === 'failed' ? ['expected 1\nto be 2'] : [],
  })),
});
const failure = (name: string) => ({ file: 'lib/one.test.ts', name, message: '' });

describe('the report of vitest', () => {
  test('names each failed test with its file and what it said', () => {
    const testResults = [
      file('failed', [
        ['it holds', 'passed'],
        ['it breaks', 'failed'],
      ]),
    ];
    expect(vitestOutcome({ numPassedTests: 1, numTotalTests: 2, testResults }, '/project')).toEqual({
      ...{ passed: 1, failed: 1 },
      failures: [{ file: 'lib/one.test.ts', name: 'it breaks', message: 'expected 1\n    to be 2' }],
    });
  });

  test('counts a file that could not be read as a failure, though it has no tests', () => {
    const outcome = vitestOutcome({ numPassedTests: 5, numTotalTests: 5, testResults: [file('failed')] }, '/project');
    expect(outcome).toMatchObject({ passed: 5, failed: 1, failures: [{ name: 'the file as a whole', message: 'no such module' }] });
  });

  test('counts a test that did not run as failed', () => {
    const testResults = [file('passed', [['it waits', 'skipped']])];
    expect(vitestOutcome({ numPassedTests: 0, numTotalTests: 1, testResults }, '/project')).toEqual({ passed: 0, failed: 1, failures: [] });
  });
});

describe('the report of the browser tests', () => {
  const report = (status: string, stats: Partial<BrowserReport['stats']>): BrowserReport => ({
    stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats },
    suites: [
      {
        suites: [
          {
            specs: [
              {
                ...{ title: 'a host is found', file: 'hosts.spec.ts' },
                tests: [{ projectName: 'phone', status, results: status === 'skipped' ? [] : [{ error: { message: 'not visible' } }] }],
              },
            ],
          },
        ],
      },
    ],
  });

  test('names a failed test of a nested group with its project', () => {
    expect(browserOutcome(report('unexpected', { unexpected: 1 }), 'e2e')).toEqual({
      ...{ passed: 0, failed: 1 },
      failures: [{ file: 'e2e/hosts.spec.ts', name: 'a host is found (phone)', message: 'not visible' }],
    });
  });

  test('counts a skipped test as failed', () => {
    expect(browserOutcome(report('skipped', { skipped: 1 }), 'e2e')).toMatchObject({ failed: 1, failures: [{ message: 'skipped' }] });
  });

  test('counts a run that ended early as failed', () => {
    const outcome = browserOutcome(
      { stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 0 }, errors: [{ message: 'no browser' }] },
      'e2e',
    );
    expect(outcome).toMatchObject({ passed: 3, failed: 1, failures: [{ message: 'no browser' }] });
  });
});

describe('a second try', () => {
  test('is for few tests that failed by name', () => {
    const failures = Array.from({ length: secondTryMaxTests }, (_, number) => failure(`test ${number}`));
    expect(deservesSecondTry({ passed: 9, failed: failures.length, failures })).toBe(true);
    expect(deservesSecondTry({ passed: 9, failed: failures.length + 1, failures: [...failures, failure('one more')] })).toBe(false);
    expect(deservesSecondTry({ passed: 9, failed: 1, failures: [] })).toBe(false);
    expect(deservesSecondTry({ passed: 9, failed: 0, failures: [] })).toBe(false);
  });

  test('that passes counts, and the first failure is told', () => {
    const first = { passed: 8, failed: 1, failures: [failure('it is slow')] };
    expect(afterSecondTry(first, { passed: 4, failed: 0, failures: [] })).toEqual({
      ...{ passed: 9, failed: 0, failures: [] },
      secondTries: first.failures,
    });
  });

  test('that fails, or did not run the test, leaves the first outcome', () => {
    const first = { passed: 8, failed: 1, failures: [failure('it is broken')] };
    expect(afterSecondTry(first, { passed: 3, failed: 1, failures: first.failures })).toEqual({ ...first, secondTries: [] });
    expect(afterSecondTry(first, { passed: 0, failed: 0, failures: [] })).toEqual({ ...first, secondTries: [] });
  });
});
