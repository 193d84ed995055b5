import { kb321051, ldapsCertificates } from '../article/sources.ts';
import { list } from '../reading/wording.ts';
import { demand, type Requirement } from './requirement.ts';

const asks = 'The full name of the server as common name, or as a DNS name anywhere in the subject alternative name';

export const nameByMicrosoft: Requirement = {
  id: 'name-by-microsoft',
  title: 'Name, by Microsoft’s rule for servers',
  profiles: ['ad-ds', 'ad-lds'],
  findingIds: ['host-name-not-in-certificate'],
  seen: ({ served: { leaf } }) => `Common name ${list(leaf.subjectCommonNames) || 'none'}; DNS names ${list(leaf.dnsNames, 20) || 'none'}`,
  demands({ served: { name } }) {
    const met = !name.isIpAddress && (name.inSubjectAlternativeName || name.inCommonName);
    const because = name.isIpAddress ? `Clients use the address ${name.host}, and the rule asks for a name.` : null;
    return [demand(kb321051, asks, met, because), demand(ldapsCertificates, asks, met, because)];
  },
};
