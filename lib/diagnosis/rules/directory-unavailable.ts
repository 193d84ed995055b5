import { article } from '../article/texts/directory-unavailable.ts';
import { resultCodeName } from '../ldap/result-codes.ts';
import type { AddressRule } from '../rule.ts';

const meanings: ReadonlyMap<number, string> = new Map([
  [51, 'it is too busy to answer'],
  [52, 'it is not available'],
]);

/** 502: the rootDSE search over TLS, or a notice of disconnection in its place, ended with 51 busy or 52 unavailable. */
export const directoryUnavailable: AddressRule = {
  scope: 'address',
  id: 'directory-unavailable',
  no: 502,
  stage: 'ldap',
  severities: ['critical'],
  title: 'The directory says it is busy or unavailable',
  suppresses: ['rootdse-unreadable', 'bind-failed'],
  article,
  applies: ({ attempt }) => attempt.handshake.status === 'ok' && attempt.directory.status !== 'skipped',
  check({ attempt }) {
    const { directory } = attempt;
    if (directory.status !== 'failed') return null;
    const { resultCode, diagnosticMessage } = directory.detail;
    const meaning = resultCode === null ? undefined : meanings.get(resultCode);
    if (resultCode === null || meaning === undefined) return null;
    return {
      summary: `TLS works, and the directory behind it says that ${meaning} (result ${resultCodeName(resultCode)}).`,
      facts: { resultCode, diagnosticMessage, code: directory.code },
      observations: [
        { label: 'LDAP result', seen: resultCodeName(resultCode), healthy: '0 success' },
        { label: 'The server’s own words', seen: diagnosticMessage || 'none', healthy: 'None' },
      ],
    };
  },
};
