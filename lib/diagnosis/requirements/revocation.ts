import { rfc5280, schannelOnDomainController, sectionOf } from '../article/sources.ts';
import { commonNameOf, list } from '../reading/wording.ts';
import { demand, type Requirement, type RequirementContext } from './requirement.ts';

/** What the newest deep scan found out about the certificates of this path; empty when nobody asked. */
function answersOf({ served, knowledge: { deepScan } }: RequirementContext) {
  const inPath = new Set(served.trust.path.map(({ sha256 }) => sha256));
  return (deepScan?.revocation ?? []).filter(({ sha256 }) => inPath.has(sha256));
}

export const revocation: Requirement = {
  id: 'revocation',
  title: 'Revocation',
  findingIds: ['certificate-revoked', 'revocation-unknown'],
  seen(context) {
    const answers = answersOf(context);
    if (answers.length === 0) return 'Not asked: OCSP and CRLs are read by the deep scan, where the operator allows it';
    return list(answers.map(({ subject, status }) => `${commonNameOf(subject)} ${status}`));
  },
  demands(context) {
    const answers = answersOf(context);
    const [leaf] = context.served.trust.path;
    const revoked = answers.some(({ status }) => status === 'revoked');
    const good = answers.some(({ sha256, status }) => sha256 === leaf?.sha256 && status === 'good');
    const met = revoked ? false : good ? true : null;
    const byStandard = demand(sectionOf(rfc5280, '6.3 CRL validation'), 'No certificate of the path is revoked', met);
    return context.profile === 'ad-ds' || context.profile === 'ad-lds'
      ? [
          demand(
            schannelOnDomainController,
            'The server’s own check does not find it revoked (unknown is let pass)',
            revoked ? false : answers.length > 0 ? true : null,
          ),
          byStandard,
        ]
      : [byStandard];
  },
};
