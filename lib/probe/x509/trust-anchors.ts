import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { getCACertificates } from 'node:tls';
import { PemConverter } from '@peculiar/x509';
import { DerFault, derChildren, derTag, expectTag, readDer } from './der.ts';
import { readDistinguishedName } from './distinguished-name.ts';
import { type ReadCertificate, readCertificateFully } from './read-certificate.ts';

/** Where anchors come from: a name for people ("system", a file's name) and PEM text with any number of certificates. */
export interface AnchorStore {
  readonly store: string;
  readonly pem: string;
}

/** One certificate that is trusted as such. Its facts are read only when a path needs them. */
export interface TrustAnchor {
  readonly sha256: string;
  /** Name of the first store that holds it. */
  readonly store: string;
  readonly certificate: () => ReadCertificate;
}

/** A PEM block that is no certificate. `block` counts from 1 within its store. */
interface AnchorFault {
  readonly store: string;
  readonly block: number;
  readonly message: string;
}

/** A set of trust anchors, made once and used for every probe. */
export interface TrustAnchors {
  /** The same for the same certificates in the same stores. */
  readonly id: string;
  /** How many different certificates are trusted. */
  readonly count: number;
  /** One PEM text per anchor, for `ca` of a TLS secure context: build that context once per anchors object, it costs milliseconds. */
  readonly pems: readonly string[];
  readonly faults: readonly AnchorFault[];
  /** The anchors of that subject (key of `DistinguishedName`), in the order of the stores. */
  readonly bySubject: (subjectKey: string) => readonly TrustAnchor[];
  readonly bySha256: (sha256: string) => TrustAnchor | undefined;
  /** Every anchor, in the order of the stores. */
  readonly all: readonly TrustAnchor[];
}

const pemBlock = /-----BEGIN ((?:X509 |TRUSTED )?CERTIFICATE)-----([\s\S]*?)-----END \1-----/g;
const pemBegin = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/g;

/** The subject alone: a tenth of the work of reading a certificate fully. */
function subjectKey(der: Uint8Array): string {
  const [tbs] = derChildren(expectTag(readDer(der), derTag.sequence, 'outer list'));
  const fields = derChildren(expectTag(tbs, derTag.sequence, 'certificate body'));
  return readDistinguishedName(fields[fields[0]?.tag === 0xa0 ? 5 : 4], 'subject').key;
}

const pemOf = (der: Buffer): string => `${PemConverter.encode(Uint8Array.from(der), PemConverter.CertificateTag)}\n`;

/**
 * The DER bytes of a PEM body, or why there are none. The library skips blocks it cannot read without a word, so it is given one
 * at a time, without the spaces and empty lines that it does not expect. OpenSSL's TRUSTED form carries settings after the
 * certificate; they are cut off.
 */
function certificateBytes(label: string, body: string): Buffer | string {
  let bytes: Buffer;
  try {
    const lines = body.trim().replace(/\s+/g, '\n');
    bytes = Buffer.from(PemConverter.decodeFirst(`-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----`));
  } catch {
    return 'is not base64';
  }
  if (!label.startsWith('TRUSTED')) return bytes;
  const length = bytes[0] === derTag.sequence && bytes[1] === 0x82 ? bytes.readUInt16BE(2) + 4 : bytes.length;
  return bytes.subarray(0, length);
}

/**
 * Collects the anchors of all stores. Nothing throws: blocks that are no certificates are in `faults`, a store without any
 * certificate is a fault too. A certificate that several stores hold belongs to the first.
 */
export function createTrustAnchors(stores: readonly AnchorStore[]): TrustAnchors {
  const anchors = new Map<string, TrustAnchor>();
  const subjects = new Map<string, TrustAnchor[]>();
  const pems: string[] = [];
  const faults: AnchorFault[] = [];
  for (const { store, pem } of stores) {
    const blocks = [...pem.matchAll(pemBlock)];
    const begun = pem.match(pemBegin)?.length ?? 0;
    if (begun === 0) faults.push({ store, block: 0, message: 'There is no PEM certificate in it.' });
    else if (begun > blocks.length) faults.push({ store, block: begun, message: 'A PEM block has no end.' });
    for (const [index, [, label = '', body = '']] of blocks.entries()) {
      const der = certificateBytes(label, body);
      if (typeof der === 'string') {
        faults.push({ store, block: index + 1, message: `The PEM block ${der}.` });
        continue;
      }
      const sha256 = createHash('sha256').update(der).digest('hex');
      if (anchors.has(sha256)) continue;
      try {
        const key = subjectKey(der);
        const anchor: TrustAnchor = { sha256, store, certificate: () => readCertificateFully(der) };
        subjects.set(key, [...(subjects.get(key) ?? []), anchor]);
        anchors.set(sha256, anchor);
        pems.push(pemOf(der));
      } catch (fault) {
        const reason = fault instanceof DerFault ? fault.message : 'cannot be read';
        faults.push({ store, block: index + 1, message: `The certificate ${reason}.` });
      }
    }
  }
  const id = createHash('sha256');
  for (const anchor of anchors.values()) id.update(`${anchor.sha256} ${anchor.store}\n`);
  return {
    id: id.digest('hex'),
    count: anchors.size,
    pems,
    faults,
    bySubject: (key) => subjects.get(key) ?? [],
    bySha256: (sha256) => anchors.get(sha256),
    all: [...anchors.values()],
  };
}

/**
 * The store "system": what the operating system trusts (on Linux the file or folder that OpenSSL is set up with, on Windows and
 * macOS the machine's and user's stores), by `tls.getCACertificates('system')`. Where the system has none, as in a bare
 * container, it is the list of Mozilla that Node brings along.
 */
export function systemAnchors(): AnchorStore {
  const fromSystem = getCACertificates('system');
  return { store: 'system', pem: (fromSystem.length > 0 ? fromSystem : getCACertificates('bundled')).join('\n') };
}
