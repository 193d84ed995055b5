import type { Attempt } from './evidence.ts';
import { serverAuthentication } from './x509/path-violations.ts';

/**
 * May a password be sent to the server that showed this certificate? Only with a trusted path without violations on which every
 * certificate is valid at `now`, the right name (RFC 9525; the common name counts where the certificate has no other), and the
 * purpose of a server, or no purposes at all. Anybody in between could show any other certificate and take the password.
 */
export function provesIdentity(certificate: Attempt['certificate'], now: Date): boolean {
  if (certificate.status !== 'ok') return false;
  const { sent, trust, name } = certificate.data;
  const [leaf] = sent;
  if (leaf === undefined || leaf.malformed !== null) return false;
  const isTrusted = trust.ending === 'anchored' && trust.violations.length === 0;
  const isNamed = name.inSubjectAlternativeName || (name.inCommonName && leaf.dnsNames.length === 0 && leaf.ipAddresses.length === 0);
  const isForServers = leaf.extendedKeyUsage === null || leaf.extendedKeyUsage.includes(serverAuthentication);
  return isTrusted && isNamed && isForServers && trust.path.every((step) => isValidAt(step, now));
}

function isValidAt({ notBefore, notAfter }: { notBefore: string | null; notAfter: string | null }, now: Date): boolean {
  if (notBefore === null || notAfter === null) return false;
  return Date.parse(notBefore) <= now.getTime() && now.getTime() <= Date.parse(notAfter);
}
