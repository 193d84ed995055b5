import { article } from '../article/texts/lifetime-too-short.ts';
import { daysLeft, threeMonthsAfter } from '../expiry.ts';
import { servedBy } from '../reading/served.ts';
import { certificateName, duration, minuteTime, timeFromNow } from '../reading/wording.ts';
import type { AddressRule } from '../rule.ts';

/** 420: a managed domain’s certificate is valid for less than the next three months. Inside the windows it is 403 alone. */
export const lifetimeTooShort: AddressRule = {
  scope: 'address',
  id: 'lifetime-too-short',
  no: 420,
  stage: 'certificate',
  severities: ['warning'],
  profiles: ['entra-ds'],
  title: 'Less than three months are left',
  article,
  applies: ({ attempt }) => (servedBy(attempt)?.leaf.notAfter ?? null) !== null,
  check({ attempt, now }) {
    const leaf = servedBy(attempt)?.leaf;
    if (!leaf?.notAfter) return null;
    const notAfter = new Date(leaf.notAfter);
    const wanted = threeMonthsAfter(now);
    if (notAfter < now || notAfter >= wanted) return null;
    const left = duration(notAfter.getTime() - now.getTime());
    return {
      summary: `The certificate of ${certificateName(leaf)} is valid for ${left} more; a managed domain asks for at least the next three months.`,
      facts: {
        subject: leaf.subject,
        notBefore: leaf.notBefore,
        notAfter: leaf.notAfter,
        daysLeft: daysLeft(notAfter, now),
        wantedNotAfter: wanted.toISOString(),
        sha256: leaf.sha256,
      },
      observations: [{ label: 'Valid until', seen: timeFromNow(notAfter, now), healthy: `${minuteTime(wanted)} or later` }],
    };
  },
};
