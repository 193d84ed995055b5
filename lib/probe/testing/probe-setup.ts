import { type CertificateOptions, createAuthority } from '../../simulation/certificate-factory.ts';
import type { Attempt, Evidence, ProbeTarget } from '../evidence.ts';
import type { ProbeOptions } from '../options.ts';
import { probeEndpoint } from '../probe-endpoint.ts';
import { createTrustAnchors, type TrustAnchors } from '../x509/trust-anchors.ts';

/** The name every test server has. */
export const TEST_HOST = 'dc1.example.test';

/** An authority that is trusted, and the settings of a TLS server whose certificate it issued. */
export type TestAuthority = {
  readonly anchors: TrustAnchors;
  /** PEM chain and key for a TLS server: root → intermediate → leaf for TEST_HOST, without the root. */
  readonly tls: (options?: CertificateOptions) => Promise<{ cert: string; key: string }>;
};

/** Makes a two-step authority. */
export async function createTestAuthority(): Promise<TestAuthority> {
  const root = await createAuthority();
  const issuing = await root.intermediate();
  return {
    anchors: createTrustAnchors([{ store: 'test', pem: root.certificate.pem }]),
    tls: async (options) => {
      const leaf = await issuing.issue({ dnsNames: [TEST_HOST], ...options });
      return { cert: leaf.chainPem, key: leaf.keyPem };
    },
  };
}

/** No trust anchors at all. */
export const noAnchors: TrustAnchors = createTrustAnchors([]);

/** Probes a port of 127.0.0.1 under the test name. */
export function probePort(
  port: number,
  options: Partial<ProbeOptions> = {},
  transport: ProbeTarget['transport'] = 'ldaps',
): Promise<Evidence> {
  return probeEndpoint(
    { host: TEST_HOST, port, transport },
    { location: 'test', anchors: noAnchors, addresses: ['127.0.0.1'], ...options },
  );
}

/** The only attempt of an evidence. */
export function onlyAttempt(evidence: Evidence): Attempt {
  const [attempt, ...others] = evidence.attempts;
  if (attempt === undefined || others.length > 0) throw new Error(`One attempt was expected, not ${evidence.attempts.length}.`);
  return attempt;
}

/** `ok`, `skipped`, or the code of a failure. */
export const outcomeOf = (stage: { status: 'ok' } | { status: 'skipped' } | { status: 'failed'; code: string }): string =>
  stage.status === 'failed' ? stage.code : stage.status;
