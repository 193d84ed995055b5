import type { ExpiryWindows } from '../../diagnosis/rule.ts';
import type { CertificateFacts } from '../../probe/evidence.ts';
import { type DomainSettings, plainDomain, type RegisteredSettings } from './registered-settings.ts';
import type { FileDomain, FleetFile } from './schema.ts';

/** A trust store of a file with its certificates read. */
export type WantedStore = { name: string; domain: string | null; certificates: readonly CertificateFacts[] };

type DomainField = keyof DomainSettings;
export type DomainPlan = {
  /** released: the file managed it and names it no more; its settings stay, and people may change them. */
  kind: 'new' | 'changed' | 'unchanged' | 'released';
  name: string;
  settings: DomainSettings;
  changes: { field: DomainField; before: DomainSettings[DomainField]; after: DomainSettings[DomainField] }[];
};
export type StorePlan = {
  kind: 'new' | 'changed' | 'unchanged' | 'removed';
  name: string;
  /** Null for a new one. */
  id: string | null;
  /** Null: for all domains. */
  domain: string | null;
  domainBefore: string | null;
  added: readonly CertificateFacts[];
  /** SHA-256 of those that go. */
  removed: readonly string[];
};
/** What a file changes beside the hosts. */
export type SettingsPlan = {
  expiryWindows: { before: ExpiryWindows | null; after: ExpiryWindows | null } | null;
  domains: DomainPlan[];
  stores: StorePlan[];
};
/** Why it cannot be done. `path` is where in the file. */
export type SettingsFault = { path: readonly PropertyKey[]; value: string; message: string };

type Options = { managedBy: string; prune: boolean };

/** What it takes for the settings to be those of the file. Pure. */
export function planSettings(
  file: FleetFile,
  wanted: readonly WantedStore[],
  registered: RegisteredSettings,
  { managedBy, prune }: Options,
): { plan: SettingsPlan; faults: SettingsFault[] } {
  const faults: SettingsFault[] = [];
  const { expiryWindows } = file;
  const domains = file.domains.map((domain, index) => {
    const known = registered.domains.get(domain.name);
    if (known?.managedBy != null && known.managedBy !== managedBy)
      faults.push({ ...at('domains', index), value: domain.name, message: `${domain.name} is managed by ${known.managedBy}.` });
    if (file.domains.findIndex(({ name }) => name === domain.name) < index)
      faults.push({ ...at('domains', index), value: domain.name, message: `${domain.name} is named twice.` });
    const plan = planDomain(domain, known?.settings ?? null, known?.managedBy === managedBy);
    const twice = plan.settings.externalResolvers.filter((server) => plan.settings.resolvers.includes(server));
    if (twice.length > 0)
      faults.push({
        path: ['domains', index, domain.externalResolvers === undefined ? 'resolvers' : 'externalResolvers'],
        value: twice.join(', '),
        message: `${twice.join(', ')} is named inside and outside. One DNS server is asked either as those inside or as those outside are.`,
      });
    return plan;
  });
  const named = new Set(file.domains.map(({ name }) => name));
  const released = [...registered.domains].flatMap(([name, domain]): DomainPlan[] =>
    prune && domain.managedBy === managedBy && !named.has(name) ? [{ kind: 'released', name, settings: domain.settings, changes: [] }] : [],
  );
  const stores = wanted.map((store, index) => {
    const known = registered.stores.get(store.name.toLowerCase());
    if (known !== undefined && known.managedBy !== managedBy)
      faults.push({
        ...at('trust', index),
        value: store.name,
        message: `There is a trust store ${known.name} already, ${known.managedBy === null ? 'made by people' : `of ${known.managedBy}`}. Choose another name.`,
      });
    if (wanted.findIndex(({ name }) => name.toLowerCase() === store.name.toLowerCase()) < index)
      faults.push({ ...at('trust', index), value: store.name, message: `The trust store ${store.name} is named twice.` });
    return planStore(store, known);
  });
  const wantedNames = new Set(wanted.map(({ name }) => name.toLowerCase()));
  const removed = [...registered.stores].flatMap(([key, { id, name, domain, sha256s, managedBy: by }]): StorePlan[] =>
    prune && by === managedBy && !wantedNames.has(key)
      ? [{ kind: 'removed', name, id, domain, domainBefore: domain, added: [], removed: sha256s }]
      : [],
  );
  const windows =
    expiryWindows === undefined || isSame(expiryWindows, registered.expiryWindows)
      ? null
      : { before: registered.expiryWindows, after: expiryWindows };
  return { plan: { expiryWindows: windows, domains: [...domains, ...released], stores: [...stores, ...removed] }, faults };
}

const at = (list: string, index: number) => ({ path: [list, index, 'name'] });

/** Keys come from the database in any order. */
const isSame = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );

const domainFields = ['owner', 'notes', 'resolvers', 'externalResolvers', 'expiryWindows', 'verdictPolicy', 'discovery'] as const;

function planDomain(wanted: FileDomain, known: DomainSettings | null, isManaged: boolean): DomainPlan {
  const before = known ?? plainDomain;
  const { name, discovery, ...given } = wanted;
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const after: DomainSettings = {
    ...before,
    ...set,
    discovery: discovery === undefined ? before.discovery : { ...before.discovery, ...withoutUndefined(discovery) },
  };
  const changes = domainFields
    .map((field) => ({ field, before: before[field], after: after[field] }))
    .filter((change) => !isSame(change.before, change.after));
  const kind = known === null ? 'new' : changes.length > 0 || !isManaged ? 'changed' : 'unchanged';
  return { kind, name, settings: after, changes };
}

const withoutUndefined = ({ mode, intervalSeconds }: NonNullable<FileDomain['discovery']>) => ({
  mode,
  ...(intervalSeconds === undefined ? {} : { intervalSeconds }),
});

function planStore(wanted: WantedStore, known: { id: string; domain: string | null; sha256s: readonly string[] } | undefined): StorePlan {
  const wantedHashes = new Set(wanted.certificates.map(({ sha256 }) => sha256));
  const added = wanted.certificates.filter(({ sha256 }) => !known?.sha256s.includes(sha256));
  const removed = known?.sha256s.filter((sha256) => !wantedHashes.has(sha256)) ?? [];
  const isChanged = added.length + removed.length > 0 || wanted.domain !== known?.domain;
  const kind = known === undefined ? 'new' : isChanged ? 'changed' : 'unchanged';
  return { kind, name: wanted.name, id: known?.id ?? null, domain: wanted.domain, domainBefore: known?.domain ?? null, added, removed };
}
