import { now } from '#lib/clock.ts';
import {
  type Authority,
  certificatePem,
  createAuthority,
  createSelfSigned,
  type IssuedCertificate,
} from '../../../simulation/certificate-factory.ts';
import type { ServerCertificate } from './program.ts';

const dayMs = 86_400_000;

/** Certificates that a real server can be given: a sound one and one for each fault. */
export type ServerCertificates = {
  /** PEM of the root that clients trust. */
  rootPem: string;
  healthy: ServerCertificate;
  /** Ended yesterday. */
  expired: ServerCertificate;
  /** Sound, for another name. */
  wrongName: ServerCertificate;
  /** May authenticate clients, not servers. */
  withoutServerAuthentication: ServerCertificate;
  /** Sound, sent without its issuer. */
  withoutIntermediate: ServerCertificate;
  /** From an authority that clients do not trust, sent with it. */
  fromUnknownAuthority: ServerCertificate;
  selfSigned: ServerCertificate;
};

const withIssuers = (leaf: IssuedCertificate, issuers: readonly Uint8Array[] = leaf.chain.slice(1)): ServerCertificate => ({
  certificatePem: leaf.pem,
  keyPem: leaf.keyPem,
  issuersPem: issuers.map(certificatePem).join(''),
});

/** Makes them for one host under one root and one issuing authority. `root` shares a root between hosts. */
export async function makeServerCertificates(host: string, root?: Authority): Promise<ServerCertificates> {
  const trusted = root ?? (await createAuthority({ subject: 'CN=Corp Root CA,O=Corp' }));
  const issuing = await trusted.intermediate({ subject: 'CN=Corp Issuing CA,O=Corp', pathLength: 0 });
  const stranger = await createAuthority({ subject: 'CN=Unknown Root CA,O=Elsewhere' });
  const today = now().getTime();
  // A key of its own: servers of different names that share one are a finding.
  const sound = { dnsNames: [host], subject: `CN=${host}`, freshKey: true };
  const healthy = await issuing.issue(sound);
  return {
    rootPem: trusted.certificate.pem,
    healthy: withIssuers(healthy),
    expired: withIssuers(await issuing.issue({ ...sound, notBefore: new Date(today - 400 * dayMs), notAfter: new Date(today - dayMs) })),
    wrongName: withIssuers(await issuing.issue({ ...sound, dnsNames: ['old-name.corp.test'], subject: 'CN=old-name.corp.test' })),
    withoutServerAuthentication: withIssuers(await issuing.issue({ ...sound, extendedKeyUsage: ['clientAuth'] })),
    withoutIntermediate: withIssuers(healthy, []),
    fromUnknownAuthority: withIssuers(await stranger.issue(sound), [stranger.certificate.der]),
    selfSigned: withIssuers(await createSelfSigned(sound), []),
  };
}
