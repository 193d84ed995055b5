import { type VerdictPolicy, verdictPolicyOf } from '../../checks/read/host-state.ts';
import type { Transaction } from '../../db/client.ts';
import type { ExpiryWindows } from '../../diagnosis/rule.ts';
import { type DiscoveryMode, discoveryModes } from '../discovery/views.ts';
import { readWindows } from '../expiry-windows.ts';

/** What a fleet file can set of a domain. */
export type DomainSettings = {
  owner: string;
  notes: string;
  resolvers: readonly string[];
  externalResolvers: readonly string[];
  expiryWindows: ExpiryWindows | null;
  verdictPolicy: VerdictPolicy;
  discovery: { mode: DiscoveryMode; intervalSeconds: number };
};

export type RegisteredDomain = { id: number; managedBy: string | null; settings: DomainSettings };
export type RegisteredStore = { id: string; managedBy: string | null; domain: string | null; sha256s: readonly string[] };

/** Everything that a fleet file plans against, but the hosts. */
export type RegisteredSettings = {
  expiryWindows: ExpiryWindows | null;
  /** By name. */
  domains: ReadonlyMap<string, RegisteredDomain>;
  /** By name in lower case. */
  stores: ReadonlyMap<string, RegisteredStore & { name: string }>;
};

/** A domain of which nothing is set. */
export const plainDomain: DomainSettings = {
  owner: '',
  notes: '',
  resolvers: [],
  externalResolvers: [],
  expiryWindows: null,
  verdictPolicy: 'any',
  discovery: { mode: 'off', intervalSeconds: 86_400 },
};

/** All domains and trust stores: there are few of both, however many hosts. */
export async function loadRegisteredSettings(tx: Transaction): Promise<RegisteredSettings> {
  const installation = await tx.installation.findUnique({ where: { id: 1 }, select: { expiryWindows: true } });
  const domains = await tx.domain.findMany({
    select: {
      ...{ id: true, name: true, owner: true, notes: true, resolvers: true, externalResolvers: true, expiryWindows: true },
      ...{ verdictPolicy: true, discovery: true, discoveryIntervalSeconds: true, managedBy: true },
    },
  });
  const stores = await tx.trustStore.findMany({
    select: {
      ...{ id: true, name: true, managedBy: true, domain: { select: { name: true } } },
      anchors: { select: { sha256: true }, orderBy: { sha256: 'asc' } },
    },
  });
  return {
    expiryWindows: readWindows(installation?.expiryWindows),
    domains: new Map(
      domains.map(({ id, name, managedBy, discovery, discoveryIntervalSeconds, ...row }) => {
        const mode = discoveryModes.find((known) => known === discovery) ?? 'off';
        const settings: DomainSettings = {
          ...row,
          expiryWindows: readWindows(row.expiryWindows),
          verdictPolicy: verdictPolicyOf(row.verdictPolicy),
          discovery: { mode, intervalSeconds: discoveryIntervalSeconds },
        };
        return [name, { id, managedBy, settings }];
      }),
    ),
    stores: new Map(
      stores.map(({ id, name, managedBy, domain, anchors }) => [
        name.toLowerCase(),
        { id, name, managedBy, domain: domain?.name ?? null, sha256s: anchors.map(({ sha256 }) => sha256) },
      ]),
    ),
  };
}
