import { article } from '../article/texts/certificate-expiring.ts';
import { judgeExpiry } from '../expiry.ts';
import { servedBy } from '../reading/served.ts';
import { certificateName, duration, isoTime, minuteTime, timeFromNow } from '../reading/wording.ts';
import type { AddressRule } from '../rule.ts';

const inDays = (days: number): string => `${Number(days.toFixed(1))} days`;

/** 403: less time is left than the warning or the critical window (expiry.ts); an expired certificate is 401. */
export const certificateExpiring: AddressRule = {
  scope: 'address',
  id: 'certificate-expiring',
  no: 403,
  stage: 'certificate',
  severities: ['warning', 'critical'],
  title: 'The certificate expires soon',
  suppresses: ['lifetime-too-short'],
  article,
  applies({ attempt }) {
    const leaf = servedBy(attempt)?.leaf;
    return Boolean(leaf?.notBefore && leaf.notAfter);
  },
  check({ attempt, subject, now }) {
    const leaf = servedBy(attempt)?.leaf;
    if (!leaf?.notBefore || !leaf.notAfter) return null;
    const validity = { notBefore: new Date(leaf.notBefore), notAfter: new Date(leaf.notAfter) };
    const { level, daysLeft, warningDays, criticalDays } = judgeExpiry(validity, subject.expiryWindows, now);
    if (level !== 'warning' && level !== 'critical') return null;
    const left = duration(validity.notAfter.getTime() - now.getTime());
    return {
      severity: level,
      summary: `The certificate of ${certificateName(leaf)} expires in ${left}, on ${minuteTime(validity.notAfter)}.`,
      facts: {
        subject: leaf.subject,
        issuer: leaf.issuer,
        serialNumber: leaf.serialNumber,
        sha256: leaf.sha256,
        notBefore: leaf.notBefore,
        notAfter: leaf.notAfter,
        daysLeft,
        warningDays,
        criticalDays,
        template: leaf.template,
      },
      observations: [
        {
          label: 'Valid until',
          seen: timeFromNow(validity.notAfter, now),
          healthy: `More than ${inDays(warningDays)} ahead (critical below ${inDays(criticalDays)})`,
        },
        { label: 'Valid from', seen: isoTime(validity.notBefore), healthy: 'Shows the lifetime that the windows are measured by' },
        {
          label: 'Template',
          seen: leaf.template ?? 'none named: it will probably not renew by itself',
          healthy: 'An auto-enrolled template, which renews by itself',
        },
      ],
    };
  },
};
