import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureBuilt, ensureGenerated } from '../../bin/start/build.ts';
import { monotonicMs } from '../../lib/clock.ts';
import { afterSecondTry, browserOutcome, deservesSecondTry, type Failure, type Outcome, vitestOutcome } from './reports.ts';
import { ensureSystemPackages } from './system-packages.ts';

const projectFolder = path.resolve(import.meta.dirname, '..', '..');
process.chdir(projectFolder);
// Settings of the person who runs the tests are not those that the tests speak of.
for (const name of Object.keys(process.env)) if (/^(PORT636_|DATABASE_URL|PORT$)/.test(name)) delete process.env[name];
const results = mkdtempSync(path.join(os.tmpdir(), 'port636-test-'));
const say = (line: string) => process.stdout.write(`${line}\n`);
const inWords = ({ file, name, message }: Failure) => `${file}: ${name}\n    ${message}`;

/** `outcome` reads what the step reported; `secondTry` tells how tests that failed once are run again. */
type Step = {
  name: string;
  command: string[];
  environment?: Record<string, string>;
  outcome?: () => Outcome;
  secondTry?: (failures: readonly Failure[]) => string[];
};

const vitest = (project: string): Step => {
  const file = path.join(results, `${project}.json`);
  const command = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  return { name: `${project} tests`, command, outcome: () => vitestOutcome(JSON.parse(readFileSync(file, 'utf8')), projectFolder) };
};

const integrationTests: Step = vitest('integration');
integrationTests.secondTry = (failures) => [...integrationTests.command, ...new Set(failures.map(({ file }) => file))];

const browserReport = path.join(results, 'browser.json');
const browserCommand = ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'];
const browserTests: Step = {
  name: 'end-to-end tests',
  command: browserCommand,
  environment: { PLAYWRIGHT_JSON_OUTPUT_NAME: browserReport },
  outcome: () => browserOutcome(JSON.parse(readFileSync(browserReport, 'utf8')), 'e2e'),
  secondTry: () => [...browserCommand, '--last-failed'],
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
  integrationTests,
  browserTests,
];

function run(command: readonly string[], environment: Record<string, string> = {}): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...environment },
    });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

/** The step's own outcome; a step that failed without saying how counts as one failure. */
function outcomeOf(step: Step, succeeded: boolean): Outcome {
  const failed = { passed: 0, failed: 1, failures: [] };
  if (!step.outcome) return succeeded ? { passed: 1, failed: 0, failures: [] } : failed;
  try {
    const outcome = step.outcome();
    if (outcome.passed + outcome.failed === 0) return failed;
    return !succeeded && outcome.failed === 0 ? { ...outcome, failed: 1 } : outcome;
  } catch {
    return failed;
  }
}

/** Runs a step, and what of it failed a second time where the step allows that. */
async function outcomeOfRun(step: Step): Promise<Outcome & { secondTries: Failure[] }> {
  const first = outcomeOf(step, await run(step.command, step.environment));
  if (!step.secondTry || !deservesSecondTry(first)) return { ...first, secondTries: [] };
  say(`\n--- ${step.name}, a second try of the ${first.failed} that failed`);
  return afterSecondTry(first, outcomeOf(step, await run(step.secondTry(first.failures), step.environment)));
}

const asked = process.argv.slice(2);
const chosen = asked.length === 0 ? steps : steps.filter(({ name }) => asked.some((word) => name.includes(word)));
const missing = ensureSystemPackages(say);
for (const line of missing) say(line);
await ensureGenerated(projectFolder);
if (chosen.includes(browserTests)) await ensureBuilt(projectFolder, say);

const total = { passed: 0, failed: missing.length };
const told: string[] = [];
const summary: string[] = missing.map((line) => `set-up: failed (${line})`);
for (const step of chosen) {
  say(`\n--- ${step.name}`);
  const startedMs = monotonicMs();
  const { passed, failed, failures, secondTries } = await outcomeOfRun(step);
  told.push(
    ...secondTries.map((failure) => `passed on a second try: ${inWords(failure)}`),
    ...failures.map((failure) => `failed: ${inWords(failure)}`),
  );
  total.passed += passed;
  total.failed += failed;
  const again = secondTries.length === 0 ? '' : `, ${secondTries.length} of them on a second try`;
  summary.push(`${step.name}: ${passed} passed${again}, ${failed} failed, ${Math.round((monotonicMs() - startedMs) / 1_000)} s`);
}
rmSync(results, { recursive: true, force: true });
for (const line of told) say(`\n${line}`);
say(`\n${summary.join('\n')}\n`);
say(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
