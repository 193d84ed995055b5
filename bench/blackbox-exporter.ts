import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fleet } from './fleet-server.ts';
import { onlyChildOf, processCpuMs } from './process-cpu.ts';

const program = '/usr/bin/prometheus-blackbox-exporter';
const LIFETIME_SECONDS = 20 * 60;
const MOST_ATTEMPTS = 100;

export const blackboxIsInstalled = existsSync(program);

/** A verified TLS handshake, or a bare TCP connection to tell the cost of its web server. */
type Work = 'tls' | 'tcp';

/** A blackbox_exporter of our own, probing on demand. */
export type BlackboxExporter = {
  /** CPU time of its process for so many probes, so many at once, in ms, and how many did not succeed. */
  run: (work: Work, count: number, concurrency: number) => Promise<{ cpuMs: number; failed: number }>;
  stop: () => Promise<void>;
};

/** Starts it on loopback under `timeout`, which ends it even when nobody else does. */
export async function startBlackboxExporter(fleet: Fleet, rootFile: string, folder: string): Promise<BlackboxExporter> {
  const configuration = join(folder, 'blackbox.yml');
  writeFileSync(configuration, configurationFor(fleet, rootFile));
  const port = await freePort();
  const flags = [`--config.file=${configuration}`, `--web.listen-address=127.0.0.1:${port}`, '--log.level=error', '--history.limit=1'];
  const supervisor = spawn('timeout', [`${LIFETIME_SECONDS}`, program, ...flags], { stdio: ['ignore', 'ignore', 'inherit'] });
  await untilItAnswers(port, supervisor);
  const pid = onlyChildOf(supervisor.pid ?? -1);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  let next = 0;

  const probe = async (work: Work): Promise<boolean> => {
    const member = fleet.members[next % fleet.members.length];
    next += 1;
    if (member === undefined) throw new Error('The fleet is empty.');
    const query = new URLSearchParams({ target: `${member.address}:${fleet.port}`, module: work === 'tls' ? member.host : 'tcp' });
    return /^probe_success 1$/m.test(await fetchText(`http://127.0.0.1:${port}/probe?${query}`, agent));
  };
  return {
    run: async (work, count, concurrency) => {
      let started = 0;
      let failed = 0;
      const cpuBeforeMs = processCpuMs(pid);
      const lane = async () => {
        for (started += 1; started <= count; started += 1) if (!(await probe(work))) failed += 1;
      };
      await Promise.all(Array.from({ length: concurrency }, lane));
      return { cpuMs: processCpuMs(pid) - cpuBeforeMs, failed };
    },
    stop: async () => {
      agent.destroy();
      if (supervisor.exitCode !== null) return;
      const ended = once(supervisor, 'exit');
      supervisor.kill('SIGTERM');
      await ended;
    },
  };
}

/** The name to send and verify cannot be given with a probe in all versions: every host gets a module of its own. JSON is YAML. */
function configurationFor(fleet: Fleet, rootFile: string): string {
  const module = (tls: object) => ({ prober: 'tcp', timeout: '10s', tcp: { preferred_ip_protocol: 'ip4', ...tls } });
  const verified = (host: string) => module({ tls: true, tls_config: { ca_file: rootFile, server_name: host } });
  const perHost = fleet.members.map(({ host }): [string, object] => [host, verified(host)]);
  return JSON.stringify({ modules: { tcp: module({}), ...Object.fromEntries(perHost) } });
}

async function untilItAnswers(port: number, supervisor: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS && supervisor.exitCode === null; attempt += 1) {
    const answer = await fetchText(`http://127.0.0.1:${port}/-/healthy`).catch(() => null);
    if (answer !== null) return;
    await sleep(50);
  }
  supervisor.kill('SIGTERM');
  throw new Error('blackbox_exporter did not start.');
}

async function fetchText(url: string, agent?: Agent): Promise<string> {
  const [response] = await once(get(url, agent === undefined ? {} : { agent }), 'response');
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  return text;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  server.close();
  await once(server, 'close');
  return bound !== null && typeof bound === 'object' ? bound.port : 0;
}
