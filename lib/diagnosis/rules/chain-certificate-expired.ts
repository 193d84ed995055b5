import { article } from '../article/texts/chain-certificate-expired.ts';
import { servedBy } from '../reading/served.ts';
import { commonNameOf, count, duration, list, minuteTime, timeFromNow } from '../reading/wording.ts';
import type { AddressContext, AddressRule } from '../rule.ts';

type ExpiredIssuer = { name: string; subject: string; sha256: string; notAfter: Date; isAnchor: boolean; wasSent: boolean };

function expiredIssuers({ attempt, now }: AddressContext): readonly ExpiredIssuer[] {
  const path = servedBy(attempt)?.trust.path.slice(1) ?? [];
  return path.flatMap((step) => {
    if (step.notAfter === null || new Date(step.notAfter) >= now) return [];
    const { subject, sha256, isAnchor } = step;
    const wasSent = step.from === 'server';
    return [{ name: commonNameOf(subject), subject, sha256, notAfter: new Date(step.notAfter), isAnchor, wasSent }];
  });
}

/** 415: an issuer above the leaf has expired, the anchor included: OpenSSL and Windows check its dates as well. */
export const chainCertificateExpired: AddressRule = {
  scope: 'address',
  id: 'chain-certificate-expired',
  no: 415,
  stage: 'certificate',
  severities: ['critical'],
  title: 'A certificate of the chain has expired',
  suppresses: ['chain-certificate-expiring'],
  article,
  applies: ({ attempt }) => (servedBy(attempt)?.trust.path.length ?? 0) > 1,
  check(context) {
    const expired = expiredIssuers(context);
    const [first] = expired;
    if (first === undefined) return null;
    const { now } = context;
    const ago = duration(now.getTime() - first.notAfter.getTime());
    const others = expired.length > 1 ? `, and ${count(expired.length - 1, 'more issuer')} with it` : '';
    return {
      summary: `The ${first.isAnchor ? 'root' : 'issuer'} ${first.name} in the chain expired ${ago} ago, on ${minuteTime(first.notAfter)}${others}.`,
      facts: {
        expiredSubjects: expired.map(({ subject }) => subject),
        expiredSha256: expired.map(({ sha256 }) => sha256),
        notAfter: expired.map(({ notAfter }) => notAfter.toISOString()),
        includesAnchor: expired.some(({ isAnchor }) => isAnchor),
      },
      observations: [
        ...expired.map(({ name, notAfter, isAnchor, wasSent }) => ({
          label: `${isAnchor ? 'Root' : 'Issuer'} ${name}`,
          seen: `valid until ${timeFromNow(notAfter, now)}, ${wasSent ? 'sent by the server' : 'taken from the trust store'}`,
          healthy: 'Valid for longer than the certificate of the server',
        })),
        {
          label: 'Chain as built',
          seen: list(
            (servedBy(context.attempt)?.trust.path ?? []).map((step) => commonNameOf(step.subject)),
            20,
          ),
          healthy: 'Every certificate in its validity',
        },
      ],
    };
  },
};
