import { MAX_FILE_BYTES } from '#lib/access/given-file.ts';
import { type DerElement, DerFault, derChildren, derTag, readDer } from '#lib/probe/x509/der.ts';
import { MOST_CERTIFICATES } from './bounds.ts';
import { type DerKind, identifyDer } from './identify-der.ts';
import { normaliseBer } from './normalise-ber.ts';
import { base64Bytes, type PemBlock, pemBlocks } from './pem-blocks.ts';
import { type GivenKey, readPrivateKey } from './read-private-key.ts';

/** What an upload holds, going by its bytes and never by its name. */
export type Upload =
  | {
      kind: 'certificates';
      form: 'PEM' | 'DER' | 'PKCS #7';
      /** Each once, in the order given; one at least. */
      certificates: readonly Uint8Array[];
      /** The first private key beside them. */
      key: GivenKey | null;
      notes: readonly string[];
    }
  | { kind: 'pfx'; bytes: Uint8Array }
  | { kind: 'request'; der: Uint8Array; notes: readonly string[] };

/** The upload, or one sentence on what was found and another on what is taken. */
export type UploadResult = { ok: true; upload: Upload } | { ok: false; message: string };

const taken =
  'A certificate or a chain (PEM, DER or PKCS #7), a PFX file (PKCS #12) or a certificate request (PKCS #10) can be checked, of at most 1 MB.';

const fault = (found: string): UploadResult => ({ ok: false, message: `${found} ${taken}` });

/** What people choose by mistake, by its first bytes. */
const strangers: readonly (readonly [hex: string, words: string])[] = [
  ['feedfeed', 'This is a JKS key store of Java; keytool -importkeystore -deststoretype PKCS12 makes a PFX file of it.'],
  ['cececece', 'This is a JCEKS key store of Java; keytool -importkeystore -deststoretype PKCS12 makes a PFX file of it.'],
  ['504b0304', 'This is a ZIP archive; unpack it first.'],
  ['1f8b', 'This is a gzip archive; unpack it first.'],
  ['255044462d', 'This is a PDF document.'],
  ['5075545459', 'This is a key of PuTTY, for SSH.'],
  ['7373682d', 'This is a public key for SSH.'],
];

const strangeKinds: Readonly<Record<Exclude<DerKind, 'certificate' | 'request' | 'pkcs7' | 'pfx'>, string>> = {
  key: 'This is a private key without a certificate. Keep it where it is.',
  'encrypted-key': 'This is an encrypted private key without a certificate. Keep it where it is.',
  'public-key': 'This is a public key without a certificate.',
  'revocation-list': 'This is a certificate revocation list.',
};

/** Reads an upload by its content. Never throws; the time it takes is bounded by the bounds of `bounds.ts`. */
export function readUpload(bytes: Uint8Array): UploadResult {
  if (bytes.length === 0) return fault('The file is empty.');
  if (bytes.length > MAX_FILE_BYTES) return fault(`The file has ${Math.ceil(bytes.length / 1024)} kB.`);
  const start = Buffer.from(bytes.subarray(0, 8)).toString('hex');
  const stranger = strangers.find(([hex]) => start.startsWith(hex));
  if (stranger !== undefined) return fault(stranger[1]);
  const text = textOf(bytes);
  if (text?.includes('-----BEGIN ')) return readPem(text);
  const plain = text === null ? null : base64Bytes(text);
  return readBinary(plain ?? bytes);
}

/** Text in UTF-8 or, as PowerShell and Notepad write it, in UTF-16; null for what is no text. */
export function textOf(bytes: Uint8Array): string | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return buffer.subarray(2).toString('utf16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return Buffer.from(buffer.subarray(2, 2 + ((buffer.length - 2) & ~1)))
      .swap16()
      .toString('utf16le');
  return bytes[0] === 0x30 && bytes.includes(0) ? null : buffer.toString('utf8').replace(/^\uFEFF/, '');
}

function readBinary(bytes: Uint8Array): UploadResult {
  const structure = structureOf(bytes);
  const kind = structure && identifyDer(structure);
  if (structure === null || kind === null) return fault('This is neither PEM text nor a structure that is known here.');
  switch (kind) {
    case 'certificate':
      return { ok: true, upload: { kind: 'certificates', form: 'DER', certificates: [structure.bytes], key: null, notes: [] } };
    case 'request':
      return { ok: true, upload: { kind: 'request', der: structure.bytes, notes: [] } };
    case 'pfx':
      return { ok: true, upload: { kind: 'pfx', bytes: structure.bytes } };
    case 'pkcs7':
      return collected('PKCS #7', bundled(structure), null, []);
    default:
      return fault(strangeKinds[kind]);
  }
}

/** The outermost element; DER as it is, BER made into DER. Null when it is neither. */
export function structureOf(bytes: Uint8Array): DerElement | null {
  try {
    return readDer(normaliseBer(bytes));
  } catch (error) {
    if (error instanceof DerFault) return null;
    throw error;
  }
}

/** The certificates of a PKCS #7 structure (RFC 2315 section 9.1), without those it is signed with being told apart. */
export function bundled(root: DerElement): Uint8Array[] {
  try {
    const content = derChildren(root)[1];
    const signed = content && derChildren(content)[0];
    const certificates = signed && derChildren(signed).find(({ tag }) => tag === 0xa0);
    return certificates === undefined
      ? []
      : derChildren(certificates).flatMap(({ tag, bytes }) => (tag === derTag.sequence ? [bytes] : []));
  } catch (error) {
    if (error instanceof DerFault) return [];
    throw error;
  }
}

const requestLabels: readonly string[] = ['CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST'];
export const certificateLabels: readonly string[] = ['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE'];
export const bundleLabels: readonly string[] = ['PKCS7', 'CMS', 'PKCS #7 SIGNED DATA'];

function readPem(text: string): UploadResult {
  const blocks = pemBlocks(text, 4 * MOST_CERTIFICATES);
  const broken = blocks.find(({ bytes, isEncryptedKey }) => bytes === null && !isEncryptedKey);
  if (broken !== undefined) return fault(`The PEM block ${broken.label} is cut off or holds something other than base64.`);
  const certificates = blocks.flatMap(certificatesOf);
  const request = blocks.find(({ label }) => requestLabels.includes(label));
  const notes = blocks.some(({ label }) => label.includes('PRIVATE KEY'))
    ? ['There is a private key in it: it was used in memory only and is forgotten now. Whoever has the file has the key.']
    : [];
  if (certificates.length === 0 && request?.bytes) {
    const kind = structureOf(request.bytes);
    if (kind === null || identifyDer(kind) !== 'request') return fault('The PEM block of the certificate request cannot be read.');
    return { ok: true, upload: { kind: 'request', der: kind.bytes, notes } };
  }
  if (certificates.length > 0) return collected('PEM', certificates, pemKey(blocks), notes);
  const only = blocks[0];
  if (only?.label === 'OPENSSH PRIVATE KEY') return fault('This is a private key for SSH.');
  if (only?.label.includes('ENCRYPTED') || only?.isEncryptedKey) return fault(strangeKinds['encrypted-key']);
  if (only?.label.includes('PRIVATE KEY')) return fault(strangeKinds.key);
  return only?.bytes ? readBinary(only.bytes) : fault('There is no PEM block in it that has a beginning and an end.');
}

function certificatesOf({ label, bytes }: PemBlock): readonly Uint8Array[] {
  if (bytes === null) return [];
  if (certificateLabels.includes(label)) {
    // OpenSSL's TRUSTED form carries settings behind the certificate.
    const der = label === 'TRUSTED CERTIFICATE' ? structureOf(bytes)?.bytes : bytes;
    return der === undefined ? [] : [der];
  }
  const bundle = bundleLabels.includes(label) ? structureOf(bytes) : null;
  return bundle === null ? [] : bundled(bundle);
}

function pemKey(blocks: readonly PemBlock[]): GivenKey | null {
  const block = blocks.find(({ label }) => label.endsWith('PRIVATE KEY'));
  if (block === undefined) return null;
  if (block.isEncryptedKey || block.label === 'ENCRYPTED PRIVATE KEY')
    return { ok: false, because: 'it is encrypted. A password is asked for PFX files alone: compare its public key by hand' };
  if (block.label === 'RSA PRIVATE KEY') return readPrivateKey(block.bytes ?? new Uint8Array(), 'pkcs1');
  if (block.label === 'EC PRIVATE KEY') return readPrivateKey(block.bytes ?? new Uint8Array(), 'sec1');
  if (block.label === 'PRIVATE KEY') return readPrivateKey(block.bytes ?? new Uint8Array(), 'pkcs8');
  return { ok: false, because: `${block.label} is not a form that TLS servers use` };
}

function collected(form: 'PEM' | 'PKCS #7', given: readonly Uint8Array[], key: GivenKey | null, notes: readonly string[]): UploadResult {
  const unique = new Map(given.map((der) => [Buffer.from(der).toString('base64'), der]));
  if (unique.size === 0) return fault('This is a PKCS #7 file without any certificate in it.');
  if (unique.size > MOST_CERTIFICATES)
    return fault(`There are ${unique.size} certificates in it; at most ${MOST_CERTIFICATES} are looked at.`);
  const twice = given.length - unique.size;
  const repeated = twice === 0 ? [] : [`${twice === 1 ? '1 certificate is' : `${twice} certificates are`} in it more than once.`];
  return { ok: true, upload: { kind: 'certificates', form, certificates: [...unique.values()], key, notes: [...notes, ...repeated] } };
}
