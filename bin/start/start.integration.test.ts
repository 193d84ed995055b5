import { existsSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '../../lib/paths.ts';
import { ensureBuilt } from './build.ts';
import { descendants, isRunning, partsOf } from './testing/processes.ts';
import { freePort, makeDataFolder, type Product, projectFolder, runCommand, startProduct } from './testing/product.ts';

const removals: (() => void)[] = [];
const running = new Set<Product>();

async function start(options: Parameters<typeof startProduct>[0] = {}): Promise<Product> {
  const product = await startProduct(options);
  running.add(product);
  removals.push(product.remove);
  return product;
}

async function stop(product: Product): ReturnType<Product['stop']> {
  running.delete(product);
  return product.stop();
}

beforeAll(() => ensureBuilt(projectFolder, () => undefined), 240_000);
afterAll(async () => {
  for (const product of running) await product.stop();
  for (const remove of removals) remove();
});

const newFolder = (): string => {
  const folder = makeDataFolder();
  removals.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};
const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');
const get = (product: Product, where: string, signal: AbortSignal = AbortSignal.timeout(10_000)): Promise<Response> =>
  fetch(`http://127.0.0.1:${product.port}${where}`, { signal });

describe('port636 start', () => {
  let product: Product;
  beforeAll(async () => {
    // Every container sets HOSTNAME; nothing could listen on this one.
    product = await start({ environment: { HOSTNAME: '192.0.2.1' } });
  }, 240_000);

  it('prints one line with the address on standard output', () => {
    expect(lines(product.stdout())).toEqual([`Port636 is running: http://localhost:${product.port}`]);
  });

  it('serves, and is ready with database and worker', async () => {
    expect((await get(product, '/healthz')).status).toBe(200);
    await expect.poll(async () => (await get(product, '/readyz')).status, { timeout: 10_000 }).toBe(200);
  });

  it('runs exactly one database, one worker and one web process', () => {
    expect(Object.values(partsOf(product.pid)).map((pids) => pids.length)).toEqual([1, 1, 1]);
  });

  it('sends the security headers, and scripts carry the nonce of the policy', async () => {
    const response = await get(product, paths.causes());
    const policy = response.headers.get('content-security-policy') ?? '';
    const nonce = /script-src [^;]*'nonce-([0-9a-f]{32})'/.exec(policy)?.[1];
    expect(nonce).toBeDefined();
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('referrer-policy')).not.toBeNull();
    expect(response.headers.get('x-powered-by')).toBeNull();
    const scripts = [...(await response.text()).matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
    const again = await get(product, paths.causes());
    expect(again.headers.get('content-security-policy')).not.toBe(policy);
  });

  it('listens on loopback alone unless told otherwise', async () => {
    const other = Object.values(os.networkInterfaces())
      .flat()
      .find((address) => address?.family === 'IPv4' && !address.internal);
    // A machine without a network proves nothing here, and has nothing to protect.
    if (!other) return;
    await expect(fetch(`http://${other.address}:${product.port}/healthz`, { signal: AbortSignal.timeout(2_000) })).rejects.toThrow();
  });

  it('says that it runs already when it is started again in the same folder', async () => {
    const second = await runCommand(['start'], { PORT: String(await freePort()), PORT636_DATA_FOLDER: product.dataFolder });
    expect(second).toEqual({
      code: 1,
      stdout: '',
      stderr: `Port636 is already running in ${product.dataFolder} (process ${product.pid}): ${product.baseUrl}\n`,
    });
    expect((await get(product, '/healthz')).status).toBe(200);
  });

  it('says which port is taken, and takes nothing from who has it', async () => {
    const folder = newFolder();
    const result = await runCommand(['start'], { PORT: String(product.port), PORT636_DATA_FOLDER: folder });
    expect(result).toMatchObject({ code: 1, stdout: '' });
    expect(lines(result.stderr)).toEqual([`Port ${product.port} on 127.0.0.1 is in use by another program. Set PORT to a free one.`]);
    expect(existsSync(path.join(folder, 'port636.lock'))).toBe(false);
  });

  it('stops everything within 5 s of Ctrl-C while a browser listens, and starts again within 10 s', async () => {
    const browser = new AbortController();
    const stream = await get(product, paths.stream(), browser.signal);
    expect(stream.status).toBe(200);
    const reading = stream.text().catch(() => 'cut off');
    const processes = descendants(product.pid).map(({ pid }) => pid);
    expect(processes.length).toBeGreaterThan(3);
    const { code, tookMs } = await stop(product);
    browser.abort();
    await reading;
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(5_000);
    expect(processes.filter(isRunning)).toEqual([]);
    expect(existsSync(path.join(product.dataFolder, 'port636.lock'))).toBe(false);

    const again = await start({ dataFolder: product.dataFolder, port: product.port });
    expect(again.startedInMs).toBeLessThan(10_000);
    process.stderr.write(`stopped in ${Math.round(tookMs)} ms, started again in ${Math.round(again.startedInMs)} ms\n`);
    expect((await stop(again)).code).toBe(0);
  });
});

describe('port636 start, with other settings', () => {
  it('names every bad setting in a line of its own', async () => {
    const result = await runCommand(['start'], {
      ...{ PORT: '70000', PORT636_LISTEN: 'everywhere', PORT636_PROBE_INTERVAL: '10', PORT636_COLOUR: 'red' },
      DATABASE_URL: 'mysql://me:hunter2@db/x',
    });
    expect(result).toMatchObject({ code: 1, stdout: '' });
    const faults = lines(result.stderr);
    expect(faults.map((line) => line.split(' ')[0]).sort()).toEqual([
      ...['DATABASE_URL', 'PORT', 'PORT636_COLOUR', 'PORT636_LISTEN', 'PORT636_PROBE_INTERVAL'],
    ]);
    expect(result.stderr).not.toContain('hunter2');
  });

  it('takes no arguments', async () => {
    expect(await runCommand(['start', '--port', '80'])).toMatchObject({ code: 3, stdout: '' });
  });

  it('says in one line that a database of your own cannot be reached, without its password', async () => {
    const folder = newFolder();
    const port = await freePort();
    const result = await runCommand(['start'], {
      ...{ PORT: String(await freePort()), PORT636_DATA_FOLDER: folder },
      DATABASE_URL: `postgresql://me:hunter2@localhost:${port}/port636`,
    });
    expect(result).toMatchObject({ code: 1, stdout: '' });
    expect(lines(result.stderr)).toHaveLength(1);
    expect(result.stderr).toContain('ECONNREFUSED');
    expect(result.stderr).not.toContain('hunter2');
  });

  it('warns in its line when it listens beyond loopback', async () => {
    const product = await start({ environment: { PORT636_LISTEN: '0.0.0.0' } });
    expect(lines(product.stdout())).toHaveLength(1);
    expect(product.stdout()).toMatch(/warning: listening on 0\.0\.0\.0 without sign-in/);
    expect((await stop(product)).code).toBe(0);
  });

  it('stops while it is still starting, and leaves nothing', async () => {
    const dataFolder = newFolder();
    const port = await freePort();
    const first = await start({ dataFolder, port });
    await stop(first);
    const early = start({ dataFolder, port }).catch((error: Error) => error.message);
    await expect.poll(() => existsSync(path.join(dataFolder, 'port636.lock')), { timeout: 10_000, interval: 20 }).toBe(true);
    const supervisor = JSON.parse(readFileSync(path.join(dataFolder, 'port636.lock'), 'utf8')) as { pid: number };
    process.kill(supervisor.pid, 'SIGINT');
    expect(await early).toMatch(/Port636 ended with 0/);
    expect(existsSync(path.join(dataFolder, 'port636.lock'))).toBe(false);
    expect(descendants(supervisor.pid)).toEqual([]);
  });
});
