import { describe, expect, it } from 'vitest';
import { domainControllerRootDse, makeAttempt, makeCertificate, makeEvidence } from '../diagnosis/testing/evidence-factory.ts';
import type { RootDse } from '../probe/evidence.ts';
import { evidenceFingerprint } from './fingerprint.ts';

const withRootDse = (rootDse: RootDse) => {
  const attempt = makeAttempt();
  if (attempt.directory.status === 'ok') attempt.directory.data.rootDse = rootDse;
  return makeEvidence({ attempts: [attempt] });
};
const usual = evidenceFingerprint(makeEvidence());

describe('the fingerprint of evidence', () => {
  it('stays when only times, counters and ports differ', () => {
    const attempt = makeAttempt({
      connect: { status: 'ok', ms: 80, data: { localAddress: '192.0.2.201' } },
      handshake: { status: 'ok', ms: 90, data: { bytesRead: 2_901, bytesWritten: 501 } },
      directory: { status: 'ok', ms: 70, data: { askedAt: '2026-11-20T12:05:00.000Z', roundTripMs: 60 } },
    });
    const later = makeEvidence({ startedAt: '2026-11-20T12:05:00.000Z', totalMs: 400, eventLoopLagMs: 150, timingsDoubtful: true });
    expect(evidenceFingerprint({ ...later, attempts: [attempt] })).toBe(usual);
  });

  it('stays when the clock and the update counter of the server have moved on', () => {
    const moved = { ...domainControllerRootDse, currentTime: ['20261120120500.0Z'], highestCommittedUSN: ['4711'] };
    expect(evidenceFingerprint(withRootDse(moved))).toBe(usual);
  });

  it('stays when attributes and values come in another order', () => {
    const turned = Object.fromEntries(
      Object.entries(domainControllerRootDse)
        .reverse()
        .map(([name, values]) => [name, values.toReversed()]),
    );
    expect(evidenceFingerprint(withRootDse(turned))).toBe(usual);
  });

  it('stays when DNS gives the same addresses in another order', () => {
    const [one, other] = [makeAttempt({ address: '192.0.2.10' }), makeAttempt({ address: '192.0.2.11' })];
    const evidenceOf = (attempts: (typeof one)[]) =>
      makeEvidence({
        resolve: { status: 'ok', data: { addresses: attempts.map(({ address, family }) => ({ address, family })) } },
        attempts,
      });
    expect(evidenceFingerprint(evidenceOf([one, other]))).toBe(evidenceFingerprint(evidenceOf([other, one])));
  });

  it('differs with another certificate, protocol, rootDSE value or address', () => {
    const renewed = makeAttempt();
    if (renewed.certificate.status === 'ok') renewed.certificate.data.sent = [makeCertificate({ sha256: 'd'.repeat(64) })];
    const others = [
      makeEvidence({ attempts: [renewed] }),
      makeEvidence({ attempts: [makeAttempt({ handshake: { status: 'ok', data: { protocol: 'TLSv1.2' } } })] }),
      withRootDse({ ...domainControllerRootDse, isSynchronized: ['FALSE'] }),
      makeEvidence({ resolve: { status: 'ok', data: { addresses: [{ address: '192.0.2.77', family: 4 }] } } }),
      makeEvidence({ attempts: [] }),
    ].map(evidenceFingerprint);
    expect(new Set([usual, ...others]).size).toBe(6);
  });

  it('does not mind the thread that OpenSSL names in its messages', () => {
    const failed = (message: string) =>
      makeEvidence({
        attempts: [
          makeAttempt({
            directory: {
              status: 'failed',
              ms: 1,
              code: 'unclassified',
              detail: { message, systemCode: null, resultCode: null, diagnosticMessage: null, alert: null },
            },
          }),
        ],
      });
    const text = ':error:0A000410:SSL routines:ssl3_read_bytes:ssl/tls alert handshake failure';
    expect(evidenceFingerprint(failed(`40A7A2D5B67F0000${text}`))).toBe(evidenceFingerprint(failed(`80171DD5B67F0000${text}`)));
    expect(evidenceFingerprint(failed(text))).not.toBe(evidenceFingerprint(failed('something else')));
  });
});
