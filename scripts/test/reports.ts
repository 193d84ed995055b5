import path from 'node:path';

/** A failed test: its file, relative to the project, its name, and the first lines of what it said. */
export type Failure = { file: string; name: string; message: string };
/** How many tests a runner counted, and those that failed. A failed file without a failed test counts as one. */
export type Outcome = { passed: number; failed: number; failures: Failure[] };

/** What vitest writes with its reporter `json`, as far as it is read here. */
export type VitestReport = {
  numPassedTests: number;
  numTotalTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] | null }[];
  }[];
};

/** What Playwright writes with its reporter `json`, as far as it is read here. A skipped test counts as failed: none is to be skipped. */
export type BrowserReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  suites?: BrowserSuite[];
  errors?: { message?: string }[];
};
type BrowserSuite = { specs?: BrowserSpec[]; suites?: BrowserSuite[] };
type BrowserSpec = {
  title: string;
  file: string;
  tests: { projectName: string; status: string; results: { error?: { message?: string } }[] }[];
};

const shortened = (text: string) => text.split('\n').slice(0, 6).join('\n    ').slice(0, 1_000);

/** Reads vitest's report. `folder`: the project's, absolute. */
export function vitestOutcome({ numPassedTests, numTotalTests, testResults }: VitestReport, folder: string): Outcome {
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = path.relative(folder, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0) return status === 'failed' ? [{ file, name: 'the file as a whole', message: shortened(message) }] : [];
    return failed.map(({ fullName, failureMessages }) => ({
      ...{ file, name: fullName, message: shortened(failureMessages?.join('\n') ?? '') },
    }));
  });
  return { passed: numPassedTests, failed: Math.max(numTotalTests - numPassedTests, failures.length), failures };
}

/** Reads Playwright's report. `folder`: where its tests are, relative to the project. */
export function browserOutcome({ stats, suites = [], errors = [] }: BrowserReport, folder: string): Outcome {
  const specs = (suite: BrowserSuite): BrowserSpec[] => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specs)];
  const failures = suites.flatMap(specs).flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status !== 'expected')
      .map(({ projectName, status, results }) => ({
        file: path.join(folder, file),
        name: `${title} (${projectName})`,
        message: shortened(results.find(({ error }) => error)?.error?.message ?? status),
      })),
  );
  for (const { message } of errors) failures.push({ file: folder, name: 'the run as a whole', message: shortened(message ?? '') });
  return { passed: stats.expected, failed: Math.max(stats.unexpected + stats.flaky + stats.skipped, failures.length), failures };
}

/** A test that failed once may be tried again as long as no more than so many failed: more are no accident of a busy machine. */
export const secondTryMaxTests = 3;

/** Is a second try allowed? Only when every failure is a named test of a file. */
export const deservesSecondTry = ({ failed, failures }: Outcome): boolean =>
  failed > 0 && failed <= secondTryMaxTests && failures.length === failed;

/**
 * The first outcome with the second try of its failures: a test that passed then counts as passed, and is told. `second` is the outcome
 * of the second try alone; it may hold more tests than failed at first, those of the same file.
 */
export function afterSecondTry(first: Outcome, second: Outcome): Outcome & { secondTries: Failure[] } {
  if (second.failed > 0 || second.passed < first.failed) return { ...first, secondTries: [] };
  return { passed: first.passed + first.failed, failed: 0, failures: [], secondTries: first.failures };
}
