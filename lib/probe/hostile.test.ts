import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { monotonicMs } from '#lib/clock.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import { defaultSubject } from '../diagnosis/subject.ts';
import { evidence as evidenceSchema } from './evidence.ts';
import type { ProbeTimeouts } from './limits.ts';
import { peersAfterHandshake } from './testing/hostile/after-handshake.ts';
import { peersDuringHandshake } from './testing/hostile/during-handshake.ts';
import { peersDuringSecondLook } from './testing/hostile/during-second-look.ts';
import { peersInsideLdap } from './testing/hostile/inside-ldap.ts';
import { watchMemory } from './testing/hostile/memory.ts';
import type { HostilePeer } from './testing/hostile/peer.ts';
import { peersWithCertificates } from './testing/hostile/with-certificates.ts';
import { createTestAuthority, onlyAttempt, outcomeOf, probePort, type TestAuthority } from './testing/probe-setup.ts';

const MEGABYTE = 1024 * 1024;

/** Too short for a second look, which has its own peers. */
const timeouts: Partial<ProbeTimeouts> = { startTlsMs: 250, handshakeMs: 250, directoryMs: 250, bindMs: 250, totalMs: 590 };

/** What two busy processors may add to the time that was given. */
const slackMs = 1_500;

let authority: TestAuthority;
let residentBefore = 0;

beforeAll(async () => {
  authority = await createTestAuthority();
  residentBefore = process.memoryUsage.rss();
});

afterAll(() => {
  expect(process.memoryUsage.rss() - residentBefore).toBeLessThan(300 * MEGABYTE);
});

async function meet(peer: HostilePeer) {
  const server = await peer.start(authority);
  const memory = watchMemory();
  const startedAtMs = monotonicMs();
  try {
    const evidence = await probePort(server.port, { anchors: authority.anchors, timeouts, ...peer.options }, peer.transport);
    return { evidence, tookMs: monotonicMs() - startedAtMs, grownBytes: memory.stop() };
  } finally {
    memory.stop();
    await server.stop();
  }
}

describe.each([
  ['before a certificate is sent', peersDuringHandshake],
  ['with its certificates', peersWithCertificates],
  ['after the handshake', peersAfterHandshake],
  ['inside LDAP', peersInsideLdap],
  ['in the second look', peersDuringSecondLook],
])('a peer that misbehaves %s', (_when, peers) => {
  it.each(peers)('and $name ends the probe at $stage with $code', async (peer) => {
    const { evidence, tookMs, grownBytes } = await meet(peer);
    const stage = peer.stage === 'resolve' ? evidence.resolve : onlyAttempt(evidence)[peer.stage];
    expect(outcomeOf(stage)).toBe(peer.code);
    expect(tookMs).toBeLessThan((peer.options?.timeouts?.totalMs ?? timeouts.totalMs ?? 0) + slackMs);
    expect(grownBytes).toBeLessThan(64 * MEGABYTE);
    expect(JSON.stringify(evidence).length).toBeLessThan(MEGABYTE);
    expect(evidenceSchema.parse(evidence)).toEqual(evidence);
    const { verdict, findings, crashed } = diagnose(evidence, { subject: defaultSubject, now: new Date(evidence.startedAt) });
    expect(crashed).toEqual([]);
    // While this process itself stood still, nobody is blamed for a timeout.
    if (evidence.timingsDoubtful) expect(verdict).not.toBe('healthy');
    else expect([verdict, ...findings.map(({ id }) => id)]).toEqual(expect.arrayContaining(['critical', peer.finding]));
  });
});
