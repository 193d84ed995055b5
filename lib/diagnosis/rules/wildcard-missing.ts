import { article } from '../article/texts/wildcard-missing.ts';
import { leafNames, managedDomainWildcard } from '../reading/leaf-names.ts';
import { servedBy } from '../reading/served.ts';
import { list } from '../reading/wording.ts';
import type { AddressContext, AddressRule } from '../rule.ts';

const wantedName = ({ evidence, subject }: AddressContext): string | null =>
  managedDomainWildcard(evidence.target.host, subject.standsForDomain);

/** 407: a managed domain needs a wildcard, because its servers come and go under names nobody chose. 404 says the same and more. */
export const wildcardMissing: AddressRule = {
  scope: 'address',
  id: 'wildcard-missing',
  no: 407,
  stage: 'certificate',
  severities: ['warning'],
  profiles: ['entra-ds'],
  title: 'The wildcard for the managed domain is missing',
  article,
  applies(context) {
    const served = servedBy(context.attempt);
    return served !== null && !served.name.isIpAddress && wantedName(context) !== null;
  },
  check(context) {
    const leaf = servedBy(context.attempt)?.leaf;
    const wanted = wantedName(context);
    if (leaf === undefined || wanted === null) return null;
    const names = leafNames(leaf);
    if (names.includes(wanted)) return null;
    return {
      summary: `The certificate has no name ${wanted}, which secure LDAP of a managed domain asks for.`,
      facts: { wantedName: wanted, dnsNames: leaf.dnsNames, commonNames: leaf.subjectCommonNames, sha256: leaf.sha256 },
      observations: [
        { label: 'DNS names in the certificate', seen: list(leaf.dnsNames, 20) || 'none', healthy: `${wanted} among them` },
        { label: 'Common name', seen: list(leaf.subjectCommonNames) || 'none', healthy: wanted },
      ],
    };
  },
};
