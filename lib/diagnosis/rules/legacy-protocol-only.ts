import type { Attempt } from '../../probe/evidence.ts';
import { article } from '../article/texts/legacy-protocol-only.ts';
import { versionName } from '../reading/deep-scan.ts';
import { endpointName, secondLookOf, tlsPicture } from '../reading/tls-picture.ts';
import type { AddressRule, Discovery } from '../rule.ts';

const legacyVersions: readonly string[] = ['SSLv3', 'TLSv1', 'TLSv1.1'];

/** 306: offered everything up to TLS 1.3, the server takes TLS 1.0 or 1.1, or takes them only from a client that offers no more. */
export const legacyProtocolOnly: AddressRule = {
  id: 'legacy-protocol-only',
  no: 306,
  stage: 'tls',
  scope: 'address',
  severities: ['critical'],
  title: 'Only TLS 1.0 or 1.1 is offered',
  suppresses: ['legacy-protocol-offered'],
  applies: ({ attempt }) => attempt.handshake.status === 'ok' || (secondLookOf(attempt)?.oldStack ?? null) !== null,
  check: ({ evidence, attempt }) => whenAgreed(endpointName(evidence), attempt) ?? whenOnlyOldStack(endpointName(evidence), attempt),
  article,
};

function whenAgreed(endpoint: string, { handshake }: Attempt): Discovery | null {
  if (handshake.status !== 'ok' || !legacyVersions.includes(handshake.data.protocol)) return null;
  const { protocol, cipher } = handshake.data;
  return {
    summary: `${endpoint} chose ${versionName(protocol)} although TLS 1.3 and 1.2 were offered; current clients refuse that.`,
    facts: { protocol, cipher: cipher.standardName },
    observations: [
      { label: 'TLS version agreed', seen: versionName(protocol), healthy: 'TLS 1.2 or 1.3' },
      { label: 'Cipher suite', seen: cipher.standardName, healthy: 'a suite with authenticated encryption' },
    ],
  };
}

/** A stack that does not even agree to an old version when a newer one is offered beside it. */
function whenOnlyOldStack(endpoint: string, attempt: Attempt): Discovery | null {
  const oldStack = secondLookOf(attempt)?.oldStack ?? null;
  const { handshake } = attempt;
  if (handshake.status !== 'failed' || oldStack === null || tlsPicture(attempt) !== 'legacy-only') return null;
  const protocol = oldStack.protocol ?? 'TLSv1';
  return {
    confidence: 'high',
    summary: `${endpoint} fails the greeting of a current client, and agrees to ${versionName(protocol)} with an old one; current clients refuse that.`,
    facts: {
      protocol,
      cipher: oldStack.cipher,
      currentGreeting: handshake.code,
      certificateSha256: oldStack.certificates[0]?.sha256 ?? null,
    },
    observations: [
      { label: 'Greeting of a current client', seen: `${handshake.code}: ${handshake.detail.message}`, healthy: 'TLS 1.2 or 1.3 agreed' },
      { label: 'Greeting of an old client', seen: `${versionName(protocol)} agreed`, healthy: 'TLS 1.2 agreed' },
      { label: 'Cipher suite', seen: oldStack.cipher ?? 'unknown', healthy: 'a suite with authenticated encryption' },
    ],
  };
}
