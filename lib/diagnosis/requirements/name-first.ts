import { event1220Article, kb321051 } from '../article/sources.ts';
import { demand, type Requirement } from './requirement.ts';

/** The two articles of Microsoft differ here, and the matrix shows both. */
export const nameFirst: Requirement = {
  id: 'name-first',
  title: 'First name in the subject alternative name',
  profiles: ['ad-ds'],
  findingIds: ['host-name-not-first', 'host-name-not-in-certificate'],
  seen: ({ served: { leaf } }) => `First DNS name ${leaf.dnsNames[0] ?? 'none'}; common name ${leaf.subjectCommonNames[0] ?? 'none'}`,
  demands({ served: { leaf, name } }) {
    const first = name.inSubjectAlternativeName && name.matched === leaf.dnsNames[0];
    return [
      demand(event1220Article, 'The name as subject, or as the first name in the subject alternative name', first || name.inCommonName),
      demand(
        kb321051,
        'The name anywhere in the subject alternative name, or as common name',
        name.inSubjectAlternativeName || name.inCommonName,
      ),
    ];
  },
};
