import { article } from '../article/texts/certificate-expired.ts';
import { daysLeft } from '../expiry.ts';
import { servedBy } from '../reading/served.ts';
import { certificateName, duration, isoTime, minuteTime, timeFromNow } from '../reading/wording.ts';
import type { AddressRule } from '../rule.ts';

/** 401: now is after notAfter of the leaf (RFC 5280 section 4.1.2.5: notAfter itself still counts as valid). */
export const certificateExpired: AddressRule = {
  scope: 'address',
  id: 'certificate-expired',
  no: 401,
  stage: 'certificate',
  severities: ['critical'],
  title: 'The certificate has expired',
  suppresses: ['certificate-expiring', 'lifetime-too-short'],
  article,
  applies: ({ attempt }) => (servedBy(attempt)?.leaf.notAfter ?? null) !== null,
  check({ attempt, now }) {
    const leaf = servedBy(attempt)?.leaf;
    if (!leaf?.notAfter) return null;
    const notAfter = new Date(leaf.notAfter);
    const expiredMs = now.getTime() - notAfter.getTime();
    if (expiredMs <= 0) return null;
    return {
      summary: `The certificate of ${certificateName(leaf)} expired ${duration(expiredMs)} ago, on ${minuteTime(notAfter)}.`,
      facts: {
        subject: leaf.subject,
        issuer: leaf.issuer,
        serialNumber: leaf.serialNumber,
        sha256: leaf.sha256,
        notAfter: leaf.notAfter,
        daysLeft: daysLeft(notAfter, now),
      },
      observations: [
        { label: 'Valid until', seen: timeFromNow(notAfter, now), healthy: `A time after ${isoTime(now)}` },
        {
          label: 'Certificate',
          seen: `${certificateName(leaf)}, serial number ${leaf.serialNumber}`,
          healthy: 'Its successor, with a new serial number',
        },
        { label: 'Issued by', seen: leaf.issuer, healthy: 'Any certification authority that clients trust' },
      ],
    };
  },
};
