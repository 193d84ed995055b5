import type { CertificateFacts, Evidence, TrustResult } from '#lib/probe/evidence.ts';
import { buildTrust } from '#lib/probe/x509/build-trust.ts';
import { matchName } from '#lib/probe/x509/match-name.ts';
import type { TrustAnchors } from '#lib/probe/x509/trust-anchors.ts';

/** Why every stage but the certificate's was skipped. */
const notLooked = { status: 'skipped', because: 'nothing was asked of the server: a certificate was judged before it is served' } as const;

/** What a server would send, and the path from it to an anchor. */
export type WouldBeChain = { sent: readonly CertificateFacts[]; trust: TrustResult };

/** The chain with its path; the same for every host. `sent` begins with the server's own certificate. */
export const chainTo = (sent: readonly CertificateFacts[], anchors: TrustAnchors): WouldBeChain => ({
  sent,
  trust: buildTrust(sent, anchors),
});

/** The chain of a request: nobody issued it yet. */
export const chainOfRequest = (facts: CertificateFacts, anchors: TrustAnchors): WouldBeChain => ({
  sent: [facts],
  trust: {
    path: [],
    ending: 'issuer-missing',
    anchor: null,
    violations: [],
    strictViolations: [],
    sentInOrder: true,
    unusedSent: [],
    anchorCount: anchors.count,
  },
});

/** What a probe would record of the certificates if the host sent exactly these, and nothing else: no other stage claims anything. */
export function hypotheticalEvidence(host: string, { sent, trust }: WouldBeChain, now: Date): Evidence {
  const [leaf] = sent;
  const certificate: Evidence['attempts'][number]['certificate'] =
    leaf === undefined ? notLooked : { status: 'ok', ms: 0, data: { sent: [...sent], trust, name: matchName(leaf, host) } };
  return {
    schemaVersion: 1,
    target: { host, port: 636, transport: 'ldaps' },
    location: 'preflight',
    startedAt: now.toISOString(),
    totalMs: 0,
    eventLoopLagMs: 0,
    timingsDoubtful: false,
    resolve: notLooked,
    attempts: [
      {
        address: host,
        family: 4,
        connect: notLooked,
        startTls: notLooked,
        handshake: notLooked,
        certificate,
        directory: notLooked,
        bind: notLooked,
        secondLook: notLooked,
      },
    ],
  };
}
