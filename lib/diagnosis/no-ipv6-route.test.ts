import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { now } from '#lib/clock.ts';
import { type Evidence, noRouteBecause } from '../probe/evidence.ts';
import { createTestAuthority, probePort, TEST_HOST } from '../probe/testing/probe-setup.ts';
import { startLdapServer } from '../simulation/ldap-server.ts';
import type { SimulatedServer } from '../simulation/listener.ts';
import { diagnose } from './diagnose.ts';
import { defaultSubject } from './subject.ts';

/** No TCP connection can be made to a multicast address: the system says at once that no route leads there. */
const unrouted = 'ff0e::1';
const dayMs = 86_400_000;

describe('a server of both families, seen from a location without an IPv6 route', () => {
  let server: SimulatedServer;
  let seen: Evidence;
  beforeAll(async () => {
    const authority = await createTestAuthority();
    server = await startLdapServer({ tls: await authority.tls(), rootDse: { dnsHostName: [TEST_HOST], supportedLDAPVersion: ['3'] } });
    seen = await probePort(server.port, { anchors: authority.anchors, addresses: ['127.0.0.1', unrouted] });
  });
  afterAll(() => server.stop());

  const judged = (evidence: Evidence, at: Date = now()) => diagnose(evidence, { subject: defaultSubject, now: at });
  const only = (wanted: 4 | 6): Evidence => ({ ...seen, attempts: seen.attempts.filter(({ family }) => family === wanted) });

  it('is probed at one address, and the other is skipped with the mark of its own', () => {
    expect(seen.attempts.map(({ connect }) => connect)).toMatchObject([{ status: 'ok' }, { status: 'skipped', because: noRouteBecause }]);
  });

  it('is healthy when its IPv4 address is', () => {
    expect(judged(seen)).toMatchObject({ verdict: 'healthy', unknownBecause: null, findings: [] });
  });

  it('keeps a warning found there', () => {
    const certificate = seen.attempts[0]?.certificate;
    const notAfter = certificate?.status === 'ok' ? (certificate.data.sent[0]?.notAfter ?? '') : '';
    const later = new Date(new Date(notAfter).getTime() - 8 * dayMs);
    expect(judged(seen, later)).toMatchObject({ verdict: 'warning', findings: [{ id: 'certificate-expiring', addresses: ['127.0.0.1'] }] });
  });

  it('is unknown, by the want of a route, only when no other address is left', () => {
    expect(judged(only(6))).toMatchObject({ verdict: 'unknown', unknownBecause: 'test has no route to the network of this server.' });
  });
});
