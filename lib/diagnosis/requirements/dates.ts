import { rfc5280, sectionOf } from '../article/sources.ts';
import { commonNameOf, isoTime, list, timeFromNow } from '../reading/wording.ts';
import { demand, type Requirement } from './requirement.ts';

export const dates: Requirement = {
  id: 'dates',
  title: 'Dates',
  findingIds: ['certificate-expired', 'certificate-not-yet-valid', 'chain-certificate-expired', 'certificate-expiring'],
  seen: ({ served: { leaf }, now }) =>
    leaf.notBefore === null || leaf.notAfter === null
      ? 'Dates that cannot be read'
      : `From ${isoTime(new Date(leaf.notBefore))} to ${timeFromNow(new Date(leaf.notAfter), now)}`,
  demands({ served: { leaf, trust }, now }) {
    const outside = trust.path.filter(
      ({ notBefore, notAfter }) => (notBefore !== null && now < new Date(notBefore)) || (notAfter !== null && now > new Date(notAfter)),
    );
    const [first] = trust.path;
    return [
      demand(
        sectionOf(rfc5280, '4.1.2.5 Validity'),
        'Every certificate of the path is valid now',
        leaf.notAfter === null || leaf.notBefore === null ? null : outside.length === 0,
        outside.some((step) => step !== first) ? `Outside its dates: ${list(outside.map(({ subject }) => commonNameOf(subject)))}.` : null,
      ),
    ];
  },
};
