import { z } from 'zod';
import type { Database, Transaction } from '../../db/client.ts';

/** A trust store as it counts: what is in it is read apart, by its version. */
type ConfiguredStore = {
  id: string;
  name: string;
  /** Null: for all domains. */
  domainId: number | null;
  /** Another one after every change. */
  version: string;
};

/** A lens that people made: which stores count. */
type ConfiguredLens = {
  id: string;
  domainId: number;
  name: string;
  /** What the worker's system trusts. */
  system: boolean;
  /** The file that the worker is set up with. */
  bundle: boolean;
  storeIds: string[];
};

/** All that is set about trust, without the certificates themselves. */
export type TrustConfiguration = {
  /** In the order in which they were made. */
  stores: ConfiguredStore[];
  lenses: ConfiguredLens[];
  /** The domains that do not simply count every store there is for them. */
  choices: { domainId: number; systemOnly: boolean; lensId: string | null }[];
};

/** The stores that count: two of the worker's own, and those of the database, in the order in which they were made. */
export type CountedStores = { system: boolean; bundle: boolean; storeIds: readonly string[] };

/** A way of looking at a domain's doors: the one chosen for it, one of the two that every domain has, or one that people made. */
export type LensKey = 'in-force' | 'all' | 'system' | { lensId: string };

const configurationRow = z.object({
  stores: z.array(z.object({ id: z.string(), name: z.string(), domainId: z.number().nullable(), version: z.string() })),
  lenses: z.array(
    z.object({
      id: z.string(),
      domainId: z.number(),
      name: z.string(),
      system: z.boolean(),
      bundle: z.boolean(),
      storeIds: z.array(z.string()),
    }),
  ),
  choices: z.array(z.object({ domainId: z.number(), systemOnly: z.boolean(), lensId: z.string().nullable() })),
});

/** What is set now, in one statement. */
export async function readTrustConfiguration(db: Database | Transaction): Promise<TrustConfiguration> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT
      (SELECT COALESCE(json_agg(json_build_object('id', id, 'name', name, 'domainId', domain_id, 'version', version) ORDER BY created_at, id), '[]')
        FROM trust_stores) AS stores,
      (SELECT COALESCE(json_agg(json_build_object('id', lens.id, 'domainId', lens.domain_id, 'name', lens.name, 'system', lens.system,
          'bundle', lens.bundle, 'storeIds',
          (SELECT COALESCE(json_agg(part.store_id ORDER BY part.store_id), '[]') FROM trust_lens_stores AS part WHERE part.lens_id = lens.id)
        ) ORDER BY lens.name, lens.id), '[]') FROM trust_lenses AS lens) AS lenses,
      (SELECT COALESCE(json_agg(json_build_object('domainId', id, 'systemOnly', trusts_system_only, 'lensId', trust_lens_id) ORDER BY id), '[]')
        FROM domains WHERE trusts_system_only OR trust_lens_id IS NOT NULL) AS choices`;
  return configurationRow.parse(rows[0]);
}

const isFor = (store: ConfiguredStore, domainId: number | null): boolean => store.domainId === null || store.domainId === domainId;

/**
 * The stores that count for the doors of a domain (null: of hosts in none), with the lens given. A lens names stores; those that are
 * gone, or are another domain's now, do not count.
 */
export function countedStores(configuration: TrustConfiguration, domainId: number | null, key: LensKey = 'in-force'): CountedStores {
  const available = configuration.stores.filter((store) => isFor(store, domainId));
  const choice = configuration.choices.find((each) => each.domainId === domainId);
  if (key === 'system' || (key === 'in-force' && choice?.systemOnly === true)) return { system: true, bundle: false, storeIds: [] };
  const lensId = typeof key === 'object' ? key.lensId : key === 'in-force' ? (choice?.lensId ?? null) : null;
  const lens = lensId === null ? undefined : configuration.lenses.find((each) => each.id === lensId && each.domainId === domainId);
  const chosen = lens === undefined ? available : available.filter(({ id }) => lens.storeIds.includes(id));
  return { system: lens?.system ?? true, bundle: lens?.bundle ?? true, storeIds: chosen.map(({ id }) => id) };
}
