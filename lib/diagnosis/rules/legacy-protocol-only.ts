import { article } from '../article/texts/legacy-protocol-only.ts';
import { endpointName } from '../reading/tls-picture.ts';
import type { AddressRule } from '../rule.ts';

const legacyVersions: readonly string[] = ['SSLv3', 'TLSv1', 'TLSv1.1'];
const written = (version: string): string => (version === 'TLSv1' ? 'TLS 1.0' : version.replace('TLSv', 'TLS ').replace('SSLv', 'SSL '));

/** 306: offered everything up to TLS 1.3, the server takes TLS 1.0 or 1.1. */
export const legacyProtocolOnly: AddressRule = {
  id: 'legacy-protocol-only',
  no: 306,
  stage: 'tls',
  scope: 'address',
  severities: ['critical'],
  title: 'Only TLS 1.0 or 1.1 is offered',
  applies: ({ attempt: { handshake } }) => handshake.status === 'ok',
  check: ({ evidence, attempt: { handshake } }) => {
    if (handshake.status !== 'ok' || !legacyVersions.includes(handshake.data.protocol)) return null;
    const { protocol, cipher } = handshake.data;
    return {
      summary: `${endpointName(evidence)} chose ${written(protocol)} although TLS 1.3 and 1.2 were offered; current clients refuse that.`,
      facts: { protocol, cipher: cipher.standardName },
      observations: [
        { label: 'TLS version agreed', seen: written(protocol), healthy: 'TLS 1.2 or 1.3' },
        { label: 'Cipher suite', seen: cipher.standardName, healthy: 'a suite with authenticated encryption' },
      ],
    };
  },
  article,
};
