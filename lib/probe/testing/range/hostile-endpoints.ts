import { createTrustAnchors } from '../../x509/trust-anchors.ts';
import { peersAfterHandshake } from '../hostile/after-handshake.ts';
import { peersDuringHandshake } from '../hostile/during-handshake.ts';
import { peersInsideLdap } from '../hostile/inside-ldap.ts';
import type { HostilePeer } from '../hostile/peer.ts';
import { peersWithCertificates } from '../hostile/with-certificates.ts';
import type { TestAuthority } from '../probe-setup.ts';
import { RANGE_HOST, type RangeEndpoint, type RangeMaterials } from './range-endpoint.ts';

const timeouts = { startTlsMs: 500, handshakeMs: 500, directoryMs: 500, bindMs: 500 };

/** The authority of the range, as hostile peers ask for their certificates. */
const authorityOf = ({ root, issuing }: RangeMaterials): TestAuthority => ({
  anchors: createTrustAnchors([{ store: 'range', pem: root.certificate.pem }]),
  tls: async (options) => {
    const leaf = await issuing.issue({ dnsNames: [RANGE_HOST], ...options });
    return { cert: leaf.chainPem, key: leaf.keyPem };
  },
});

const endpointOf = ({ name, finding, transport, options, start }: HostilePeer): RangeEndpoint => ({
  id: `hostile/${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`,
  what: `a peer that ${name}`,
  finds: [finding],
  options: { timeouts, ...options },
  ...(transport === undefined ? {} : { transport }),
  start: (materials) => start(authorityOf(materials)),
});

/** Peers that abuse whoever probes them: what else is true of them is proven beside the probe, here what is said of them. */
export const hostileEndpoints: readonly RangeEndpoint[] = [
  ...peersDuringHandshake,
  ...peersWithCertificates,
  ...peersAfterHandshake,
  ...peersInsideLdap,
].map(endpointOf);
