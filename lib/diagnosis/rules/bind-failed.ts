import { article } from '../article/texts/bind-failed.ts';
import { resultCodeName } from '../ldap/result-codes.ts';
import { type BindFailure, bindFacts, bindFailure, bindObservations, bindWasTried } from '../reading/bind.ts';
import { stalledDuring } from '../reading/stalled-prober.ts';
import type { AddressRule } from '../rule.ts';

function whatWentWrong({ code, detail, ms }: BindFailure): string {
  if (code === 'timeout') return `no answer came within ${Math.round(ms)} ms`;
  if (code === 'closed') return 'the server closed the connection instead of answering';
  if (detail.resultCode !== null) return `the server answered with result ${resultCodeName(detail.resultCode)}`;
  return detail.message;
}

/** 512: any bind that failed in a way 508 to 511 do not name. */
export const bindFailed: AddressRule = {
  scope: 'address',
  id: 'bind-failed',
  no: 512,
  stage: 'ldap',
  severities: ['critical'],
  title: 'The bind fails',
  article,
  applies: ({ attempt }) => bindWasTried(attempt),
  check({ evidence, attempt }) {
    const failure = bindFailure(attempt, 'result', 'timeout', 'closed', 'unclassified');
    if (failure === null || stalledDuring(evidence, failure)) return null;
    return {
      summary: `The bind fails: ${whatWentWrong(failure).replace(/\.$/, '')}.`,
      facts: { ...bindFacts(failure), message: failure.detail.message, waitedMs: Math.round(failure.ms) },
      observations: bindObservations(failure),
    };
  },
};
