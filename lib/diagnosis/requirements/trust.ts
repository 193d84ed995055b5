import { kb321051, rfc5280, sectionOf } from '../article/sources.ts';
import { commonNameOf, count } from '../reading/wording.ts';
import { demand, type Requirement } from './requirement.ts';

export const trust: Requirement = {
  id: 'trust',
  title: 'Trust',
  findingIds: ['issuer-not-trusted', 'self-signed-certificate', 'intermediate-missing'],
  seen: ({ served }) =>
    served.trust.anchor === null
      ? `No way to any of ${count(served.trust.anchorCount, 'trust anchor')}`
      : `Trusted through ${commonNameOf(served.trust.anchor.subject)} (${served.trust.anchor.store})`,
  demands({ served, profile }) {
    const anchored = served.trust.ending === 'anchored';
    const byStandard = demand(sectionOf(rfc5280, '6.1 Basic path validation'), 'A path to a trust anchor of the client', anchored);
    if (profile === 'ldap') return [byStandard];
    return [
      demand(
        kb321051,
        'An issuer that the server and the clients trust',
        anchored ? true : null,
        anchored
          ? 'Judged by the trust anchors here; what the server itself trusts cannot be seen.'
          : 'Not trusted here; what your clients trust may differ.',
      ),
      byStandard,
    ];
  },
};
