import type { CertificateFacts } from '../../probe/evidence.ts';

/** A certificate template that every Active Directory forest has from the start. */
type DefaultTemplate = {
  /** Name in the directory, as version 1 templates write it into the certificate. */
  name: string;
  /** Name in the consoles of Windows. */
  displayName: string;
  /**
   * Of templates that certificates name by object identifier: its last number, after those of the forest
   * (`1.3.6.1.4.1.311.21.8.….1.33`). Null for templates of version 1, which certificates name by name.
   */
  number: number | null;
  /** Meant for domain controllers, which enrol for it, and renew, by themselves. */
  isForDomainControllers: boolean;
};

const forOthers = { isForDomainControllers: false };
const forDomainControllers = { isForDomainControllers: true };

/**
 * The templates that a server certificate may come from, with the names that the Certificate Templates snap-in shows. The
 * numbers are as observed in directories; Microsoft does not document them.
 */
const defaultTemplates: readonly DefaultTemplate[] = [
  { name: 'Machine', displayName: 'Computer', number: null, ...forOthers },
  { name: 'DomainController', displayName: 'Domain Controller', number: null, ...forDomainControllers },
  { name: 'WebServer', displayName: 'Web Server', number: null, ...forOthers },
  { name: 'SubCA', displayName: 'Subordinate Certification Authority', number: null, ...forOthers },
  { name: 'IPSECIntermediateOnline', displayName: 'IPSec', number: null, ...forOthers },
  { name: 'IPSECIntermediateOffline', displayName: 'IPSec (Offline request)', number: null, ...forOthers },
  { name: 'OfflineRouter', displayName: 'Router (Offline request)', number: null, ...forOthers },
  { name: 'CrossCA', displayName: 'Cross Certification Authority', number: null, ...forOthers },
  { name: 'DomainControllerAuthentication', displayName: 'Domain Controller Authentication', number: 28, ...forDomainControllers },
  { name: 'DirectoryEmailReplication', displayName: 'Directory Email Replication', number: 29, ...forDomainControllers },
  { name: 'Workstation', displayName: 'Workstation Authentication', number: 30, ...forOthers },
  { name: 'RASAndIASServer', displayName: 'RAS and IAS Server', number: 31, ...forOthers },
  { name: 'OCSPResponseSigning', displayName: 'OCSP Response Signing', number: 32, ...forOthers },
  { name: 'KerberosAuthentication', displayName: 'Kerberos Authentication', number: 33, ...forDomainControllers },
];

/** How a certificate came to its server. `words` is a half sentence: "auto-enrolled from template Kerberos Authentication". */
export type Enrolment = { kind: 'auto-enrolled' | 'enterprise-ca' | 'by-hand'; template: string | null; words: string };

function defaultTemplateOf(template: string): DefaultTemplate | undefined {
  const number = /^1\.3\.6\.1\.4\.1\.311\.21\.8(?:\.\d+)+\.1\.(\d+)$/.exec(template)?.[1];
  if (number !== undefined) return defaultTemplates.find((one) => one.number === Number(number));
  return defaultTemplates.find((one) => one.name.toLowerCase() === template.toLowerCase());
}

/**
 * How a certificate came to its server, by what Microsoft's enrolment wrote into it. An inference: a certificate from a template
 * for domain controllers can also be requested by hand, and a CA of another kind can write any template it likes.
 */
export function enrolmentOf(facts: CertificateFacts): Enrolment {
  const written = facts.microsoft?.templateName ?? facts.microsoft?.templateOid ?? facts.template;
  if (written === null) {
    if (facts.microsoft?.sid != null) {
      return { kind: 'enterprise-ca', template: null, words: 'issued by a CA of Active Directory, which does not tell the template' };
    }
    const words = facts.selfSigned ? 'signed by itself, so made by hand' : 'issued by hand or by a CA that is not Active Directory’s';
    return { kind: 'by-hand', template: null, words };
  }
  const known = defaultTemplateOf(written);
  const template = known?.displayName ?? written;
  return known?.isForDomainControllers === true
    ? { kind: 'auto-enrolled', template, words: `auto-enrolled from template ${template}` }
    : { kind: 'enterprise-ca', template, words: `issued by a CA of Active Directory from template ${template}` };
}
