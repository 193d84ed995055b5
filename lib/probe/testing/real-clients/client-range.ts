import { certificatePem } from '../../../simulation/certificate-factory.ts';
import type { Evidence } from '../../evidence.ts';
import { probeEndpoint } from '../../probe-endpoint.ts';
import { createTrustAnchors } from '../../x509/trust-anchors.ts';
import { rangeEndpoints } from '../range/range.ts';
import { RANGE_HOST, type RangeMaterials } from '../range/range-endpoint.ts';
import { type ClientEndpoint, clientEndpoints } from './client-endpoints.ts';
import type { Errand } from './real-clients.ts';

/** The faults of the range that clients can be sent to, and those that only some of them mind. */
export const measurableEndpoints: readonly ClientEndpoint[] = [
  ...rangeEndpoints.filter(({ id, transport }) => transport !== 'starttls' && /^(?:certificate|chain)\//.test(id)),
  ...rangeEndpoints.filter(({ id }) => /^tls\/(?:1\.|static-rsa|client-certificate|no-shared-cipher|name-)/.test(id)),
  ...clientEndpoints,
];

/** A server that stands, what the probe saw of it, and what a client has to know to go there; both have the same trust anchors. */
export type StandingServer = { evidence: Evidence; errand: Errand; stop: () => Promise<void> };

export async function standServer(endpoint: ClientEndpoint, materials: RangeMaterials): Promise<StandingServer> {
  const server = await endpoint.start(materials);
  const host = endpoint.host ?? RANGE_HOST;
  const look = (anchorsPem: string): Promise<Evidence> =>
    probeEndpoint(
      { host, port: server.port, transport: 'ldaps' },
      { location: 'range', addresses: ['127.0.0.1'], plainPort: 1, anchors: createTrustAnchors([{ store: 'range', pem: anchorsPem }]) },
    );
  let anchorsPem = (await endpoint.anchorsPem?.(materials)) ?? materials.root.certificate.pem;
  let evidence = await look(anchorsPem);
  if (endpoint.trustsLeaf === true) {
    anchorsPem += leafPem(evidence);
    evidence = await look(anchorsPem);
  }
  return { evidence, errand: { host, port: server.port, anchorsPem }, stop: server.stop };
}

function leafPem({ attempts: [attempt] }: Evidence): string {
  if (attempt?.certificate.status !== 'ok') throw new Error('the server sent no certificate to trust');
  return certificatePem(Buffer.from(attempt.certificate.data.sent[0]?.der ?? '', 'base64'));
}
