import type { TlsOptions } from 'node:tls';
import type { Knowledge } from '../../../diagnosis/knowledge.ts';
import type { Subject } from '../../../diagnosis/rule.ts';
import { type Authority, type CertificateOptions, certificatePem, createAuthority } from '../../../simulation/certificate-factory.ts';
import { type LdapServerOptions, startLdapServer } from '../../../simulation/ldap-server.ts';
import type { SimulatedServer } from '../../../simulation/listener.ts';
import type { ProbeOptions } from '../../options.ts';

/** The name that the endpoints of the range have unless they say otherwise. */
export const RANGE_HOST = 'dc1.example.test';

/** What the endpoints are made of: a trusted root with an issuing authority below it, and a stranger that nobody trusts. */
export type RangeMaterials = {
  /** Name of the servers. */
  host: string;
  root: Authority;
  issuing: Authority;
  stranger: Authority;
};

/** One endpoint with one fault, and all that a probe of it has to find. */
export type RangeEndpoint = {
  /** `group/fault`, unique. */
  id: string;
  /** What is wrong, in a few words. */
  what: string;
  /** Ids of the findings, root cause first; nothing may be missing and nothing may be added. */
  finds: readonly string[];
  /** Other servers are reached meanwhile, so a want of a route is this one's own. */
  othersReached?: true;
  /** The verdict is `unknown`, because nothing could be learned. */
  unknown?: boolean;
  host?: string;
  transport?: 'ldaps' | 'starttls';
  /** What is registered of it, when that is not the default. */
  subject?: Partial<Subject>;
  /** What a store would remember of it. */
  knowledge?: (materials: RangeMaterials, started: SimulatedServer) => Promise<Partial<Knowledge>> | Partial<Knowledge>;
  /** What is known of a deep scan: its questions of TLS, or whether the certificates are revoked too. */
  deepScan?: 'tls' | 'revocation';
  /** The server that the deep scan looks at, where that is another. */
  scanned?: (materials: RangeMaterials) => Promise<SimulatedServer>;
  options?: Partial<ProbeOptions> | ((started: SimulatedServer) => Partial<ProbeOptions>);
  /** The certificates alone, of those whose fault they are: real servers can be given them. */
  certificate?: CertificateMaker;
  start: (materials: RangeMaterials) => Promise<SimulatedServer>;
};

export async function makeRangeMaterials(host = RANGE_HOST): Promise<RangeMaterials> {
  const root = await createAuthority({ subject: 'CN=Range Root CA,O=Range' });
  const issuing = await root.intermediate({ subject: 'CN=Range Issuing CA,O=Range' });
  return { host, root, issuing, stranger: await createAuthority({ subject: 'CN=Stranger Root CA,O=Elsewhere' }) };
}

/** PEM of several DER certificates in this order. */
export const pemOf = (chain: readonly Uint8Array[]): string => chain.map(certificatePem).join('');

/** The certificates that a server sends, leaf first, and its key. */
export type CertificateMaker = (materials: RangeMaterials) => Promise<{ chain: readonly Uint8Array[]; keyPem: string }>;
type ServerOptions = Omit<LdapServerOptions, 'tls'> & { tls?: TlsOptions };

/** A domain controller in good health, but for the certificates it sends and whatever `server` changes. */
export const certifiedBy = (
  make: CertificateMaker,
  server: ServerOptions = {},
): Required<Pick<RangeEndpoint, 'certificate' | 'start'>> => ({
  certificate: make,
  start: async (materials) => {
    const { chain, keyPem } = await make(materials);
    return startLdapServer({ hostName: materials.host, ...server, tls: { cert: pemOf(chain), key: keyPem, ...server.tls } });
  },
});

/** The same with a certificate of the issuing authority that is sound, but for what is named. */
export const certified = (certificate: CertificateOptions = {}, server: ServerOptions = {}) =>
  certifiedBy(({ issuing, host }) => issuing.issue({ dnsNames: [host], ...certificate }), server);

/** The server of `certified` alone. */
export const serving = (certificate: CertificateOptions = {}, server: ServerOptions = {}) => certified(certificate, server).start;

const DAY_MS = 86_400_000;
/** A number of days from now; negative ones have passed. */
export const daysFrom = (now: Date, days: number): Date => new Date(now.getTime() + days * DAY_MS);
