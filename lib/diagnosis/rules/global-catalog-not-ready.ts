import { rootDseValues } from '../../probe/evidence.ts';
import { article } from '../article/texts/global-catalog-not-ready.ts';
import type { AddressContext, AddressRule } from '../rule.ts';

const globalCatalogPorts: readonly number[] = [3268, 3269];

const isReady = ({ attempt }: AddressContext): string | null =>
  attempt.directory.status === 'ok' ? (rootDseValues(attempt.directory.data.rootDse, 'isGlobalCatalogReady')[0] ?? null) : null;

/** 504: a port of the global catalog, and the server says that it is none, or not ready yet. */
export const globalCatalogNotReady: AddressRule = {
  scope: 'address',
  id: 'global-catalog-not-ready',
  no: 504,
  stage: 'ldap',
  severities: ['warning'],
  profiles: ['ad-ds', 'entra-ds'],
  title: 'The global catalog is not ready',
  article,
  applies: (context) => globalCatalogPorts.includes(context.evidence.target.port) && isReady(context) !== null,
  check(context) {
    const value = isReady(context);
    if (value?.toUpperCase() !== 'FALSE' || context.attempt.directory.status !== 'ok') return null;
    const { rootDse } = context.attempt.directory.data;
    const dnsHostName = rootDseValues(rootDse, 'dnsHostName')[0] ?? null;
    const { host, port } = context.evidence.target;
    return {
      summary: `${dnsHostName ?? host} answers on port ${port}, and says that it is not ready as a global catalog.`,
      facts: { isGlobalCatalogReady: false, port, dnsHostName },
      observations: [
        { label: 'isGlobalCatalogReady', seen: value, healthy: 'TRUE' },
        { label: 'Port asked', seen: `${port}, of the global catalog`, healthy: 'a global catalog answers there' },
      ],
    };
  },
};
