import { article } from '../article/texts/host-name-only-in-common-name.ts';
import { servedBy } from '../reading/served.ts';
import { list } from '../reading/wording.ts';
import type { AddressRule } from '../rule.ts';

/** 405: the certificate has no DNS name, and the subject's common name matches; beside DNS names that do not match it is 404. */
export const hostNameOnlyInCommonName: AddressRule = {
  scope: 'address',
  id: 'host-name-only-in-common-name',
  no: 405,
  stage: 'certificate',
  severities: ['warning'],
  title: 'The name stands only in the common name',
  article,
  applies({ attempt }) {
    const served = servedBy(attempt);
    return served !== null && !served.name.isIpAddress;
  },
  check({ attempt }) {
    const served = servedBy(attempt);
    if (served === null) return null;
    const { leaf, name } = served;
    if (name.isIpAddress || name.inSubjectAlternativeName || !name.inCommonName || leaf.dnsNames.length > 0) return null;
    return {
      summary: `The certificate names ${name.host} in its common name alone: Windows accepts that, newer clients do not look there.`,
      facts: {
        host: name.host,
        commonNames: leaf.subjectCommonNames,
        hasSubjectAlternativeName: leaf.hasSubjectAlternativeName,
        sha256: leaf.sha256,
      },
      observations: [
        { label: 'Common name', seen: list(leaf.subjectCommonNames), healthy: 'Not looked at' },
        {
          label: 'DNS names in the certificate',
          seen: leaf.hasSubjectAlternativeName ? 'none (the extension holds other names only)' : 'none (no subject alternative name)',
          healthy: name.host,
        },
      ],
    };
  },
};
