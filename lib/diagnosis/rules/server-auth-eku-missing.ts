import { article } from '../article/texts/server-auth-eku-missing.ts';
import { ANY_EXTENDED_KEY_USAGE, keyPurposeName, SERVER_AUTHENTICATION } from '../reading/key-purposes.ts';
import { servedBy } from '../reading/served.ts';
import { list } from '../reading/wording.ts';
import type { AddressRule } from '../rule.ts';

/**
 * 408: the enhanced key usage lacks Server Authentication, or a domain controller's certificate has none at all. "Any
 * purpose" does not stand for it: Microsoft demands the object identifier itself, and RFC 5280 section 4.2.1.12 lets
 * applications refuse a certificate that has only "any purpose" (OpenSSL does).
 */
export const serverAuthEkuMissing: AddressRule = {
  scope: 'address',
  id: 'server-auth-eku-missing',
  no: 408,
  stage: 'certificate',
  severities: ['critical'],
  title: 'The certificate is not meant for servers',
  article,
  applies: ({ attempt }) => servedBy(attempt) !== null,
  check({ attempt, profile }) {
    const leaf = servedBy(attempt)?.leaf;
    if (leaf === undefined) return null;
    const usages = leaf.extendedKeyUsage;
    if (usages === null && profile !== 'ad-ds') return null;
    if (usages?.includes(SERVER_AUTHENTICATION)) return null;
    const names = (usages ?? []).map(keyPurposeName);
    return {
      summary:
        usages === null
          ? 'The certificate names no enhanced key usage, and that of a domain controller has to name Server Authentication.'
          : `The certificate is for ${names.length === 0 ? 'no purpose at all' : list(names)}, not for Server Authentication.`,
      facts: {
        extendedKeyUsage: usages,
        hasAnyPurpose: usages?.includes(ANY_EXTENDED_KEY_USAGE) ?? false,
        template: leaf.template,
        sha256: leaf.sha256,
      },
      observations: [
        {
          label: 'Enhanced key usage',
          seen: usages === null ? 'the certificate has no such extension' : list(names, 20) || 'empty',
          healthy: `${keyPurposeName(SERVER_AUTHENTICATION)} among them`,
        },
        { label: 'Template', seen: leaf.template ?? 'none named', healthy: 'Kerberos Authentication, for a domain controller' },
      ],
    };
  },
};
