import { rootDseValues } from '../../probe/evidence.ts';
import { article } from '../article/texts/not-synchronized.ts';
import type { AddressContext, AddressRule } from '../rule.ts';

const isSynchronized = ({ attempt }: AddressContext): string | null =>
  attempt.directory.status === 'ok' ? (rootDseValues(attempt.directory.data.rootDse, 'isSynchronized')[0] ?? null) : null;

/** 503: the rootDSE says isSynchronized FALSE. Servers without the attribute are not judged. */
export const notSynchronized: AddressRule = {
  scope: 'address',
  id: 'not-synchronized',
  no: 503,
  stage: 'ldap',
  severities: ['warning'],
  title: 'The directory is not synchronized',
  article,
  applies: (context) => isSynchronized(context) !== null,
  check(context) {
    const value = isSynchronized(context);
    if (value?.toUpperCase() !== 'FALSE' || context.attempt.directory.status !== 'ok') return null;
    const { rootDse } = context.attempt.directory.data;
    const server = rootDseValues(rootDse, 'dnsHostName')[0] ?? context.evidence.target.host;
    return {
      summary: `${server} says that its first synchronization with its partners is not complete, so its answers may be old or empty.`,
      facts: {
        isSynchronized: false,
        dnsHostName: rootDseValues(rootDse, 'dnsHostName')[0] ?? null,
        highestCommittedUsn: rootDseValues(rootDse, 'highestCommittedUSN')[0] ?? null,
      },
      observations: [{ label: 'isSynchronized', seen: value, healthy: 'TRUE' }],
    };
  },
};
