import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { monotonicMs, now } from '#lib/clock.ts';
import { type BlackboxExporter, blackboxIsInstalled, startBlackboxExporter } from './blackbox-exporter.ts';
import { ask, endChild, forkModule, nextMessage } from './child-process.ts';
import type { Fleet } from './fleet-server.ts';
import { runOpenSslClients } from './openssl-client.ts';
import type { Task, TaskResult } from './prober.ts';
import { canReadProcessCpu } from './process-cpu.ts';
import { median, medianRatio, tableLines } from './statistics.ts';

/**
 * What one probe costs beside other programs that do less, on the same endpoints, in interleaved rounds:
 * `node bench/probe.ts [--hosts 200] [--rounds 7] [--probes 1200] [--rate 300] [--cpu-profile FOLDER]`.
 */
const { values: flags } = parseArgs({
  options: {
    hosts: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '7' },
    probes: { type: 'string', default: '1200' },
    rate: { type: 'string', default: '300' },
    'cpu-profile': { type: 'string' },
  },
});
const bounded = (text: string, most: number) => Math.max(1, Math.min(most, Math.trunc(Number(text)) || 1));
const hostCount = bounded(flags.hosts, 2_000);
const roundCount = bounded(flags.rounds, 50);
const probeCount = bounded(flags.probes, 5_000);
const perSecond = bounded(flags.rate, 2_000);

const CONCURRENCY = 8;
const OPENSSL_COUNT = 50;
const ALONE_COUNT = 200;
const PACED_SECONDS = 3;
const DIAGNOSES_PER_PROBE = 5;
/** Compilers at work are counted too: the rounds begin when every program has done some thousand pieces of work. */
const WARM_UPS = 6;
const TASK_TIMEOUT_MS = 120_000;

/** One row: CPU ms and wall ms per unit of work in each round. */
type Row = { name: string; cpuMs: number[]; perSecond: number[]; failed: number };
/** Something that is measured once per round. */
type Peer = Row & { units: number; run: () => Promise<{ cpuMs: number; failed: number }> };

const peer = (name: string, units: number, run: Peer['run']): Peer => ({ name, units, run, cpuMs: [], perSecond: [], failed: 0 });

async function measure(measured: Peer): Promise<void> {
  const startedAtMs = monotonicMs();
  const { cpuMs, failed } = await measured.run();
  measured.cpuMs.push(cpuMs / measured.units);
  measured.perSecond.push((measured.units * 1000) / (monotonicMs() - startedAtMs));
  measured.failed += failed;
}

type Pacing = { aloneMs: number[]; pacedMs: number[]; doubtful: number; paced: number };

/** A probe alone, then the fleet at a fixed rate through the gate that the product uses. */
async function measurePacing(engine: ChildProcess, row: Row, pacing: Pacing): Promise<void> {
  const alone = await perform(engine, { kind: 'probe', count: ALONE_COUNT, concurrency: 1 });
  const count = perSecond * PACED_SECONDS;
  const paced = await perform(engine, { kind: 'probe', count, concurrency: 0, perSecond });
  row.cpuMs.push(paced.cpuMs / count);
  row.perSecond.push((count * 1000) / paced.wallMs);
  row.failed += paced.failed + alone.failed;
  pacing.aloneMs.push(median(alone.totalsMs));
  pacing.pacedMs.push(median(paced.totalsMs));
  pacing.doubtful += paced.doubtful;
  pacing.paced += count;
}

const perform = (prober: ChildProcess, task: Task): Promise<TaskResult> => ask(prober, { task }, TASK_TIMEOUT_MS);

async function startProber(fleet: Fleet, execArgv: readonly string[] = []): Promise<ChildProcess> {
  const prober = forkModule('./prober.ts', [], execArgv);
  await ask(prober, { fleet }, TASK_TIMEOUT_MS);
  return prober;
}

function peersOf(fleet: Fleet, engine: ChildProcess, bare: ChildProcess, blackbox: BlackboxExporter | null, rootFile: string): Peer[] {
  const by =
    (prober: ChildProcess, kind: Task['kind'], count = probeCount) =>
    () =>
      perform(prober, { kind, count, concurrency: CONCURRENCY });
  const blackboxPeers =
    blackbox === null
      ? []
      : [
          peer('blackbox_exporter, TLS handshake, no LDAP', probeCount, () => blackbox.run('tls', probeCount, CONCURRENCY)),
          peer('blackbox_exporter, TCP connection only', probeCount, () => blackbox.run('tcp', probeCount, CONCURRENCY)),
        ];
  const openSslPeers = canReadProcessCpu
    ? [peer('openssl s_client process, handshake, no LDAP', OPENSSL_COUNT, () => runOpenSslClients(fleet, rootFile, OPENSSL_COUNT))]
    : [];
  const diagnoses = probeCount * DIAGNOSES_PER_PROBE;
  return [
    peer('full probe (handshake, chain, trust, rootDSE)', probeCount, by(engine, 'probe')),
    ...blackboxPeers,
    peer('Node tls.connect, verified', probeCount, by(bare, 'handshake')),
    peer('Node tls.connect, verified, chain not decoded', probeCount, by(bare, 'handshake-undecoded')),
    ...openSslPeers,
    peer('diagnosis of one probe', diagnoses, by(engine, 'diagnosis', diagnoses)),
  ];
}

function printResults(rows: readonly Row[], pacing: Pacing): void {
  const full = rows[0];
  if (full === undefined) return;
  const line = ({ name, cpuMs, perSecond: rate, failed }: Row): string[] => [
    name,
    Math.min(...cpuMs).toFixed(3),
    median(cpuMs).toFixed(3),
    medianRatio(full.cpuMs, cpuMs).toFixed(2),
    median(rate).toFixed(0),
    `${failed}`,
  ];
  const header = ['CPU ms for each, client side only', 'min', 'median', 'full probe / it', 'per second', 'failed'];
  console.log(tableLines([header, ...rows.map(line)]).join('\n'));
  const ratio = medianRatio(pacing.pacedMs, pacing.aloneMs);
  console.log(
    `\nA probe alone takes ${median(pacing.aloneMs).toFixed(2)} ms (median); at ${perSecond} per second in open loop ` +
      `${median(pacing.pacedMs).toFixed(2)} ms: ratio ${ratio.toFixed(2)} (goal: at most 2). ` +
      `${pacing.doubtful} of ${pacing.paced} paced results carry the mark of doubtful timings.`,
  );
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'port636-bench-'));
  const children: ChildProcess[] = [];
  let blackbox: BlackboxExporter | null = null;
  try {
    const server = forkModule('./fleet-server.ts', [`${hostCount}`]);
    children.push(server);
    const fleet = await nextMessage<Fleet>(server, TASK_TIMEOUT_MS);
    const rootFile = join(folder, 'root.pem');
    writeFileSync(rootFile, fleet.rootPem);
    const profile = flags['cpu-profile'];
    const engine = await startProber(fleet, profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]);
    const bare = await startProber(fleet);
    children.push(engine, bare);
    if (blackboxIsInstalled && canReadProcessCpu) blackbox = await startBlackboxExporter(fleet, rootFile, folder);
    printConditions(fleet, blackbox !== null);

    const peers = peersOf(fleet, engine, bare, blackbox, rootFile);
    const paced: Row = { name: `full probe, paced at ${perSecond} per second`, cpuMs: [], perSecond: [], failed: 0 };
    const pacing: Pacing = { aloneMs: [], pacedMs: [], doubtful: 0, paced: 0 };
    for (const { run } of peers) for (let warmUp = 0; warmUp < WARM_UPS; warmUp += 1) await run();
    for (let round = 0; round < roundCount; round += 1) {
      const order = peers.map((_, place) => peers[(place + round) % peers.length]);
      for (const measured of order) if (measured !== undefined) await measure(measured);
      await measurePacing(engine, paced, pacing);
    }
    const [full, ...others] = peers;
    printResults(full === undefined ? [] : [full, paced, ...others], pacing);
  } finally {
    await blackbox?.stop();
    await Promise.all(children.map(endChild));
    rmSync(folder, { recursive: true, force: true });
  }
}

function printConditions(fleet: Fleet, withBlackbox: boolean): void {
  const model = cpus()[0]?.model ?? 'unknown processor';
  console.log(`${now().toISOString()}, Node ${process.version}, OpenSSL ${process.versions.openssl}, ${availableParallelism()} × ${model}`);
  console.log(
    `${fleet.members.length} hosts with a certificate each on ${fleet.members[0]?.address} and up, port ${fleet.port}, TLS 1.3, P-256, leaf and ` +
      `intermediate sent, rootDSE of ${fleet.rootDseBytes} bytes; ${roundCount} rounds of ${probeCount}, ${CONCURRENCY} at once, no resumption.`,
  );
  console.log(
    withBlackbox
      ? 'blackbox_exporter: CPU of its process, its own web server included; it verifies chain and name (one module for each host).\n'
      : 'blackbox_exporter: not installed.\n',
  );
}

await main();
