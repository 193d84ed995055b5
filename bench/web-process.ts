import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { freePort, projectFolder } from '../bin/start/testing/product.ts';

/** The product's web pages on a database of their own, as they run behind a load balancer. */
export type WebProcess = { baseUrl: string; stop: () => Promise<void> };

const READY_WITHIN_MS = 300_000;

/** Starts them and waits until they answer; the first start of a checkout builds them. Throws with their words when they end before. */
export async function startWeb(databaseUrl: string, dataFolder: string): Promise<WebProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, [path.join(projectFolder, 'bin', 'port636.ts'), 'web'], {
    cwd: projectFolder,
    env: { ...process.env, DATABASE_URL: databaseUrl, PORT: String(port), PORT636_DATA_FOLDER: dataFolder, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => (words += chunk));
  const baseUrl = `http://127.0.0.1:${port}`;
  const deadline = AbortSignal.timeout(READY_WITHIN_MS);
  while (!(await answers(`${baseUrl}/healthz`))) {
    if (child.exitCode !== null || deadline.aborted) {
      child.kill('SIGTERM');
      throw new Error(`The web pages did not start:\n${words}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return { baseUrl, stop: () => stop(child) };
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
