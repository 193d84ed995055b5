import { rfc9525, sectionOf } from '../article/sources.ts';
import { list } from '../reading/wording.ts';
import { demand, type Requirement } from './requirement.ts';

export const nameByStandard: Requirement = {
  id: 'name-by-standard',
  title: 'Name, by the rule current clients follow',
  findingIds: ['host-name-not-in-certificate', 'host-name-only-in-common-name'],
  seen: ({ served: { leaf, name } }) =>
    name.isIpAddress ? `IP addresses ${list(leaf.ipAddresses, 20) || 'none'}` : `DNS names ${list(leaf.dnsNames, 20) || 'none'}`,
  demands: ({ served: { name } }) => [
    demand(
      sectionOf(rfc9525, '6.3 Matching the DNS domain name portion'),
      name.isIpAddress
        ? `${name.host} as an IP address in the subject alternative name`
        : `${name.host}, or a wildcard for its parent, in the subject alternative name`,
      name.inSubjectAlternativeName,
      !name.inSubjectAlternativeName && name.inCommonName ? 'It stands in the common name alone, which does not count.' : null,
    ),
  ],
};
