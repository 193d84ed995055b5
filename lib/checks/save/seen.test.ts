import { describe, expect, it } from 'vitest';
import {
  evidenceOf,
  failedConnect,
  failedHandshake,
  makeAttempt,
  makeCertificate,
  makeEvidence,
} from '../../diagnosis/testing/evidence-factory.ts';
import type { Attempt } from '../../probe/evidence.ts';
import { noticeChanges } from './history.ts';
import { readSeen } from './seen.ts';

const serving = (address: string, sha256: string, notAfter: string | null, protocol = 'TLSv1.3'): Attempt => {
  const attempt = makeAttempt({ address, handshake: { status: 'ok', data: { protocol } } });
  if (attempt.certificate.status === 'ok') attempt.certificate.data.sent = [makeCertificate({ sha256: sha256.repeat(64), notAfter })];
  return attempt;
};

const sited = (dsServiceName: string): string | null => {
  const attempt = makeAttempt();
  if (attempt.directory.status === 'ok') attempt.directory.data.rootDse = { DSSERVICENAME: [dsServiceName] };
  return readSeen(evidenceOf(attempt)).site;
};

describe('what is kept of a probe', () => {
  it('names the leaf that expires first and the lowest TLS version of all addresses', () => {
    const later = serving('192.0.2.10', 'e', '2028-01-01T00:00:00.000Z');
    const sooner = serving('192.0.2.11', 'f', '2027-01-01T00:00:00.000Z', 'TLSv1.1');
    const unreadable = serving('192.0.2.12', 'd', null, 'TLSv1.2');
    expect(readSeen(evidenceOf(later, sooner, unreadable))).toMatchObject({
      leaf: { sha256: 'f'.repeat(64), notAfter: new Date('2027-01-01T00:00:00.000Z') },
      tlsVersion: 'TLSv1.1',
      addresses: ['192.0.2.10', '192.0.2.11', '192.0.2.12'],
      certificatesComplete: true,
    });
  });

  it('knows that a certificate may still be served where an address did not answer', () => {
    const silent: Attempt = { ...makeAttempt({ address: '192.0.2.11' }), ...failedHandshake('reset-before-certificate') };
    expect(readSeen(evidenceOf(makeAttempt(), silent)).certificatesComplete).toBe(false);
    expect(readSeen(makeEvidence({ attempts: [] })).certificatesComplete).toBe(false);
  });

  it('has a response time only when a handshake was finished and the clock can be believed', () => {
    expect(readSeen(makeEvidence()).responseMs).toBe(8);
    expect(readSeen(evidenceOf({ ...makeAttempt(), ...failedConnect('timeout') })).responseMs).toBeNull();
    expect(readSeen(makeEvidence({ timingsDoubtful: true })).responseMs).toBeNull();
  });

  it('reads the site of a domain controller, escaped characters and all', () => {
    expect(sited('CN=NTDS Settings,CN=DC01,CN=Servers,CN=Berlin,CN=Sites,CN=Configuration,DC=corp,DC=example')).toBe('Berlin');
    expect(sited('CN=NTDS Settings,CN=DC01,CN=Servers,CN=Berlin\\, Mitte,CN=Sites,CN=Configuration,DC=x')).toBe('Berlin, Mitte');
    expect(sited('CN=something else')).toBeNull();
  });
});

describe('changes', () => {
  const known = { verdict: 'healthy' as const, leafSha256: 'a', addresses: ['192.0.2.10'], tlsVersion: 'TLSv1.3' };
  const same = { leaf: { sha256: 'a', notAfter: null }, addresses: ['192.0.2.10'], tlsVersion: 'TLSv1.3' };

  it('are none while all is as it was', () => {
    expect(noticeChanges(known, 'healthy', same)).toEqual([]);
  });

  it('are none at the first look, and none in what could not be seen', () => {
    expect(noticeChanges({ verdict: null, leafSha256: null, addresses: [], tlsVersion: null }, 'critical', same)).toEqual([]);
    expect(noticeChanges(known, 'healthy', { leaf: null, addresses: null, tlsVersion: null })).toEqual([]);
  });
});
