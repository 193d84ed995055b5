import { entraConfigure, kb321051, rfc5280, rfc8446, sectionOf } from '../article/sources.ts';
import { handshakeUsage } from '../reading/handshake-needs.ts';
import { list } from '../reading/wording.ts';
import { demand, type Requirement } from './requirement.ts';

export const keyUsage: Requirement = {
  id: 'key-usage',
  title: 'Key usage',
  findingIds: ['key-usage-unsuitable', 'certificate-is-ca'],
  seen: ({ served: { leaf } }) =>
    leaf.keyUsage === null ? 'No key usage extension: every use is allowed' : list(leaf.keyUsage, 20) || 'None',
  demands({ served: { leaf }, attempt, profile }) {
    const allows = (usage: string): boolean => leaf.keyUsage === null || leaf.keyUsage.includes(usage);
    const used = handshakeUsage(attempt);
    const met = used === null ? null : allows(used);
    const demands = [
      used === 'keyEncipherment'
        ? demand(sectionOf(rfc5280, '4.2.1.3 Key Usage'), 'keyEncipherment, for the static RSA key exchange in use', met)
        : demand(sectionOf(rfc8446, '4.4.2.2 Server certificate selection'), 'digitalSignature, to sign the handshake', met),
    ];
    const both = allows('digitalSignature') && allows('keyEncipherment');
    const askedFor = 'digitalSignature and keyEncipherment';
    if (profile === 'entra-ds') demands.push(demand(entraConfigure, askedFor, both));
    if (profile === 'ad-ds' && leaf.key.algorithm.startsWith('RSA'))
      demands.push(demand(sectionOf(kb321051, 'sample request'), `${askedFor} (0xA0), in its sample request`, both));
    return demands;
  },
};
