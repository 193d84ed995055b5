import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { readTrustFile } from '../../lib/certificates/trust/read-trust-file.ts';
import type { InputFault } from '../../lib/errors.ts';
import type { GivenFleetFile } from '../../lib/fleet/fleet-file/apply-fleet-file.ts';
import type { WantedStore } from '../../lib/fleet/fleet-file/plan-settings.ts';
import { fleetFileBytesMax, type ReadFleetFile, readFleetFile } from '../../lib/fleet/fleet-file/read-fleet-file.ts';
import type { FileStore } from '../../lib/fleet/fleet-file/schema.ts';

export type GivenResult = { ok: true; given: GivenFleetFile } | { ok: false; faults: readonly InputFault[] };

/** Reads a fleet file and the certificates that lie beside it; every fault of both is told. */
export function readGivenFile(file: string): GivenResult {
  const text = readBounded(file);
  if (!text.ok) return { ok: false, faults: [{ field: 'file', value: file, message: text.message }] };
  const result = readFleetFile(text.bytes.toString('utf8'));
  if (!result.ok) return result;
  const { read } = result;
  const faults: InputFault[] = [];
  const stores = read.file.trust.map((store, index) => {
    const certificates = certificatesOf(store, path.dirname(file));
    if (certificates.ok) return { name: store.name, domain: store.domain ?? null, certificates: certificates.certificates };
    faults.push(faultOf(read, index, store, certificates.message));
    return null;
  });
  if (faults.length > 0) return { ok: false, faults };
  return {
    ok: true,
    given: { read, fileName: path.basename(file), stores: stores.filter((store): store is WantedStore => store !== null) },
  };
}

function faultOf(read: ReadFleetFile, index: number, store: FileStore, message: string): InputFault {
  const at = ['trust', index, store.file === undefined ? 'certificates' : 'file'];
  return { field: at.join('.'), value: store.file ?? store.name, message: `Line ${read.lineOf(at)}: ${message}` };
}

type Certificates = { ok: true; certificates: WantedStore['certificates'] } | { ok: false; message: string };

function certificatesOf(store: FileStore, folder: string): Certificates {
  const content =
    store.file === undefined
      ? { ok: true as const, bytes: Buffer.from(store.certificates ?? '') }
      : readBounded(path.resolve(folder, store.file));
  if (!content.ok) return content;
  const result = readTrustFile(content.bytes);
  if (!result.ok) return { ok: false, message: result.message };
  const { certificates, unreadable } = result.file;
  // What stands in a file that machines read must all count.
  if (unreadable.length > 0) return { ok: false, message: `${unreadable.length} of its certificates cannot be read.` };
  return { ok: true, certificates };
}

type Content = { ok: true; bytes: Buffer } | { ok: false; message: string };

function readBounded(file: string): Content {
  try {
    const { size } = statSync(file);
    if (size > fleetFileBytesMax) return { ok: false, message: `${file} has ${size} bytes; at most ${fleetFileBytesMax} are allowed.` };
    return { ok: true, bytes: readFileSync(file) };
  } catch (error) {
    return { ok: false, message: `${file} cannot be read (${error instanceof Error ? error.message : String(error)}).` };
  }
}
