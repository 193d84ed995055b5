import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { monotonicMs } from '../clock.ts';
import type { Database } from '../db/client.ts';
import { type AnchorStore, createTrustAnchors, systemAnchors, type TrustAnchors } from '../probe/x509/trust-anchors.ts';

/** Which certificates the installation trusts, besides the uploaded ones. */
export type TrustSettings = {
  /** Absolute path of a PEM file; null for none. */
  trustBundle: string | null;
  /** Trust what the operating system trusts. */
  systemAnchors: boolean;
};

/** The trust anchors in force. Building them costs milliseconds, so the same object is given until something changed. */
export type TrustSource = { current(): Promise<TrustAnchors> };

/** How long the anchors are used before it is asked again whether they changed, in milliseconds. */
const ASK_AGAIN_AFTER_MS = 5_000;

/**
 * Trust anchors of the system, the bundle and the uploads. While they cannot be read the ones known so far stay in force and
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
  const system = settings.systemAnchors ? [systemAnchors()] : [];
  let known: { mark: string; anchors: TrustAnchors } | null = null;
  let asked: { atMs: number; answer: Promise<TrustAnchors> } | null = null;

  const load = async (): Promise<TrustAnchors> => {
    try {
      const mark = `${await bundleMark(settings.trustBundle)} ${await uploadsMark(db)}`;
      if (known?.mark !== mark) {
        const stores = [...system, ...(await readBundle(settings.trustBundle)), ...(await readUploads(db))];
        known = { mark, anchors: createTrustAnchors(stores) };
      }
    } catch (error) {
      if (known === null) {
        asked = null;
        throw error;
      }
      onError(error);
    }
    return known.anchors;
  };
  return {
    current() {
      if (asked === null || monotonicMs() - asked.atMs >= askAgainAfterMs) asked = { atMs: monotonicMs(), answer: load() };
      return asked.answer;
    },
  };
}

async function bundleMark(file: string | null): Promise<string> {
  if (file === null) return 'none';
  const { mtimeMs, size } = await stat(file);
  return `${mtimeMs}/${size}`;
}

async function uploadsMark(db: Database): Promise<string> {
  const { _count, _max } = await db.trustAnchor.aggregate({ _count: true, _max: { createdAt: true } });
  return `${_count}/${_max.createdAt?.toISOString() ?? ''}`;
}

const readBundle = async (file: string | null): Promise<AnchorStore[]> =>
  file === null ? [] : [{ store: path.basename(file), pem: await readFile(file, 'utf8') }];

async function readUploads(db: Database): Promise<AnchorStore[]> {
  const rows = await db.trustAnchor.findMany({ select: { store: true, pem: true }, orderBy: [{ createdAt: 'asc' }, { sha256: 'asc' }] });
  return rows.map(({ store, pem }) => ({ store, pem }));
}
