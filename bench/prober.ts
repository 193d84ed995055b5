import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import { monotonicMs, now } from '#lib/clock.ts';
import { diagnose } from '#lib/diagnosis/diagnose.ts';
import { defaultSubject } from '#lib/diagnosis/subject.ts';
import type { Evidence } from '#lib/probe/evidence.ts';
import { HandshakeGate } from '#lib/probe/handshake-gate.ts';
import { probeEndpoint } from '#lib/probe/probe-endpoint.ts';
import { secureContextFor } from '#lib/probe/stages/secure-context.ts';
import { createTrustAnchors, type TrustAnchors } from '#lib/probe/x509/trust-anchors.ts';
import type { Fleet, FleetMember } from './fleet-server.ts';

/** What a prober is asked to do. `perSecond` paces in open loop; without it `concurrency` probes run at any time. */
export type Task = {
  kind: 'probe' | 'handshake' | 'handshake-undecoded' | 'diagnosis';
  count: number;
  concurrency: number;
  perSecond?: number;
};

/** What it took. CPU time is that of this process alone, all its threads. */
export type TaskResult = {
  cpuMs: number;
  wallMs: number;
  failed: number;
  /** `totalMs` of every probe; empty for other tasks. */
  totalsMs: number[];
  doubtful: number;
};

const LIFETIME_MS = 20 * 60_000;

type Bench = { fleet: Fleet; anchors: TrustAnchors; openGate: HandshakeGate; next: number; evidences: Evidence[] };

async function run(bench: Bench, task: Task): Promise<TaskResult> {
  const totalsMs: number[] = [];
  let failed = 0;
  let doubtful = 0;
  const gate = task.perSecond === undefined ? bench.openGate : new HandshakeGate();
  const probe = async (): Promise<void> => {
    const evidence = await probeMember(bench, nextMember(bench), gate);
    if (!isComplete(evidence)) failed += 1;
    if (evidence.timingsDoubtful) doubtful += 1;
    totalsMs.push(evidence.totalMs);
    bench.evidences.push(evidence);
    if (bench.evidences.length > bench.fleet.members.length) bench.evidences.shift();
  };
  const handshake = async (decode: boolean): Promise<void> => {
    const good = await shakeHands(nextMember(bench), bench.fleet.port, secureContextFor(bench.anchors), decode).catch(() => false);
    if (!good) failed += 1;
  };
  const judge = async (): Promise<void> => {
    bench.next += 1;
    const evidence = bench.evidences[bench.next % bench.evidences.length];
    if (evidence === undefined || diagnose(evidence, { subject: defaultSubject, now: now() }).verdict !== 'healthy') failed += 1;
  };
  const work = { probe, handshake: () => handshake(true), 'handshake-undecoded': () => handshake(false), diagnosis: judge }[task.kind];
  const cpu = process.cpuUsage();
  const startedAtMs = monotonicMs();
  await (task.perSecond === undefined ? closedLoop(task, work) : openLoop(task.count, task.perSecond, work));
  const used = process.cpuUsage(cpu);
  return { cpuMs: (used.user + used.system) / 1000, wallMs: monotonicMs() - startedAtMs, failed, totalsMs, doubtful };
}

/** As many at once as asked for, the next as soon as one is done. */
async function closedLoop({ count, concurrency }: Task, work: () => Promise<void>): Promise<void> {
  let started = 0;
  const lane = async () => {
    for (started += 1; started <= count; started += 1) await work();
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
}

/** Starts at fixed times, whether or not earlier ones are done. */
async function openLoop(count: number, perSecond: number, work: () => Promise<void>): Promise<void> {
  const startedAtMs = monotonicMs();
  const running: Promise<void>[] = [];
  while (running.length < count) {
    while (running.length < count && monotonicMs() - startedAtMs >= (running.length * 1000) / perSecond) running.push(work());
    await sleep(1);
  }
  await Promise.all(running);
}

function nextMember(bench: Bench): FleetMember {
  const member = bench.fleet.members[bench.next % bench.fleet.members.length];
  bench.next += 1;
  if (member === undefined) throw new Error('The fleet is empty.');
  return member;
}

const probeMember = ({ anchors, fleet }: Bench, { host, address }: FleetMember, gate: HandshakeGate): Promise<Evidence> =>
  probeEndpoint({ host, port: fleet.port, transport: 'ldaps' }, { location: 'bench', anchors, addresses: [address], gate });

/** Every stage done, a trusted path, the right name, and the answer of this very server. */
function isComplete({ target, attempts }: Evidence): boolean {
  const [attempt] = attempts;
  if (attempt === undefined || attempt.certificate.status !== 'ok' || attempt.directory.status !== 'ok') return false;
  const { trust, name } = attempt.certificate.data;
  const isTrusted = trust.ending === 'anchored' && trust.violations.length === 0 && name.inSubjectAlternativeName;
  return isTrusted && attempt.directory.data.rootDse.dnsHostName?.[0] === target.host;
}

/** TCP and a verified TLS handshake with Node alone; `decode` leaves Node's own decoding of the chain in place. */
async function shakeHands({ host, address }: FleetMember, port: number, secureContext: SecureContext, decode: boolean): Promise<boolean> {
  const undecoded = { rejectUnauthorized: false, checkServerIdentity: () => undefined };
  const socket: TLSSocket = connect({ host: address, port, servername: host, secureContext, ...(decode ? {} : undecoded) });
  if (!decode) Object.defineProperty(socket, 'getPeerCertificate', { value: () => ({}) });
  await once(socket, 'secureConnect');
  const good = socket.authorized;
  // Destroyed at once it would never send its last message of the handshake.
  socket.end();
  await once(socket, 'finish');
  socket.destroy();
  await once(socket, 'close');
  return good;
}

let bench: Bench | null = null;
process.on('message', async (message: { fleet: Fleet } | { task: Task }) => {
  if ('fleet' in message) {
    const anchors = createTrustAnchors([{ store: 'bench', pem: message.fleet.rootPem }]);
    const openGate = new HandshakeGate({ concurrency: 1_000, perSecond: 1_000_000 });
    bench = { fleet: message.fleet, anchors, openGate, next: 0, evidences: [] };
    process.send?.({ ready: true });
  } else if (bench !== null) {
    process.send?.(await run(bench, message.task));
  }
});
process.on('disconnect', () => process.exit(0));
setTimeout(() => process.exit(1), LIFETIME_MS).unref();
