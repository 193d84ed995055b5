import { article } from '../article/texts/chain-certificate-expiring.ts';
import { DAY_MS, daysLeft, judgeExpiry } from '../expiry.ts';
import { servedBy } from '../reading/served.ts';
import { commonNameOf, count, duration, isoTime, minuteTime, timeFromNow } from '../reading/wording.ts';
import type { AddressContext, AddressRule } from '../rule.ts';

type EndingIssuer = {
  name: string;
  subject: string;
  sha256: string;
  notAfter: Date;
  isAnchor: boolean;
  inWindow: boolean;
  endsBeforeLeaf: boolean;
};

/**
 * Issuers, still valid, that are inside the warning window, or end a day or more before the leaf. A trust anchor counts only inside
 * the window: until then clients learn its successor, and not every client looks at the dates of a root.
 */
function endingIssuers({ attempt, subject: { expiryWindows }, now }: AddressContext): readonly EndingIssuer[] {
  const served = servedBy(attempt);
  const leafEnd = served?.leaf.notAfter ?? null;
  const issuers = (served?.trust.path.slice(1) ?? []).flatMap((step) => {
    if (step.notBefore === null || step.notAfter === null) return [];
    const notAfter = new Date(step.notAfter);
    const { level } = judgeExpiry({ notBefore: new Date(step.notBefore), notAfter }, expiryWindows, now);
    const inWindow = level === 'warning' || level === 'critical';
    const endsBeforeLeaf = leafEnd !== null && new Date(leafEnd).getTime() - notAfter.getTime() >= DAY_MS;
    if (level === 'expired' || !(inWindow || (endsBeforeLeaf && !step.isAnchor))) return [];
    const { subject, sha256, isAnchor } = step;
    return [{ name: commonNameOf(subject), subject, sha256, notAfter, isAnchor, inWindow, endsBeforeLeaf }];
  });
  return issuers.toSorted((one, other) => one.notAfter.getTime() - other.notAfter.getTime());
}

/** 416: an issuer in the chain ends soon, or before the certificate of the server does. One that has ended is 415. */
export const chainCertificateExpiring: AddressRule = {
  scope: 'address',
  id: 'chain-certificate-expiring',
  no: 416,
  stage: 'certificate',
  severities: ['warning'],
  title: 'A certificate of the chain ends first',
  article,
  applies: ({ attempt }) => (servedBy(attempt)?.trust.path.length ?? 0) > 1,
  check(context) {
    const ending = endingIssuers(context);
    const [first] = ending;
    const leaf = servedBy(context.attempt)?.leaf;
    if (first === undefined || leaf === undefined) return null;
    const { now } = context;
    const kind = first.isAnchor ? 'root' : 'issuer';
    const left = duration(first.notAfter.getTime() - now.getTime());
    const beforeLeaf =
      first.endsBeforeLeaf && leaf.notAfter
        ? ` The server’s own certificate names a later end, ${minuteTime(new Date(leaf.notAfter))}, which it will not live to see.`
        : '';
    const others = ending.length > 1 ? `, and ${count(ending.length - 1, 'more issuer')} after it` : '';
    return {
      summary: `The ${kind} ${first.name} in the chain ends in ${left}, on ${minuteTime(first.notAfter)}${others}.${beforeLeaf}`,
      facts: {
        subjects: ending.map(({ subject }) => subject),
        sha256: ending.map(({ sha256 }) => sha256),
        notAfter: ending.map(({ notAfter }) => isoTime(notAfter)),
        daysLeft: daysLeft(first.notAfter, now),
        insideWindow: ending.some(({ inWindow }) => inWindow),
        leafNotAfter: leaf.notAfter,
      },
      observations: [
        ...ending.map(({ name, notAfter, isAnchor, inWindow }) => ({
          label: `${isAnchor ? 'Root' : 'Issuer'} ${name}`,
          seen: `valid until ${timeFromNow(notAfter, now)}${inWindow ? '' : ', outside the warning window'}`,
          healthy: 'Valid for longer than the certificate of the server',
        })),
        {
          label: 'Certificate of the server',
          seen: leaf.notAfter === null ? 'no readable end' : `valid until ${timeFromNow(new Date(leaf.notAfter), now)}`,
          healthy: 'Ends before its issuers do',
        },
      ],
    };
  },
};
