import type { Evidence } from '../../../probe/evidence.ts';
import { type Knowledge, noKnowledge } from '../../knowledge.ts';
import { makeAnswer, makeDeepScan, makeSource } from '../../testing/deep-scan-factory.ts';

/** What a deep scan of this server would have told: no staple, and whether its certificate is revoked. */
export function deepKnowledge({ attempts: [attempt] }: Evidence, revoked: boolean): Knowledge {
  const sha256 = attempt?.certificate.status === 'ok' ? attempt.certificate.data.sent[0]?.sha256 : undefined;
  const sources = [makeSource({ status: 'revoked', revokedAt: '2026-01-01T00:00:00.000Z', reason: 'keyCompromise' })];
  const revocation = revoked && sha256 !== undefined ? [makeAnswer({ sha256, status: 'revoked', sources })] : [];
  return { ...noKnowledge, deepScan: makeDeepScan({ stapled: false, revocation }) };
}
