import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureBuilt, ensureGenerated } from '../../bin/start/build.ts';
import { monotonicMs } from '../../lib/clock.ts';
import { ensureSystemPackages } from './system-packages.ts';

const projectFolder = path.resolve(import.meta.dirname, '..', '..');
process.chdir(projectFolder);
// Settings of the person who runs the tests are not those that the tests speak of.
for (const name of Object.keys(process.env)) if (/^(PORT636_|DATABASE_URL|PORT$)/.test(name)) delete process.env[name];
const results = mkdtempSync(path.join(os.tmpdir(), 'port636-test-'));
const say = (line: string) => process.stdout.write(`${line}\n`);

/** `failures`: one line or more for each failed test, so that the end of a log tells what the middle of it said. */
type Count = { passed: number; failed: number; failures?: string[] };
type Step = { name: string; command: string[]; environment?: Record<string, string>; count?: () => Count };

type UnitReport = {
  numPassedTests: number;
  numTotalTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] | null }[];
  }[];
};

const shortened = (text: string) => text.split('\n').slice(0, 6).join('\n    ').slice(0, 1_000);

const failuresOf = ({ testResults }: UnitReport): string[] =>
  testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = path.relative(projectFolder, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0) return status === 'failed' ? [`${file}\n    ${shortened(message)}`] : [];
    return failed.map(({ fullName, failureMessages }) => `${file}: ${fullName}\n    ${shortened(failureMessages?.join('\n') ?? '')}`);
  });

const vitest = (project: string): Step => {
  const file = path.join(results, `${project}.json`);
  return {
    name: `${project} tests`,
    command: [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    count: () => {
      const report = JSON.parse(readFileSync(file, 'utf8')) as UnitReport;
      return { passed: report.numPassedTests, failed: report.numTotalTests - report.numPassedTests, failures: failuresOf(report) };
    },
  };
};

const browserReport = path.join(results, 'browser.json');
const browserTests: Step = {
  name: 'end-to-end tests',
  command: ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'],
  environment: { PLAYWRIGHT_JSON_OUTPUT_NAME: browserReport },
  count: () => {
    const { stats } = JSON.parse(readFileSync(browserReport, 'utf8')) as {
      stats: { expected: number; unexpected: number; flaky: number; skipped: number };
    };
    return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped };
  },
};

/** What CI runs, in the order of how soon it tells. A step without a count is one check. */
const steps: Step[] = [
  { name: 'types', command: ['node_modules/typescript/bin/tsc', '-p', '.', '--noEmit'] },
  { name: 'lint and format', command: ['node_modules/@biomejs/biome/bin/biome', 'ci', '.'] },
  {
    name: 'import boundaries',
    command: [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.js',
      'app',
      'bin',
      'components',
      'lib',
      'scripts',
      'bench',
      'e2e',
      'proxy.ts',
    ],
  },
  { name: 'dead code', command: ['node_modules/knip/bin/knip.js', '--no-progress'] },
  vitest('unit'),
  vitest('integration'),
  browserTests,
];

function run(step: Step): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, step.command, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...step.environment },
    });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

/** The step's own count; a step that failed without saying how counts as one failure. */
function countOf(step: Step, succeeded: boolean): Count {
  const whole = succeeded ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  if (!step.count) return whole;
  try {
    const count = step.count();
    if (count.passed + count.failed === 0) return { passed: 0, failed: 1 };
    return !succeeded && count.failed === 0 ? { ...count, failed: 1 } : count;
  } catch {
    return { passed: 0, failed: 1 };
  }
}

const asked = process.argv.slice(2);
const chosen = asked.length === 0 ? steps : steps.filter(({ name }) => asked.some((word) => name.includes(word)));
const missing = ensureSystemPackages(say);
for (const line of missing) say(line);
await ensureGenerated(projectFolder);
if (chosen.includes(browserTests)) await ensureBuilt(projectFolder, say);

const total = { passed: 0, failed: missing.length };
const allFailures: string[] = [];
const summary: string[] = missing.map((line) => `set-up: failed (${line})`);
for (const step of chosen) {
  say(`\n--- ${step.name}`);
  const startedMs = monotonicMs();
  const { passed, failed, failures = [] } = countOf(step, await run(step));
  allFailures.push(...failures);
  total.passed += passed;
  total.failed += failed;
  summary.push(`${step.name}: ${passed} passed, ${failed} failed, ${Math.round((monotonicMs() - startedMs) / 1_000)} s`);
}
rmSync(results, { recursive: true, force: true });
for (const failure of allFailures) say(`\nfailed: ${failure}`);
say(`\n${summary.join('\n')}\n`);
say(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
