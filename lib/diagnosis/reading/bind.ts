import type { Attempt } from '../../probe/evidence.ts';
import { resultCodeMeaning, resultCodeName } from '../ldap/result-codes.ts';
import type { Observation } from '../rule.ts';

export type BindFailure = Extract<Attempt['bind'], { status: 'failed' }>;

/** The bind's failure when it is one of these codes; null when it succeeded, was not tried or failed otherwise. */
export const bindFailure = ({ bind }: Attempt, ...codes: readonly BindFailure['code'][]): BindFailure | null =>
  bind.status === 'failed' && codes.includes(bind.code) ? bind : null;

/** Was a bind tried at all? */
export const bindWasTried = ({ bind }: Attempt): boolean => bind.status !== 'skipped';

/** What every finding about a bind may publish; never the account, never the password. */
export const bindFacts = ({ code, detail }: BindFailure) => ({
  code,
  resultCode: detail.resultCode,
  activeDirectoryCode: detail.activeDirectoryCode,
  diagnosticMessage: detail.diagnosticMessage,
});

/** Result code and diagnostic message as rows of the evidence table. */
export function bindObservations({ detail }: BindFailure): readonly Observation[] {
  const { resultCode, diagnosticMessage } = detail;
  const meaning = resultCode === null ? null : resultCodeMeaning(resultCode);
  return [
    {
      label: 'LDAP result of the bind',
      seen: resultCode === null ? `none: ${detail.message}` : `${resultCodeName(resultCode)}${meaning === null ? '' : `: ${meaning}`}`,
      healthy: '0 success',
    },
    { label: 'The server’s own words', seen: diagnosticMessage || 'none', healthy: 'None' },
  ];
}
