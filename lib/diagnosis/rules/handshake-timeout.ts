import { article } from '../article/texts/handshake-timeout.ts';
import { stalledDuring } from '../reading/stalled-prober.ts';
import { endpointName, tlsPicture, tlsWasTried } from '../reading/tls-picture.ts';
import type { AddressRule } from '../rule.ts';

/** 303: connected, and TLS did not complete in time. */
export const handshakeTimeout: AddressRule = {
  id: 'handshake-timeout',
  no: 303,
  stage: 'tls',
  scope: 'address',
  severities: ['critical'],
  title: 'The TLS handshake does not finish',
  applies: ({ attempt }) => tlsWasTried(attempt),
  check: ({ evidence, attempt }) => {
    if (tlsPicture(attempt) !== 'timeout') return null;
    const failed = attempt.startTls.status === 'failed' ? attempt.startTls : attempt.handshake;
    if (failed.status !== 'failed' || stalledDuring(evidence, failed)) return null;
    const bytesRead = 'bytesRead' in failed.detail ? failed.detail.bytesRead : null;
    const during = attempt.startTls.status === 'failed' ? 'StartTLS' : 'the TLS handshake';
    return {
      confidence: evidence.timingsDoubtful ? 'low' : 'certain',
      summary: `${endpointName(evidence)} accepts the connection, then ${during} does not finish within ${(failed.ms / 1000).toFixed(1)} s.`,
      facts: {
        waitedMs: failed.ms,
        bytesRead,
        during: attempt.startTls.status === 'failed' ? 'starttls' : 'handshake',
        timingsDoubtful: evidence.timingsDoubtful,
      },
      observations: [
        { label: 'TCP connection', seen: 'accepted', healthy: 'accepted' },
        {
          label: 'TLS',
          seen: `unfinished after ${Math.round(failed.ms)} ms${bytesRead === null ? '' : `, ${bytesRead} bytes received`}`,
          healthy: 'finished within a second',
        },
      ],
    };
  },
  article,
};
