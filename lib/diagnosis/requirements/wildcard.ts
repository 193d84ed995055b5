import { entraConfigure } from '../article/sources.ts';
import { list } from '../reading/wording.ts';
import { demand, type Requirement } from './requirement.ts';

/** Servers of a managed domain come and go under random names, so one name would not do. */
export const wildcard: Requirement = {
  id: 'wildcard',
  title: 'Wildcard for the managed domain',
  profiles: ['entra-ds'],
  findingIds: ['wildcard-missing', 'host-name-not-in-certificate'],
  seen: ({ served: { leaf } }) => list([...leaf.dnsNames, ...leaf.subjectCommonNames], 20) || 'No name',
  demands({ served: { leaf, name } }) {
    const parent = name.host.toLowerCase().replace(/\.$/, '').split('.').slice(1).join('.');
    const wanted = `*.${parent}`;
    const names = [...leaf.dnsNames, ...leaf.subjectCommonNames].map((each) => each.toLowerCase());
    return [
      demand(entraConfigure, name.isIpAddress ? 'A wildcard for the domain' : wanted, name.isIpAddress ? null : names.includes(wanted)),
    ];
  },
};
