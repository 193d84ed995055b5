import type { CertificateFacts } from '#lib/probe/evidence.ts';
import type { KeysFound } from './file-rows.ts';
import { belongsTogether, type GivenKey } from './read-private-key.ts';

/** How the keys of an upload stand to the server's own certificate. */
export function keysFound(
  keys: readonly GivenKey[],
  ders: readonly Uint8Array[],
  leaf: CertificateFacts | undefined,
  providerName: string | null,
): KeysFound {
  const readable = keys.flatMap((key) => (key.ok ? [key.key] : []));
  const unreadable = keys.flatMap((key) => (key.ok ? [] : [key.because]));
  const der = leaf && ders.find((bytes) => Buffer.from(bytes).toString('base64') === leaf.der);
  const matches = der !== undefined && readable.some((key) => belongsTogether(key, der));
  return {
    count: keys.length,
    matches: matches ? true : readable.length < keys.length || readable.length === 0 ? null : false,
    because: unreadable[0] ?? null,
    providerName,
  };
}
