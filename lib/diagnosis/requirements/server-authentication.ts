import { event1220Article, kb321051, rfc5280, sectionOf } from '../article/sources.ts';
import { ANY_EXTENDED_KEY_USAGE, keyPurposeName, SERVER_AUTHENTICATION } from '../reading/key-purposes.ts';
import { list } from '../reading/wording.ts';
import { demand, type Requirement } from './requirement.ts';

const asked = `${keyPurposeName(SERVER_AUTHENTICATION)} among the enhanced key usages`;

export const serverAuthentication: Requirement = {
  id: 'server-authentication',
  title: 'Server Authentication',
  findingIds: ['server-auth-eku-missing'],
  seen: ({ served: { leaf } }) =>
    leaf.extendedKeyUsage === null
      ? 'No enhanced key usage extension'
      : list(leaf.extendedKeyUsage.map(keyPurposeName), 20) || 'An empty list',
  demands({ served: { leaf }, profile }) {
    const usages = leaf.extendedKeyUsage;
    const named = usages?.includes(SERVER_AUTHENTICATION) ?? false;
    const byStandard = demand(
      sectionOf(rfc5280, '4.2.1.12 Extended Key Usage'),
      'No such extension, or Server Authentication in it',
      usages === null || named,
      usages?.includes(ANY_EXTENDED_KEY_USAGE) && !named ? 'Any Purpose alone may be refused by an application.' : null,
    );
    if (profile === 'ldap') return [byStandard];
    return [demand(event1220Article, asked, named), demand(kb321051, asked, named), byStandard];
  },
};
