import { entraConfigure } from '../article/sources.ts';
import { leafNames, managedDomainWildcard } from '../reading/leaf-names.ts';
import { list } from '../reading/wording.ts';
import { demand, type Requirement } from './requirement.ts';

/** Servers of a managed domain come and go under random names, so one name would not do. */
export const wildcard: Requirement = {
  id: 'wildcard',
  title: 'Wildcard for the managed domain',
  profiles: ['entra-ds'],
  findingIds: ['wildcard-missing', 'host-name-not-in-certificate'],
  seen: ({ served: { leaf } }) => list([...leaf.dnsNames, ...leaf.subjectCommonNames], 20) || 'No name',
  demands({ served: { leaf, name }, subject }) {
    const wanted = name.isIpAddress ? null : managedDomainWildcard(name.host, subject.standsForDomain);
    return [demand(entraConfigure, wanted ?? 'A wildcard for the domain', wanted === null ? null : leafNames(leaf).includes(wanted))];
  },
};
