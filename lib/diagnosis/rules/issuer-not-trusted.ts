import { article } from '../article/texts/issuer-not-trusted.ts';
import { type Served, servedBy, stepsOf } from '../reading/served.ts';
import { commonNameOf, count } from '../reading/wording.ts';
import type { AddressRule } from '../rule.ts';

/** The last certificate of a path that ends nowhere, and who signed it. */
function endOf(served: Served): { topName: string; topSubject: string; missingIssuer: string | null } | null {
  const last = stepsOf(served).at(-1);
  if (last === undefined) return null;
  const issuer = served.trust.ending === 'issuer-missing' ? (last.facts?.issuer ?? null) : null;
  return { topName: commonNameOf(last.step.subject), topSubject: last.step.subject, missingIssuer: issuer };
}

/**
 * 412: leaf and issuers were sent, and the last one leads to no trust anchor: it is a root that nobody here trusts, or its own
 * issuer is unknown. A leaf that signed itself is 411, a leaf whose own issuer was not sent is 413.
 */
export const issuerNotTrusted: AddressRule = {
  scope: 'address',
  id: 'issuer-not-trusted',
  no: 412,
  stage: 'certificate',
  severities: ['critical'],
  title: 'The issuer is not trusted',
  article,
  applies: ({ attempt }) => servedBy(attempt) !== null,
  check({ attempt }) {
    const served = servedBy(attempt);
    if (served === null || served.trust.ending === 'anchored' || served.trust.path.length < 2) return null;
    const end = endOf(served);
    if (end === null) return null;
    const { trust } = served;
    const unknown = end.missingIssuer === null ? end.topName : commonNameOf(end.missingIssuer);
    return {
      summary:
        end.missingIssuer === null
          ? `The chain ends at the root ${unknown}, which no trust store of this endpoint holds.`
          : `The chain ends at ${end.topName}, whose issuer ${unknown} no trust store of this endpoint holds.`,
      facts: {
        ending: trust.ending,
        topSubject: end.topSubject,
        missingIssuer: end.missingIssuer,
        pathSubjects: trust.path.map((step) => step.subject),
        anchorCount: trust.anchorCount,
      },
      observations: [
        {
          label: 'Chain as built',
          seen: trust.path.map((step) => commonNameOf(step.subject)).join(' → '),
          healthy: 'The same, up to a root that clients trust',
        },
        {
          label: 'Where it ends',
          seen:
            end.missingIssuer === null
              ? `${end.topSubject}, a root that is not trusted`
              : `${end.topSubject}, issued by ${end.missingIssuer}`,
          healthy: 'A trust anchor',
        },
        { label: 'Trust anchors considered', seen: count(trust.anchorCount, 'certificate'), healthy: `${unknown} among them` },
      ],
    };
  },
};
