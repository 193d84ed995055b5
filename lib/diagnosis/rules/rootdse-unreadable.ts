import type { Attempt } from '../../probe/evidence.ts';
import { article } from '../article/texts/rootdse-unreadable.ts';
import { resultCodeMeaning, resultCodeName } from '../ldap/result-codes.ts';
import { stalledDuring } from '../reading/stalled-prober.ts';
import type { AddressRule } from '../rule.ts';

type Failure = Extract<Attempt['directory'], { status: 'failed' }>;

const BUSY = 51;
const UNAVAILABLE = 52;

/** busy and unavailable are 502; a client certificate that is demanded after the handshake belongs to the TLS stage (310). */
const belongsElsewhere = ({ code, detail }: Failure): boolean =>
  code === 'client-certificate-required' || detail.resultCode === BUSY || detail.resultCode === UNAVAILABLE;

function whatWentWrong({ code, detail }: Failure): string {
  switch (code) {
    case 'timeout':
      return 'no answer came in time';
    case 'closed':
      return 'the server closed the connection instead of answering';
    case 'reset':
      return 'the server reset the connection instead of answering';
    case 'disconnected':
      return 'the server sent a notice of disconnection';
    case 'not-ldap':
      return 'the answer was not LDAP';
    case 'message-too-large':
      return 'the answer was larger than any rootDSE';
    case 'empty':
      return 'the answer held no entry';
    case 'referral':
      return 'the server referred the search elsewhere';
    default:
      return detail.resultCode === null ? detail.message : `the server answered with result ${resultCodeName(detail.resultCode)}`;
  }
}

/** 501: the handshake succeeded, and the search of the rootDSE over it did not. */
export const rootDseUnreadable: AddressRule = {
  scope: 'address',
  id: 'rootdse-unreadable',
  no: 501,
  stage: 'ldap',
  severities: ['critical'],
  title: 'The directory does not answer inside TLS',
  suppresses: ['bind-failed'],
  article,
  applies: ({ attempt }) => attempt.handshake.status === 'ok' && attempt.directory.status !== 'skipped',
  check({ evidence, attempt }) {
    const { directory } = attempt;
    if (directory.status !== 'failed' || belongsElsewhere(directory) || stalledDuring(evidence, directory)) return null;
    const { code, detail, ms } = directory;
    const { resultCode } = detail;
    const meaning = resultCode === null ? null : resultCodeMeaning(resultCode);
    return {
      summary: `TLS works, and the search of the rootDSE fails: ${whatWentWrong(directory).replace(/\.$/, '')}.`,
      facts: {
        code,
        resultCode,
        diagnosticMessage: detail.diagnosticMessage,
        alert: detail.alert,
        message: detail.message,
        waitedMs: Math.round(ms),
      },
      observations: [
        {
          label: 'Handshake',
          seen: attempt.handshake.status === 'ok' ? `complete, ${attempt.handshake.data.protocol}` : 'not complete',
          healthy: 'Complete',
        },
        {
          label: 'Search of the rootDSE',
          seen: `${whatWentWrong(directory)} (after ${Math.round(ms)} ms)`,
          healthy: 'Result 0 success, with the attributes of the rootDSE',
        },
        ...(resultCode === null
          ? []
          : [
              {
                label: 'LDAP result',
                seen: `${resultCodeName(resultCode)}${meaning === null ? '' : `: ${meaning}`}`,
                healthy: '0 success',
              },
            ]),
        ...(detail.diagnosticMessage ? [{ label: 'The server’s own words', seen: detail.diagnosticMessage, healthy: 'None' }] : []),
      ],
    };
  },
};
