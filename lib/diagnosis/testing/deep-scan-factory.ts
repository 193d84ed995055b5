import type { DeepScan, RevocationAnswer, RevocationSource, VersionAnswer } from '../../probe/deep-scan/record.ts';
import { makeCertificate, makeIssuer, merge, type Overrides, probedAt } from './evidence-factory.ts';

/** The time of the default deep scan: six hours before the default evidence. */
export const scannedAt = new Date(probedAt.getTime() - 6 * 3_600_000);

/** What a server says to one version; refused unless told otherwise. */
export const makeVersion = (protocol: VersionAnswer['protocol'], answer: Partial<VersionAnswer> = {}): VersionAnswer => ({
  protocol,
  offered: 'no',
  cipher: null,
  ephemeralKey: null,
  chain: [],
  alert: 70,
  ...answer,
});

/** One version that the server agreed to. */
export const makeOffer = (protocol: VersionAnswer['protocol'], answer: Partial<VersionAnswer> = {}): VersionAnswer =>
  makeVersion(protocol, {
    offered: 'yes',
    cipher: protocol === 'TLSv1.3' ? 'TLS_AES_256_GCM_SHA384' : 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
    ephemeralKey: { type: 'ECDH', name: 'X25519', bits: 253 },
    chain: [makeCertificate().sha256, makeIssuer().sha256],
    alert: null,
    ...answer,
  });

/** A CRL that was read and says good. */
export const makeSource = (source: Partial<RevocationSource> = {}): RevocationSource => ({
  kind: 'crl',
  address: 'http://pki.corp.example/issuing.crl',
  outcome: 'answered',
  status: 'good',
  thisUpdate: '2026-11-19T00:00:00.000Z',
  nextUpdate: '2026-11-27T00:00:00.000Z',
  revokedAt: null,
  reason: null,
  message: null,
  ...source,
});

/** What was found out about the default leaf. */
export const makeAnswer = (answer: Partial<RevocationAnswer> = {}): RevocationAnswer => ({
  sha256: makeCertificate().sha256,
  subject: makeCertificate().subject,
  status: 'good',
  sources: [makeSource()],
  ...answer,
});

/** A deep scan of the default server that found nothing amiss; lists in the overrides replace the default ones. */
export const makeDeepScan = (overrides?: Overrides<DeepScan>): DeepScan =>
  merge<DeepScan>(
    {
      schemaVersion: 1,
      target: { host: 'dc01.corp.example', port: 636, transport: 'ldaps' },
      location: 'berlin',
      startedAt: scannedAt.toISOString(),
      totalMs: 2_400,
      address: '192.0.2.10',
      outcome: 'complete',
      because: null,
      connections: 20,
      versions: [makeVersion('TLSv1'), makeVersion('TLSv1.1'), makeOffer('TLSv1.2'), makeOffer('TLSv1.3')],
      weakCiphers: [],
      weakKindsAsked: ['NULL', 'anonymous', 'export', 'DES', 'RC4', '3DES'],
      staticRsaKeyExchange: false,
      finiteFieldBits: 2048,
      names: [],
      startTls: [],
      stapled: false,
      revocationAllowed: true,
      revocation: [makeAnswer(), makeAnswer({ sha256: makeIssuer().sha256, subject: makeIssuer().subject })],
      certificates: [makeCertificate(), makeIssuer()],
    },
    overrides,
  );
