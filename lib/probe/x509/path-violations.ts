import type { CertificateFacts, TrustResult } from '../evidence.ts';
import { type CandidatePath, identifiersAgree } from './find-paths.ts';
import type { AnyName } from './general-names.ts';
import { forbiddenNames } from './name-constraints.ts';
import type { ReadCertificate } from './read-certificate.ts';

type Violation = TrustResult['violations'][number];

/** The purpose of a TLS server in the extended key usage (RFC 5280 section 4.2.1.12). */
export const serverAuthentication = '1.3.6.1.5.5.7.3.1';
const anyExtendedKeyUsage = '2.5.29.37.0';

/** Is the certificate an authority? A trusted root of version 1 has no way to say so and is taken at its owner's word. */
function isAuthority(certificate: ReadCertificate, isAnchor: boolean): boolean {
  return certificate.facts.basicConstraints?.ca === true || (isAnchor && certificate.isVersion1);
}

function maySignByKeyUsage(facts: CertificateFacts): boolean {
  return facts.keyUsage === null || facts.keyUsage.includes('keyCertSign');
}

/** May the issuer sign certificates: authority bit and, where there is a key usage, keyCertSign. */
export function maySignCertificates(certificate: ReadCertificate, isAnchor: boolean): boolean {
  return isAuthority(certificate, isAnchor) && maySignByKeyUsage(certificate.facts);
}

function isSelfIssued({ names }: ReadCertificate): boolean {
  return names !== null && names.subject.key === names.issuer.key;
}

/** How many intermediates stand below the issuer at `index`; self-issued ones and the leaf do not count (RFC 5280 section 6.1.4). */
function intermediatesBelow(path: CandidatePath, index: number): number {
  return path.steps.slice(1, index).filter((step) => !isSelfIssued(step.certificate)).length;
}

/** Is the path length of the issuer at `index` kept? Null without a path length and on the leaf. */
export function isPathLengthKept(path: CandidatePath, index: number): boolean | null {
  const limit = path.steps[index]?.certificate.facts.basicConstraints?.pathLength ?? null;
  return limit === null || index === 0 ? null : intermediatesBelow(path, index) <= limit;
}

/**
 * The rules of path validation (RFC 5280 section 6) that the path breaks, leaf first. Dates are not looked at. An extended key
 * usage on an issuer limits what is below it, as all common TLS stacks have it. Anchors are held to the same rules as other
 * issuers, as OpenSSL and Windows do.
 */
export function findViolations(path: CandidatePath): Violation[] {
  return path.steps.flatMap((step, index) => {
    const { certificate } = step;
    const { facts } = certificate;
    const violations: Violation[] = [];
    const add = (rule: Violation['rule'], detail: string): void => {
      violations.push({ sha256: facts.sha256, subject: facts.subject, rule, detail });
    };
    if (step.signatureGood === false) add('bad-signature', `The key of ${facts.issuer} does not verify its signature.`);
    const issuer = path.steps[index + 1]?.certificate.facts;
    if (step.signatureGood === true && issuer !== undefined && identifiersAgree(facts, issuer) === false) {
      // RFC 5280 leaves it to the search for issuers, and OpenSSL and GnuTLS take no issuer whose identifier differs.
      add(
        'key-identifier',
        `It names the key ${facts.authorityKeyIdentifier} as its issuer's, which names its own ${issuer.subjectKeyIdentifier}.`,
      );
    }
    if (path.brokenSelfSignature && index === path.steps.length - 1)
      add('bad-signature', 'It names itself as issuer, but its own key does not verify its signature.');
    if (facts.unknownCriticalExtensions.length > 0) {
      add(
        'unknown-critical-extension',
        `Clients must refuse critical extensions they do not know: ${facts.unknownCriticalExtensions.join(', ')}.`,
      );
    }
    if (index === 0) return violations;
    if (!isAuthority(certificate, step.anchorStore !== null)) {
      add(
        'issuer-not-ca',
        facts.basicConstraints === null ? 'It has no basic constraints.' : 'Its basic constraints say that it is no authority.',
      );
    }
    if (!maySignByKeyUsage(facts)) add('issuer-may-not-sign', `Its key usage lacks keyCertSign: ${facts.keyUsage?.join(', ')}.`);
    if (isPathLengthKept(path, index) === false) {
      const limit = facts.basicConstraints?.pathLength;
      add('path-length', `It allows ${limit} intermediate certificates below itself, there are ${intermediatesBelow(path, index)}.`);
    }
    const purposes = facts.extendedKeyUsage;
    if (purposes !== null && !purposes.includes(serverAuthentication) && !purposes.includes(anyExtendedKeyUsage)) {
      add('issuer-extended-key-usage', `It may issue only for ${purposes.join(', ')}, not for server authentication.`);
    }
    const forbidden = forbiddenBelow(path, index);
    if (forbidden.length > 0) add('name-constraints', `Its name constraints forbid: ${forbidden.join('; ')}.`);
    return violations;
  });
}

/** The names of a certificate that constraints apply to: its subject, its alternative names, and what clients take for one. */
function constrainedNames({ facts, names, alternativeNames }: ReadCertificate, isLeaf: boolean): AnyName[] {
  const subject = names?.subject;
  const ofSubject: AnyName[] =
    subject === undefined || subject.keys.length === 0 ? [] : [{ form: 'directory', text: subject.text, name: subject }];
  // Clients that look at the common name do so where there is no DNS name; a constraint must hold there too, as OpenSSL has it.
  const asHost =
    isLeaf && facts.dnsNames.length === 0
      ? facts.subjectCommonNames.filter((name) => /^[a-z0-9*_-]+(?:\.[a-z0-9_-]+)+\.?$/i.test(name))
      : [];
  return [...ofSubject, ...alternativeNames, ...asHost.map((name): AnyName => ({ form: 'dns', text: name.toLowerCase() }))];
}

/** Names below the issuer that its constraints forbid, at most five; self-issued intermediates are exempt. */
function forbiddenBelow(path: CandidatePath, index: number): string[] {
  const issuer = path.steps[index]?.certificate;
  const constraints = issuer?.nameConstraints ?? null;
  if (issuer === undefined || constraints === null) return [];
  const isCritical = issuer.extensions.critical.has('2.5.29.30');
  const below = path.steps.slice(0, index).filter((step, place) => place === 0 || !isSelfIssued(step.certificate));
  return below
    .flatMap(({ certificate }) =>
      forbiddenNames(constraints, constrainedNames(certificate, certificate === below[0]?.certificate), isCritical),
    )
    .slice(0, 5);
}
