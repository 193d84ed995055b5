import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { monotonicMs } from '../clock.ts';
import type { Database } from '../db/client.ts';
import { countedStores, readTrustConfiguration, type TrustConfiguration } from '../fleet/trust/configuration.ts';
import { BoundedCache } from '../probe/x509/bounded-cache.ts';
import { type AnchorStore, createTrustAnchors, systemAnchors, type TrustAnchor, type TrustAnchors } from '../probe/x509/trust-anchors.ts';

/** Which certificates the installation trusts, besides those of the trust stores that people made. */
export type TrustSettings = {
  /** Absolute path of a PEM file; null for none. */
  trustBundle: string | null;
  /** Trust what the operating system trusts. */
  systemAnchors: boolean;
};

/** A certificate in one store: several stores may hold it. */
export type RecordedAnchor = Pick<TrustAnchor, 'sha256' | 'certificate'> & { kind: 'system' | 'bundle' | 'store'; store: string };

/** Everything that a worker trusts for any domain. `id` is the same for the same certificates in the same stores. */
export type TrustRecord = { id: string; anchors: readonly RecordedAnchor[] };

/** The trust anchors in force. Building them costs milliseconds, so the same object is given until something changed. */
export type TrustSource = {
  /** Those that the doors of a domain are judged with; null for hosts that are in none. */
  forDomain(domainId: number | null): Promise<TrustAnchors>;
  everything(): Promise<TrustRecord>;
};

/** How long the anchors are used before it is asked again whether they changed, in milliseconds; see trustFollowsMs of lib/fleet/trust. */
const ASK_AGAIN_AFTER_MS = 2_000;
/** Sets of anchors kept ready: domains that trust the same share one, and few trust something of their own. */
const SETS_KEPT = 64;

/** One store with its certificates; `key` differs whenever they do. */
type Part = { key: string; kind: RecordedAnchor['kind']; anchors: AnchorStore };
type Known = { mark: string; configuration: TrustConfiguration; parts: ReadonlyMap<string, Part>; record: TrustRecord | null };

/** Keys of the two stores that a worker brings along; those of the database have their ids. */
const own = { system: 'system', bundle: 'bundle' } as const;

/**
 * Trust anchors of the system, the bundle and the trust stores. While they cannot be read the ones known so far stay in force and
 * `onError` is told; it throws when none were known yet.
 */
export function createTrustSource(
  db: Database,
  settings: TrustSettings,
  onError: (error: unknown) => void,
  options: { askAgainAfterMs?: number } = {},
): TrustSource {
  const askAgainAfterMs = options.askAgainAfterMs ?? ASK_AGAIN_AFTER_MS;
  // What the operating system trusts is read once: Node itself reads it once per process.
  const system: Part | null = settings.systemAnchors ? { key: own.system, kind: 'system', anchors: systemAnchors() } : null;
  const sets = new BoundedCache<string, TrustAnchors>(SETS_KEPT);
  let known: Known | null = null;
  let asked: { atMs: number; answer: Promise<Known> } | null = null;

  const load = async (): Promise<Known> => {
    try {
      const configuration = await readTrustConfiguration(db);
      const bundleMark = await markOf(settings.trustBundle);
      const mark = `${bundleMark} ${JSON.stringify(configuration)}`;
      if (known?.mark !== mark) {
        const parts = new Map<string, Part>(system === null ? [] : [[own.system, system]]);
        if (settings.trustBundle !== null) parts.set(own.bundle, await readBundle(settings.trustBundle, bundleMark));
        for (const [id, part] of await readStores(db, configuration, known?.parts)) parts.set(id, part);
        known = { mark, configuration, parts, record: null };
      }
    } catch (error) {
      if (known === null) {
        asked = null;
        throw error;
      }
      onError(error);
    }
    return known;
  };
  const current = (): Promise<Known> => {
    if (asked === null || monotonicMs() - asked.atMs >= askAgainAfterMs) asked = { atMs: monotonicMs(), answer: load() };
    return asked.answer;
  };
  return {
    async forDomain(domainId) {
      const { configuration, parts } = await current();
      const counted = countedStores(configuration, domainId);
      const ids = [...(counted.system ? [own.system] : []), ...(counted.bundle ? [own.bundle] : []), ...counted.storeIds];
      const chosen = ids.flatMap((id) => parts.get(id) ?? []);
      return sets.getOrMake(JSON.stringify(chosen.map(({ key }) => key)), () => createTrustAnchors(chosen.map(({ anchors }) => anchors)));
    },
    async everything() {
      const state = await current();
      state.record ??= recordOf([...state.parts.values()]);
      return state.record;
    },
  };
}

async function markOf(file: string | null): Promise<string> {
  if (file === null) return 'none';
  const { mtimeMs, size } = await stat(file);
  return `${mtimeMs}/${size}`;
}

const readBundle = async (file: string, mark: string): Promise<Part> => ({
  key: `bundle ${mark}`,
  kind: 'bundle',
  anchors: { store: path.basename(file), pem: await readFile(file, 'utf8') },
});

/** The stores of the database by their ids; only those that changed are read. */
async function readStores(
  db: Database,
  { stores }: TrustConfiguration,
  before: ReadonlyMap<string, Part> | undefined,
): Promise<Map<string, Part>> {
  const keyOf = (store: { version: string; name: string }): string => `${store.version} ${store.name}`;
  const changed = stores.filter((store) => before?.get(store.id)?.key !== keyOf(store));
  const rows =
    changed.length === 0
      ? []
      : await db.trustStoreAnchor.findMany({
          where: { storeId: { in: changed.map(({ id }) => id) } },
          select: { storeId: true, pem: true },
          orderBy: [{ addedAt: 'asc' }, { sha256: 'asc' }],
        });
  const pems = Map.groupBy(rows, ({ storeId }) => storeId);
  return new Map(
    stores.map((store): [string, Part] => {
      const kept = before?.get(store.id);
      if (kept?.key === keyOf(store)) return [store.id, kept];
      const pem = (pems.get(store.id) ?? []).map((row) => row.pem).join('\n');
      return [store.id, { key: keyOf(store), kind: 'store', anchors: { store: store.name, pem } }];
    }),
  );
}

function recordOf(parts: readonly Part[]): TrustRecord {
  const anchors = parts.flatMap(({ kind, anchors: { store, pem } }) =>
    createTrustAnchors([{ store, pem }]).all.map(({ sha256, certificate }): RecordedAnchor => ({ sha256, certificate, kind, store })),
  );
  const id = createHash('sha256');
  for (const { sha256, kind, store } of anchors) id.update(`${sha256} ${kind} ${store}\n`);
  return { id: id.digest('hex'), anchors };
}
