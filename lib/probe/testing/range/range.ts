import { now } from '#lib/clock.ts';
import { diagnose } from '../../../diagnosis/diagnose.ts';
import { noKnowledge } from '../../../diagnosis/knowledge.ts';
import type { Diagnosis } from '../../../diagnosis/rule.ts';
import { defaultSubject } from '../../../diagnosis/subject.ts';
import type { SimulatedServer } from '../../../simulation/listener.ts';
import { deepScan } from '../../deep-scan/deep-scan.ts';
import type { DeepScan } from '../../deep-scan/record.ts';
import type { Evidence, ProbeTarget } from '../../evidence.ts';
import { probeEndpoint } from '../../probe-endpoint.ts';
import { createRevocationCache } from '../../revocation/cache.ts';
import { createRevocationCheck } from '../../revocation/create-revocation-check.ts';
import { createTrustAnchors, type TrustAnchors } from '../../x509/trust-anchors.ts';
import { bindEndpoints } from './bind-endpoints.ts';
import { certificateEndpoints } from './certificate-endpoints.ts';
import { chainEndpoints } from './chain-endpoints.ts';
import { deepScanEndpoints } from './deep-scan-endpoints.ts';
import { directoryEndpoints } from './directory-endpoints.ts';
import { hostileEndpoints } from './hostile-endpoints.ts';
import { makeRangeMaterials, RANGE_HOST, type RangeEndpoint, type RangeMaterials } from './range-endpoint.ts';
import { rememberedEndpoints } from './remembered-endpoints.ts';
import { resolveEndpoints } from './resolve-endpoints.ts';
import { tlsEndpoints } from './tls-endpoints.ts';
import { wireEndpoints } from './wire-endpoints.ts';

/** Every endpoint of the range, in the order of the stages. */
export const rangeEndpoints: readonly RangeEndpoint[] = [
  ...resolveEndpoints,
  ...wireEndpoints,
  ...tlsEndpoints,
  ...certificateEndpoints,
  ...chainEndpoints,
  ...rememberedEndpoints,
  ...deepScanEndpoints,
  ...directoryEndpoints,
  ...bindEndpoints,
  ...hostileEndpoints,
];

/** One endpoint that stands, and what it takes to look at it. */
export type StandingEndpoint = { endpoint: RangeEndpoint; server: SimulatedServer; target: ProbeTarget };

export type Range = {
  materials: RangeMaterials;
  anchors: TrustAnchors;
  standing: readonly StandingEndpoint[];
  stop: () => Promise<void>;
};

/** Starts the endpoints on loopback, each on a port of its own. */
export async function startRange(endpoints: readonly RangeEndpoint[] = rangeEndpoints): Promise<Range> {
  const materials = await makeRangeMaterials();
  const standing: StandingEndpoint[] = [];
  for (const endpoint of endpoints) {
    const server = await endpoint.start(materials);
    const { host = RANGE_HOST, transport = 'ldaps' } = endpoint;
    standing.push({ endpoint, server, target: { host, port: server.port, transport } });
  }
  return {
    materials,
    anchors: createTrustAnchors([{ store: 'range', pem: materials.root.certificate.pem }]),
    standing,
    stop: async () => {
      await Promise.all(standing.map(({ server }) => server.stop()));
    },
  };
}

/** Probes one endpoint of the range and judges what was seen, as the product does. */
export async function judgeStanding(range: Range, standing: StandingEndpoint): Promise<{ evidence: Evidence; diagnosis: Diagnosis }> {
  const { materials, anchors } = range;
  const { endpoint, server, target } = standing;
  const options = typeof endpoint.options === 'function' ? endpoint.options(server) : (endpoint.options ?? {});
  const probed = await probeEndpoint(target, { location: 'range', anchors, addresses: ['127.0.0.1'], plainPort: 1, ...options });
  // What a location's watch over its own network would add: the range reaches all its other servers.
  const evidence: Evidence = endpoint.othersReached === true ? { ...probed, familiesReached: [4] } : probed;
  const remembered = await endpoint.knowledge?.(materials, server);
  const diagnosis = diagnose(evidence, {
    subject: { ...defaultSubject, ...endpoint.subject },
    knowledge: { ...noKnowledge, deepScan: await scan(range, standing), ...remembered },
    now: now(),
  });
  return { evidence, diagnosis };
}

async function scan({ materials, anchors }: Range, { endpoint, target }: StandingEndpoint): Promise<DeepScan | null> {
  if (endpoint.deepScan === undefined) return null;
  const other = await endpoint.scanned?.(materials);
  const checkRevocation = createRevocationCheck({ allowed: true, proxy: null, cache: createRevocationCache(), now, alsoLoopback: true });
  try {
    return await deepScan(other === undefined ? target : { ...target, port: other.port }, {
      location: 'range',
      addresses: ['127.0.0.1'],
      plainPorts: {},
      anchors,
      ...(endpoint.deepScan === 'revocation' ? { checkRevocation } : {}),
    });
  } finally {
    await other?.stop();
  }
}
