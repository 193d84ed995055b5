import { MAX_FILE_BYTES } from '#lib/access/given-file.ts';
import type { CertificateFacts } from '#lib/probe/evidence.ts';
import { readCertificate } from '#lib/probe/x509/read-certificate.ts';
import { identifyDer } from '../preflight/identify-der.ts';
import { base64Bytes, type PemBlock, pemBlocks } from '../preflight/pem-blocks.ts';
import { bundled, bundleLabels, certificateLabels, structureOf, textOf } from '../preflight/read-upload.ts';

/** Certificates that one file may bring. What an operating system trusts is some hundred and fifty. */
export const MOST_ANCHORS = 500;

/** What a file of trust holds. */
export type TrustFile = {
  /** Each once, in the order of the file. */
  certificates: readonly CertificateFacts[];
  /** What could not be read: where it is, and why not. */
  unreadable: readonly { where: string; because: string }[];
  /** Certificates that were in it more than once. */
  repeated: number;
};

/** The file, or one sentence on why it is refused as a whole. */
export type TrustFileResult = { ok: true; file: TrustFile } | { ok: false; message: string };

/** One certificate to be, and where in the file it is. */
type Found = { where: string; der: Uint8Array };
type Unreadable = TrustFile['unreadable'][number];
/** `refusal`: what it holds that has to be refused with everything else. */
type Parts = { found: Found[]; unreadable: Unreadable[]; refusal: 'private key' | 'pfx' | null };

const refusals = {
  'private key':
    'There is a private key in this file. It was refused whole, and nothing of it is kept. Nobody needs a key to trust a certificate: give the certificates alone. Whoever has had this file has had the key.',
  pfx: 'This is a PFX file (PKCS #12), which is made to hold a private key. It was refused whole, and nothing of it is kept. Nobody needs a key to trust a certificate: give the certificates alone.',
} as const;

/**
 * Reads the certificates of a file by its content, whatever its name: PEM with any text between the blocks, DER, one or several after
 * each other, and PKCS #7 (.p7b) in either form. Never throws, and its work is bounded by the size of the file and MOST_ANCHORS. A file
 * with a private key in it is refused as a whole.
 */
export function readTrustFile(bytes: Uint8Array): TrustFileResult {
  if (bytes.length === 0) return { ok: false, message: 'The file is empty.' };
  if (bytes.length > MAX_FILE_BYTES)
    return { ok: false, message: `The file has ${Math.ceil(bytes.length / 1024)} kB; it may have ${MAX_FILE_BYTES / 1024} kB at most.` };
  const text = textOf(bytes);
  const parts = text?.includes('-----BEGIN ') ? partsOfPem(text) : partsOfBinary((text === null ? null : base64Bytes(text)) ?? bytes);
  if (parts.refusal !== null) return { ok: false, message: refusals[parts.refusal] };
  const known = new Map<string, CertificateFacts>();
  const unreadable = [...parts.unreadable];
  let repeated = 0;
  for (const { where, der } of parts.found) {
    if (known.size >= MOST_ANCHORS)
      return { ok: false, message: `There are more than ${MOST_ANCHORS} certificates in this file. Divide it, and give what is needed.` };
    const facts = readCertificate(der);
    if (facts.malformed !== null) unreadable.push({ where, because: facts.malformed });
    else if (known.has(facts.sha256)) repeated++;
    else known.set(facts.sha256, facts);
  }
  if (known.size === 0) {
    const [first] = unreadable;
    const reason = first === undefined ? '' : ` ${upper(first.where)}: ${first.because}`;
    return { ok: false, message: `No certificate was found in it. PEM, DER and PKCS #7 (.p7b) are taken.${reason}` };
  }
  return { ok: true, file: { certificates: [...known.values()], unreadable, repeated } };
}

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function partsOfPem(text: string): Parts {
  const parts: Parts = { found: [], unreadable: [], refusal: null };
  const blocks = pemBlocks(text, 4 * MOST_ANCHORS + 1);
  for (const [index, block] of blocks.slice(0, 4 * MOST_ANCHORS).entries())
    addBlock(parts, block, `block ${index + 1}, line ${block.line}`);
  if (blocks.length > 4 * MOST_ANCHORS)
    parts.unreadable.push({
      where: `everything after block ${4 * MOST_ANCHORS}`,
      because: 'There are too many blocks; it was not looked at.',
    });
  if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY/.test(text)) parts.refusal = 'private key';
  return parts;
}

function addBlock(parts: Parts, { label, bytes }: PemBlock, where: string): void {
  if (label.includes('PRIVATE KEY')) parts.refusal = 'private key';
  else if (!certificateLabels.includes(label) && !bundleLabels.includes(label))
    parts.unreadable.push({ where, because: `It is a ${label.slice(0, 40)}, which is no certificate.` });
  else if (bytes === null) parts.unreadable.push({ where, because: 'It is cut off, or holds something other than base64.' });
  else addStructure(parts, bytes, where);
}

/** One DER structure after another, until something is none. */
function partsOfBinary(bytes: Uint8Array): Parts {
  const parts: Parts = { found: [], unreadable: [], refusal: null };
  let at = 0;
  for (let number = 1; at < bytes.length; number++) {
    const where = `at byte ${at + 1}`;
    if (number > 2 * MOST_ANCHORS) {
      parts.unreadable.push({ where: `everything from byte ${at + 1} on`, because: 'There are too many parts; it was not looked at.' });
      break;
    }
    const used = addStructure(parts, bytes.subarray(at), where);
    // White space and zeros at the end are how editors and disks leave files.
    if (used === null || bytes.subarray(at + used).every((byte) => byte <= 0x20)) break;
    at += used;
  }
  return parts;
}

/** Adds what the structure at the start of the bytes holds. Returns how many bytes it takes, null when that is not known. */
function addStructure(parts: Parts, bytes: Uint8Array, where: string): number | null {
  const structure = structureOf(bytes);
  const kind = structure && identifyDer(structure);
  if (structure === null || kind === null) {
    parts.unreadable.push({ where, because: 'It is no structure that is known here, or it is cut off.' });
    return null;
  }
  if (kind === 'key' || kind === 'encrypted-key') parts.refusal = 'private key';
  else if (kind === 'pfx') parts.refusal ??= 'pfx';
  else if (kind === 'certificate') parts.found.push({ where, der: structure.bytes });
  else if (kind === 'pkcs7') {
    const within = bundled(structure);
    if (within.length === 0) parts.unreadable.push({ where, because: 'It is a PKCS #7 structure without any certificate.' });
    for (const [index, der] of within.entries()) parts.found.push({ where: `${where}, certificate ${index + 1} of the bundle`, der });
  } else parts.unreadable.push({ where, because: strangeKinds[kind] });
  // What was written in BER has another length than it is read with.
  return sameStart(bytes, structure.bytes) ? structure.bytes.length : null;
}

const strangeKinds = {
  request: 'It is a certificate request, not a certificate.',
  'public-key': 'It is a public key without a certificate.',
  'revocation-list': 'It is a certificate revocation list.',
} as const;

const sameStart = (bytes: Uint8Array, start: Uint8Array): boolean => Buffer.compare(bytes.subarray(0, start.length), start) === 0;
