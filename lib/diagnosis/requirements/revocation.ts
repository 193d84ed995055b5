import { rfc5280, schannelOnDomainController, sectionOf } from '../article/sources.ts';
import { scanWords } from '../reading/deep-scan.ts';
import { judgedRevocation, revocations } from '../reading/revocation.ts';
import { commonNameOf, list } from '../reading/wording.ts';
import { demand, type Requirement, type RequirementContext } from './requirement.ts';

type Known = 'revoked' | 'good' | 'partly';

/** `good` only when every certificate of the path that can be revoked is known to be so; null when nobody asked, or too long ago. */
function known({ served, ...context }: RequirementContext): Known | null {
  if (revocations(served, context).length > 0) return 'revoked';
  const judged = judgedRevocation(served, context);
  if (judged === null) return null;
  return judged.answers.every(({ status }) => status === 'good') ? 'good' : 'partly';
}

export const revocation: Requirement = {
  id: 'revocation',
  title: 'Revocation',
  findingIds: ['certificate-revoked', 'revocation-unknown'],
  seen(context) {
    const revoked = revocations(context.served, context);
    const judged = judgedRevocation(context.served, context);
    const scan = revoked[0]?.scan ?? judged?.scan;
    if (scan === undefined) return 'Not asked lately: the deep scan reads OCSP and CRLs where PORT636_REVOCATION=on allows it';
    const states = new Map(
      [...(judged?.answers ?? []), ...revoked.map(({ answer }) => answer)].map(({ sha256, subject, status }) => [
        sha256,
        `${commonNameOf(subject)} ${status}`,
      ]),
    );
    return `${list([...states.values()])} (${scanWords(scan)})`;
  },
  demands(context) {
    const state = known(context);
    const met = { revoked: false, good: true, partly: null };
    const byStandard = demand(sectionOf(rfc5280, '6.3 CRL validation'), 'No certificate of the path is revoked', state && met[state]);
    return context.profile === 'ad-ds' || context.profile === 'ad-lds'
      ? [
          demand(
            schannelOnDomainController,
            'The server’s own check does not find it revoked (unknown is let pass)',
            state && state !== 'revoked',
          ),
          byStandard,
        ]
      : [byStandard];
  },
};
