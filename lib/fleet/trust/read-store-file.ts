import { createHash } from 'node:crypto';
import { readTrustFile } from '../../certificates/trust/read-trust-file.ts';
import { writePkcs7 } from '../../certificates/trust/write-pkcs7.ts';
import type { Database } from '../../db/client.ts';
import { certificateName } from '../../diagnosis/reading/wording.ts';
import { anchorKind } from './anchor.ts';
import { anchorFileName, installCommands, plainName } from './install-commands.ts';
import type { InstallView } from './views.ts';

/** A file that clients can be made to trust from. */
type StoreFile = { name: string; type: string; body: string | Uint8Array<ArrayBuffer> };

export const storeFileFormats = ['pem', 'p7b', 'cer'] as const;
export type StoreFileFormat = (typeof storeFileFormats)[number];

/**
 * The certificates of a store as one file: PEM, PKCS #7 (.p7b), or one of them in DER (.cer). With `sha256` that one alone. Null when there
 * is no such store or certificate, and for .cer of several.
 */
export async function readStoreFile(
  db: Database,
  input: { storeId: string; format: StoreFileFormat; sha256: string | null },
): Promise<StoreFile | null> {
  const { storeId, format, sha256 } = input;
  const anchors = await loadAnchors(db, storeId, sha256);
  const [first] = anchors;
  if (first === undefined) return null;
  const ders = anchors.map(({ der }) => der);
  const base = sha256 === null ? plainName(first.storeName) : anchorFileName(first);
  if (format === 'pem') return { name: `${base}.pem`, type: 'application/x-pem-file', body: anchors.map(({ pem }) => pem).join('') };
  if (format === 'p7b') return { name: `${base}.p7b`, type: 'application/x-pkcs7-certificates', body: writePkcs7(ders) };
  return anchors.length > 1
    ? null
    : { name: `${anchorFileName(first)}.cer`, type: 'application/pkix-cert', body: Uint8Array.from(first.der) };
}

/** How clients are made to trust each certificate of a store. */
export async function readInstallation(db: Database, storeId: string): Promise<InstallView[]> {
  const anchors = await loadAnchors(db, storeId, null);
  return anchors.map(({ sha256, name, isRoot, der }) => {
    const sha1 = createHash('sha1').update(der).digest('hex');
    return { sha256, name, parts: installCommands({ name, sha256, sha1, isRoot }) };
  });
}

async function loadAnchors(db: Database, storeId: string, sha256: string | null) {
  const rows = await db.trustStoreAnchor.findMany({
    where: { storeId, ...(sha256 === null ? {} : { sha256 }) },
    select: { pem: true, sha256: true, store: { select: { name: true } } },
    orderBy: [{ addedAt: 'asc' }, { sha256: 'asc' }],
  });
  return rows.flatMap(({ pem, sha256: own, store }) => {
    const read = readTrustFile(Buffer.from(pem, 'utf8'));
    const facts = read.ok ? read.file.certificates[0] : undefined;
    if (facts === undefined) return [];
    const der = Buffer.from(facts.der, 'base64');
    return [{ pem, sha256: own, storeName: store.name, der, name: certificateName(facts), isRoot: anchorKind(facts) === 'root' }];
  });
}
