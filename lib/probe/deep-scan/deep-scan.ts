import { monotonicMs, now } from '#lib/clock.ts';
import { Deadline, elapsedMs } from '../deadline.ts';
import type { Evidence, ProbeTarget } from '../evidence.ts';
import { describeError } from '../plain-text.ts';
import { resolveName } from '../stages/resolve.ts';
import { CertificatesSeen } from './certificates-seen.ts';
import { Door } from './door.ts';
import { DEFAULT_DEEP_SCAN_MS, type DeepScanOptions, deepScanLimits, defaultDeepScanTimeouts } from './options.ts';
import { nameAnswerOf } from './questions/names.ts';
import { shakeOrdinarily } from './questions/ordinary.ts';
import { DEEP_SCAN_SCHEMA_VERSION, type DeepScan, type NameAnswer } from './record.ts';
import { DoorScan, type Findings, noFindings, Progress, questionCount } from './scan-door.ts';

export type { DeepScanOptions } from './options.ts';

type Outcome = Pick<DeepScan, 'address' | 'outcome' | 'because' | 'connections' | 'certificates'> & { found: Findings };

/**
 * Asks one TLS door of one directory server what is too much for every probe: each protocol version alone, weak cipher suites, key
 * exchanges, certificates by server name, StartTLS beside it, the OCSP staple and revocation. Facts only. Never throws; takes at
 * most `totalMs` (and a quarter of a second for the last word of the revocation check), 24 connections, two at a time; nothing is
 * open afterwards.
 */
export async function deepScan(target: ProbeTarget, options: DeepScanOptions): Promise<DeepScan> {
  const startedAt = now();
  const startedAtMs = monotonicMs();
  const deadline = Deadline.after(options.totalMs ?? DEFAULT_DEEP_SCAN_MS, options.signal);
  const outcome = await scan(target, options, deadline).catch((error: unknown) => notReached(null, describeError(error).message, 0));
  const { found, address, connections, certificates, ...ending } = outcome;
  return {
    schemaVersion: DEEP_SCAN_SCHEMA_VERSION,
    target,
    location: options.location,
    startedAt: startedAt.toISOString(),
    totalMs: elapsedMs(startedAtMs),
    address,
    ...ending,
    connections,
    ...found,
    certificates,
  };
}

const notReached = (address: string | null, because: string, connections: number, found = noFindings()): Outcome => ({
  address,
  outcome: 'not-reachable',
  because,
  connections,
  found,
  certificates: [],
});

async function scan(target: ProbeTarget, options: DeepScanOptions, deadline: Deadline): Promise<Outcome> {
  const timeouts = { ...defaultDeepScanTimeouts, ...options.timeouts };
  const progress = new Progress(questionCount(target, options), options.onProgress);
  progress.next('Ordinary handshake');
  const resolved: Evidence['resolve'] = await resolveName(target.host, options, deadline, timeouts.resolveMs);
  if (resolved.status !== 'ok') {
    return notReached(null, resolved.status === 'failed' ? resolved.detail.message : 'the name was not resolved', 0);
  }
  let last = notReached(null, 'the name has no address', 0);
  let connections = 0;
  for (const { address } of resolved.data.addresses.slice(0, deepScanLimits.addresses)) {
    const seen = new CertificatesSeen();
    const door = new Door(target, address, deadline, timeouts.connectionMs, connections);
    const scanOfDoor = new DoorScan(door, seen, options, progress);
    const asked = await door.ask((socket, time, stageMs) => shakeOrdinarily(socket, door.serverName, time, stageMs));
    connections = door.connections;
    if (asked.kind === 'not-asked') return notReached(address, door.unaskedBecause ?? '', connections);
    if (asked.kind === 'not-reached') {
      if (!asked.connected) {
        last = notReached(address, asked.message, connections);
        continue;
      }
      // Without StartTLS there is no TLS to ask about, but what the plain ports say is known.
      await scanOfDoor.askPlainPorts();
      return { ...notReached(address, asked.message, door.connections, scanOfDoor.found), certificates: seen.all() };
    }
    const ordinary: NameAnswer = nameAnswerOf(door.serverName, asked.value, seen);
    await scanOfDoor.run(ordinary);
    const because = door.unaskedBecause ?? scanOfDoor.fruitlessBecause ?? (deadline.overBecause() === null ? null : door.overBecause());
    return {
      address,
      outcome: because === null ? 'complete' : 'partial',
      because,
      connections: door.connections,
      found: scanOfDoor.found,
      certificates: seen.all(),
    };
  }
  return last;
}
