import type { TrustResult } from '../evidence.ts';
import type { CandidatePath } from './find-paths.ts';
import type { ReadCertificate } from './read-certificate.ts';

type StrictViolation = TrustResult['strictViolations'][number];
type Add = (rule: StrictViolation['rule'], detail: string) => void;

const extension = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAlternativeName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  authorityKeyIdentifier: '2.5.29.35',
  policyConstraints: '2.5.29.36',
  inhibitAnyPolicy: '2.5.29.54',
} as const;

/** RFC 5280 section 4.1.2.2. */
const LONGEST_SERIAL_OCTETS = 20;

/**
 * Where the certificates of a path depart from the profile of RFC 5280 section 4 in ways that Windows, Java, GnuTLS and OpenSSL's
 * defaults pass over, so that healthy directories hold many of them. Strict clients refuse most: OpenSSL with X509_V_FLAG_X509_STRICT
 * and security level 2, as Python's default context has been since 3.13
 * (https://docs.python.org/3/library/ssl.html#ssl.create_default_context).
 */
export function findStrictViolations(path: CandidatePath): StrictViolation[] {
  return path.steps.flatMap(({ certificate, anchorStore }, index) => {
    const violations: StrictViolation[] = [];
    const { sha256, subject, malformed } = certificate.facts;
    if (malformed !== null) return [];
    const add: Add = (rule, detail) => violations.push({ sha256, subject, rule, detail });
    checkNames(certificate, index > 0, add);
    checkAuthority(certificate, index > 0, add);
    checkKeyIdentifiers(certificate, add);
    checkCriticality(certificate, add);
    checkNumbers(certificate, add);
    checkStrength(certificate, anchorStore !== null, add);
    return violations;
  });
}

function checkNames({ facts, names, extensions }: ReadCertificate, isIssuer: boolean, add: Add): void {
  if (names?.issuer.keys.length === 0) add('name', 'Its issuer has no name (section 4.1.2.4).');
  if (facts.hasSubjectAlternativeName && facts.dnsNames.length + facts.ipAddresses.length + facts.otherNames.length === 0) {
    add('name', 'Its subject alternative name is empty (section 4.2.1.6).');
  }
  if (names?.subject.keys.length !== 0) return;
  if (isIssuer || facts.basicConstraints?.ca === true) add('name', 'It is an authority and has no name (section 4.1.2.6).');
  else if (!extensions.critical.has(extension.subjectAlternativeName)) {
    add('name', 'Its subject is empty and its subject alternative name is not critical (section 4.2.1.6).');
  }
}

function checkAuthority({ facts, nameConstraints, extensions }: ReadCertificate, isIssuer: boolean, add: Add): void {
  const { basicConstraints, keyUsage } = facts;
  const isAuthority = basicConstraints?.ca === true;
  const maySign = keyUsage?.includes('keyCertSign') ?? false;
  if (isAuthority && !extensions.critical.has(extension.basicConstraints)) {
    add('basic-constraints', 'Its basic constraints are not critical (section 4.2.1.9).');
  }
  if (basicConstraints !== null && basicConstraints.pathLength !== null && (!isAuthority || (keyUsage !== null && !maySign))) {
    add('basic-constraints', 'It has a path length though it may not sign certificates (section 4.2.1.9).');
  }
  if (isIssuer && keyUsage === null) add('key-usage', 'It issues certificates and has no key usage (section 4.2.1.3).');
  if (keyUsage?.length === 0) add('key-usage', 'Its key usage allows nothing (section 4.2.1.3).');
  if (keyUsage !== null && isAuthority !== maySign) {
    add('key-usage', 'Its key usage and its basic constraints contradict each other: one says authority, the other not (section 4.2.1.9).');
  }
  if (nameConstraints === null) return;
  if (!isAuthority) add('name-constraints', 'It has name constraints and is no authority (section 4.2.1.10).');
  if (!extensions.critical.has(extension.nameConstraints))
    add('name-constraints', 'Its name constraints are not critical (section 4.2.1.10).');
  const bases = [...nameConstraints.permitted, ...nameConstraints.excluded].map(({ base }) => base);
  if (bases.length === 0) add('name-constraints', 'Its name constraints are empty (section 4.2.1.10).');
  const odd = bases.find((base) => base.form === 'dns' && /^\.|\*/.test(base.text));
  if (odd !== undefined) add('name-constraints', `It constrains DNS names by ${odd.text}, which is no DNS name (section 4.2.1.10).`);
}

function checkKeyIdentifiers({ facts, extensions }: ReadCertificate, add: Add): void {
  const identified = extensions.present.has(extension.authorityKeyIdentifier);
  const own = facts.subjectKeyIdentifier;
  if (facts.authorityKeyIdentifier === null && (identified || !facts.selfSigned)) {
    add('authority-key-identifier', 'It does not identify the key of its issuer (section 4.2.1.1).');
  }
  if (facts.selfSigned && facts.authorityKeyIdentifier !== null && own !== null && facts.authorityKeyIdentifier !== own) {
    add('authority-key-identifier', 'It signed itself and names another key than its own (section 4.2.1.1).');
  }
  if (own === null && facts.basicConstraints?.ca === true) {
    add('subject-key-identifier', 'It is an authority and does not identify its key (section 4.2.1.2).');
  }
}

/** Extensions of which the RFC says that they must be critical, and those that cannot be read. */
function checkCriticality({ facts, extensions: { present, critical } }: ReadCertificate, add: Add): void {
  for (const [type, name] of [
    [extension.policyConstraints, 'policy constraints'],
    [extension.inhibitAnyPolicy, 'inhibit anyPolicy'],
  ] as const) {
    if (present.has(type) && !critical.has(type))
      add('extension', `Its extension ${name} is not critical (sections 4.2.1.11 and 4.2.1.14).`);
  }
  if (facts.unreadableExtensions.length > 0) add('extension', `It has unreadable extensions: ${facts.unreadableExtensions.join(', ')}.`);
}

function checkNumbers({ serial, extensions, isVersion1 }: ReadCertificate, add: Add): void {
  const value = serial.findIndex((octet) => octet !== 0);
  if (value === -1) add('serial-number', 'Its serial number is zero (section 4.1.2.2).');
  else if ((serial[0] ?? 0) >= 0x80) add('serial-number', 'Its serial number is negative (section 4.1.2.2).');
  else if (serial.length - value > LONGEST_SERIAL_OCTETS)
    add('serial-number', 'Its serial number is longer than 20 octets (section 4.1.2.2).');
  if (isVersion1 && extensions.present.size > 0) add('version', 'It has extensions and says that it is of version 1 (section 4.1.2.1).');
}

/** Below 112 bits of security, and DSA, which TLS 1.3 has no signatures of. Nobody checks the signature on an anchor. */
function checkStrength({ facts: { key, signature } }: ReadCertificate, isAnchor: boolean, add: Add): void {
  const least = key.algorithm.startsWith('RSA') || key.algorithm === 'DSA' ? 2048 : key.algorithm === 'EC' ? 224 : 0;
  if (key.bits !== null && key.bits < least) add('weak-key', `Its key has ${key.bits} bits (${key.algorithm}).`);
  if (key.algorithm === 'DSA') add('weak-key', 'Its key is of DSA, which TLS 1.3 does not know (RFC 8446 section 4.2.3).');
  if (!isAnchor && signature.hash !== null && /^(?:MD\d|SHA-1)$/.test(signature.hash)) {
    add('weak-signature', `It is signed with ${signature.hash}.`);
  }
}
