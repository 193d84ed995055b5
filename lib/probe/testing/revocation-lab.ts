import { type Authority, type CertificateOptions, createAuthority, type IssuedCertificate } from '../../simulation/certificate-factory.ts';
import { type CrlOptions, signCrl } from '../../simulation/revocation-crl.ts';
import { type RevocationServer, startRevocationServer } from '../../simulation/revocation-server.ts';
import type { RevocationAnswer, RevocationSource } from '../deep-scan/record.ts';
import { createRevocationCache } from '../revocation/cache.ts';
import type { RevocationCheck, RevocationPath } from '../revocation/contract.ts';
import { createRevocationCheck, type RevocationCheckOptions } from '../revocation/create-revocation-check.ts';
import { readCertificate } from '../x509/read-certificate.ts';

/** An authority, a server of its answers, and a clock that stands still at noon of 1 May 2026 until it is set. */
export interface RevocationLab {
  readonly root: Authority;
  readonly server: RevocationServer;
  now: Date;
  /** A check that may fetch from loopback, with a cache of its own unless one is given. */
  readonly check: (options?: Partial<RevocationCheckOptions>) => RevocationCheck;
  /** A server certificate of the authority. */
  readonly issue: (options?: CertificateOptions) => Promise<IssuedCertificate>;
  /** The path up to the authority, which is trusted. */
  readonly pathOf: (...certificates: IssuedCertificate[]) => RevocationPath;
  /** A CRL of the authority, made three hours ago. */
  readonly crl: (options?: CrlOptions) => Uint8Array;
  /** What one CRL address comes to for a certificate that names no other. */
  readonly askCrl: (
    address: string,
    options?: Partial<RevocationCheckOptions>,
  ) => Promise<{ status: RevocationAnswer['status'] | undefined; source: RevocationSource | undefined }>;
  /** Ends a further server with the lab. */
  readonly endWith: (server: { stop: () => Promise<void> }) => void;
  readonly stop: () => Promise<void>;
}

const notBefore = new Date('2026-01-01T00:00:00Z');
/** When the answers of the lab were made. */
export const labUpdate = new Date('2026-05-01T09:00:00Z');
export const labStart = new Date('2026-05-01T12:00:00Z');
const authority = createAuthority({ notBefore });

export const neverAborted: AbortSignal = new AbortController().signal;

/** Starts a lab; every test should have its own. */
export async function startRevocationLab(): Promise<RevocationLab> {
  const root = await authority;
  const server = await startRevocationServer();
  const servers: { stop: () => Promise<void> }[] = [server];
  const lab: RevocationLab = {
    root,
    server,
    now: labStart,
    check: (options) =>
      createRevocationCheck({
        ...{ allowed: true, proxy: null, cache: createRevocationCache(), now: () => lab.now, timeoutMs: 2_000, alsoLoopback: true },
        ...options,
      }),
    issue: (options) => root.issue({ notBefore, ...options }),
    pathOf: (...certificates) => ({
      certificates: [...certificates, root.certificate].map(({ der }) => readCertificate(der)),
      trusted: true,
    }),
    crl: (options) => signCrl(root.certificate, { thisUpdate: labUpdate, ...options }),
    askCrl: async (address, options) => {
      const leaf = await lab.issue({ crlAddresses: [address] });
      const { answers } = await lab.check(options)(lab.pathOf(leaf), null, neverAborted);
      return { status: answers[0]?.status, source: answers[0]?.sources[0] };
    },
    endWith: (further) => void servers.push(further),
    stop: async () => {
      for (const each of servers.splice(0)) await each.stop();
    },
  };
  return lab;
}
