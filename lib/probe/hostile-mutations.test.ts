import type { Socket } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diagnose } from '../diagnosis/diagnose.ts';
import { stalledDuring } from '../diagnosis/reading/stalled-prober.ts';
import { defaultSubject } from '../diagnosis/subject.ts';
import { encodeEntry, encodeResult, operation } from '../simulation/ldap-messages.ts';
import { domainControllerRootDse, type Misbehaviour, startLdapServer } from '../simulation/ldap-server.ts';
import type { SimulatedServer } from '../simulation/listener.ts';
import { type Evidence, evidence as evidenceSchema, type RootDse } from './evidence.ts';
import type { ProbeTimeouts } from './limits.ts';
import { mutate, mutations } from './testing/hostile/mutations.ts';
import { recordServerFlight } from './testing/hostile/recorded-flight.ts';
import { startRawPeer } from './testing/hostile/records.ts';
import { strictResultCode, strictRootDse } from './testing/hostile/strict-ldap.ts';
import { createTestAuthority, onlyAttempt, probePort, TEST_HOST, type TestAuthority } from './testing/probe-setup.ts';

/** Too short for a second look. */
const timeouts: Partial<ProbeTimeouts> = { startTlsMs: 120, handshakeMs: 120, directoryMs: 120, totalMs: 590 };
const slackMs = 2_000;

let authority: TestAuthority;
const servers: SimulatedServer[] = [];

beforeAll(async () => {
  authority = await createTestAuthority();
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
});

/** Most peers hang up after their last word; some let the probe wait. */
const hangsUp = fc.integer({ min: 0, max: 9 }).map((one) => one > 0);

/** What holds for every evidence, whatever the peer said. */
function judge(evidence: Evidence): string {
  expect(evidence.totalMs).toBeLessThan((timeouts.totalMs ?? 0) + slackMs);
  expect(evidenceSchema.parse(evidence)).toEqual(evidence);
  const { verdict, crashed } = diagnose(evidence, { subject: defaultSubject, now: new Date(evidence.startedAt) });
  expect(crashed).toEqual([]);
  return verdict;
}

/** Never healthy; for what was awaited while this process itself stood still, nobody is blamed. */
function unhealthy(evidence: Evidence): string[] {
  const { startTls, handshake, directory } = onlyAttempt(evidence);
  const stalled = [startTls, handshake, directory].some((stage) => stalledDuring(evidence, stage));
  return evidence.timingsDoubtful || stalled ? ['critical', 'unknown'] : ['critical'];
}

describe('a recorded server flight with random changes', () => {
  it.each([
    ['TLS 1.3', { key: 'P-256' }, { minVersion: 'TLSv1.3' }],
    ['TLS 1.2 with a signed key exchange', { key: 'P-256' }, { maxVersion: 'TLSv1.2' }],
    ['TLS 1.2 with the key exchange of RSA', { key: 'RSA-2048' }, { maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA:@SECLEVEL=0' }],
    ['TLS 1.0', { key: 'RSA-2048' }, { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'AES128-SHA:@SECLEVEL=0' }],
  ] as const)(
    'of %s is never taken for a healthy server, never thrown over and never waited for',
    async (_version, certificate, tls) => {
      const flight = await recordServerFlight({ ...(await authority.tls(certificate)), ...tls });
      expect(flight.length).toBeGreaterThan(500);
      let say: (socket: Socket) => void = () => undefined;
      const peer = await startRawPeer((socket) => socket.once('data', () => say(socket)));
      servers.push(peer);
      await fc.assert(
        fc.asyncProperty(mutations, hangsUp, async (changes, ends) => {
          const bytes = mutate(flight, changes);
          say = (socket) => (ends ? socket.end(bytes) : socket.write(bytes));
          const evidence = await probePort(peer.port, { anchors: authority.anchors, timeouts });
          expect(onlyAttempt(evidence).handshake.status).toBe('failed');
          expect(unhealthy(evidence)).toContain(judge(evidence));
        }),
        { numRuns: 60, interruptAfterTimeLimit: 5_000 },
      );
    },
    30_000,
  );
});

describe('an LDAP answer with random changes', () => {
  const requestWith = (kind: string, misbehave: (messageId: number) => Misbehaviour) => ({
    onRequest: (request: { kind: string; messageId: number }) => (request.kind === kind ? misbehave(request.messageId) : undefined),
  });

  it('is taken for a healthy directory only where it still reads, strictly, as the rootDSE that was recorded in the evidence', async () => {
    let answer: { changes: Parameters<typeof mutate>[1]; ends: boolean } = { changes: [], ends: true };
    let said: { bytes: Buffer; messageId: number } = { bytes: Buffer.alloc(0), messageId: 0 };
    const misbehave = (messageId: number): Misbehaviour => ({
      take: (socket) => {
        const entry = encodeEntry(messageId, '', domainControllerRootDse(TEST_HOST), messageId % 2 === 0);
        const bytes = mutate(Buffer.concat([entry, encodeResult(messageId, operation.searchDone, 0)]), answer.changes);
        said = { bytes, messageId };
        if (answer.ends) socket.end(bytes);
        else socket.write(bytes);
      },
    });
    const server = await startLdapServer({ tls: await authority.tls(), ...requestWith('search', misbehave) });
    servers.push(server);
    const verdicts: string[] = [];
    await fc.assert(
      fc.asyncProperty(mutations, hangsUp, async (changes, ends) => {
        answer = { changes, ends };
        const evidence = await probePort(server.port, { anchors: authority.anchors, timeouts });
        const verdict = judge(evidence);
        verdicts.push(verdict);
        const { directory } = onlyAttempt(evidence);
        if (directory.status === 'ok') expect(sorted(directory.data.rootDse)).toEqual(sorted(strictRootDse(said.bytes, said.messageId)));
        else expect(unhealthy(evidence)).toContain(verdict);
      }),
      { numRuns: 250, interruptAfterTimeLimit: 8_000 },
    );
    expect(verdicts).toContain('critical');
  }, 30_000);

  it('to StartTLS leads to a healthy verdict only where it is still, strictly, a success', async () => {
    let changes: Parameters<typeof mutate>[1] = [];
    let said: { bytes: Buffer; messageId: number } = { bytes: Buffer.alloc(0), messageId: 0 };
    const misbehave = (messageId: number): Misbehaviour => {
      const bytes = mutate(encodeResult(messageId, operation.extendedResponse, 0, { message: 'begin' }), changes);
      said = { bytes, messageId };
      return { bytes };
    };
    const options = requestWith('extended', misbehave);
    const server = await startLdapServer({ transport: 'plain', ...options });
    servers.push(server);
    await fc.assert(
      fc.asyncProperty(mutations, async (drawn) => {
        changes = drawn;
        const evidence = await probePort(server.port, { anchors: authority.anchors, timeouts }, 'starttls');
        expect(unhealthy(evidence)).toContain(judge(evidence));
        const { startTls } = onlyAttempt(evidence);
        if (startTls.status === 'ok') expect(strictResultCode(said.bytes, said.messageId, operation.extendedResponse)).toBe(0);
      }),
      { numRuns: 60, interruptAfterTimeLimit: 5_000 },
    );
  }, 30_000);
});

/** Servers may send attributes in any order. */
const sorted = (rootDse: RootDse | null): [string, string[]][] | null =>
  rootDse === null ? null : Object.entries(rootDse).sort(([one], [other]) => (one < other ? -1 : 1));
