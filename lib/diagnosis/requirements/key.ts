import { kb321051, ldapsCertificates, rfc7525Successor, sectionOf } from '../article/sources.ts';
import { demand, type Requirement } from './requirement.ts';

/** Microsoft's older page and its newer one differ in the least length of an RSA key, and the matrix shows both. */
export const key: Requirement = {
  id: 'key',
  title: 'Key',
  findingIds: ['weak-key'],
  seen: ({ served: { leaf } }) =>
    [leaf.key.algorithm, leaf.key.bits === null ? null : `${leaf.key.bits} bits`, leaf.key.curve]
      .filter((part) => part !== null)
      .join(', '),
  demands({ served: { leaf }, profile }) {
    const { algorithm, bits } = leaf.key;
    const rsa = algorithm.startsWith('RSA');
    const atLeast = (least: number): boolean | null => (bits === null ? null : bits >= least);
    if (!rsa && !algorithm.startsWith('EC'))
      return [demand(sectionOf(rfc7525Successor, '4.5 Public key length'), 'A strong key', algorithm.startsWith('Ed') ? true : null)];
    const byStandard = demand(
      sectionOf(rfc7525Successor, '4.5 Public key length'),
      rsa ? 'RSA of 2048 bits or more' : 'A curve of 224 bits or more',
      atLeast(rsa ? 2048 : 224),
    );
    if (!rsa || profile === 'ldap' || profile === 'entra-ds') return [byStandard];
    return [
      demand(sectionOf(kb321051, 'sample request'), '1024 bits or more, in its sample request', atLeast(1024)),
      demand(sectionOf(ldapsCertificates, 'sample request'), '2048 bits or more, in its sample request', atLeast(2048)),
      byStandard,
    ];
  },
};
