import type { SignatureHash } from '../../../../simulation/certificate-factory-resign.ts';
import {
  type RawExtension,
  type RawKey,
  rawCertificate,
  rawExtension,
  rawKey,
  rawName,
  rawSerial,
} from '../../../testing/certificate-factory-raw.ts';

/** The server's name in every case that does not say otherwise. */
export const caseHost = 'dc1.example.test';
export const serverAuth = '1.3.6.1.5.5.7.3.1';

/** A certificate together with what it takes to issue others. */
export interface Party {
  readonly der: Uint8Array;
  readonly key: RawKey;
  readonly subject: string;
}

/** What differs from a sound certificate. An extension that is null is left out. */
export interface PartyOptions {
  readonly subject?: string;
  readonly issuer?: string;
  readonly key?: RawKey;
  readonly serial?: Uint8Array;
  readonly version?: 1 | 3;
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly hash?: SignatureHash;
  readonly basicConstraints?: RawExtension | null;
  readonly keyUsage?: RawExtension | null;
  readonly extendedKeyUsage?: RawExtension | null;
  readonly alternativeNames?: RawExtension | null;
  readonly nameConstraints?: RawExtension | null;
  readonly subjectKeyIdentifier?: RawExtension | null;
  readonly authorityKeyIdentifier?: RawExtension | null;
  readonly extra?: readonly RawExtension[];
}

/** What a client is given. */
export interface Situation {
  readonly trusted: readonly Party[];
  /** Sent after the leaf, in any order. */
  readonly sent?: readonly Party[];
  readonly leaf: Party;
  /** Name or address that the client asks for. Default: `caseHost`. */
  readonly host?: string;
  /** ISO 8601; now when left out. */
  readonly at?: string;
  /** The leaf is not asked whether it is for servers. */
  readonly anyPurpose?: boolean;
}

/** One situation and what the standards want of a verifier. */
export interface PathCase {
  /** `category::what`, in lower case with dashes. */
  readonly id: string;
  readonly what: string;
  readonly expected: 'accepted' | 'refused';
  /** Where that is written. */
  readonly source: string;
  /**
   * Who refuses, where the board does not. strict: only strict verifiers, so the board accepts and notes a strict violation.
   * public: a rule for public authorities that binds no private one, so nothing is noted.
   */
  readonly refusedBy: 'everybody' | 'strict' | 'public';
  readonly make: () => Situation;
}

type Row = Omit<PathCase, 'id' | 'refusedBy'> & { readonly refusedBy?: 'strict' | 'public' };

/** The rows of one category with their ids. */
export function casesOf(category: string, rows: readonly Row[]): PathCase[] {
  return rows.map((row) => ({
    refusedBy: 'everybody',
    ...row,
    id: `${category}::${row.what
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')}`,
  }));
}

function certify(options: PartyOptions, defaults: { subject: string; own: RawExtension[] }, issuer: Party | null, key: RawKey): Party {
  const { subject = defaults.subject } = options;
  const signer = issuer?.key ?? key;
  const usual = (type: string): RawExtension | null => defaults.own.find((one) => one.type === type) ?? null;
  const chosen = [
    [options.basicConstraints, usual('2.5.29.19')],
    [options.keyUsage, usual('2.5.29.15')],
    [options.extendedKeyUsage, usual('2.5.29.37')],
    [options.alternativeNames, usual('2.5.29.17')],
    [options.nameConstraints, null],
    [options.subjectKeyIdentifier, rawExtension.subjectKeyIdentifier(key)],
    [options.authorityKeyIdentifier, issuer === null ? null : rawExtension.authorityKeyIdentifier(issuer.key)],
  ] as const;
  const extensions = chosen.flatMap(([given, otherwise]) => (given === undefined ? (otherwise ?? []) : (given ?? [])));
  const der = rawCertificate({
    version: options.version ?? 3,
    serial: options.serial ?? rawSerial(),
    issuer: options.issuer ?? issuer?.subject ?? subject,
    subject,
    notBefore: new Date(options.notBefore ?? '2000-01-01T00:00:00Z'),
    notAfter: new Date(options.notAfter ?? '2999-01-01T00:00:00Z'),
    key,
    signer,
    hash: options.hash ?? 'SHA-256',
    extensions: [...(options.version === 1 ? [] : extensions), ...(options.extra ?? [])],
  });
  return { der, key, subject };
}

const authorityExtensions = (): RawExtension[] => [rawExtension.basicConstraints(true), rawExtension.keyUsage(['keyCertSign', 'cRLSign'])];

let counter = 0;

/** A root authority. */
export function root(options: PartyOptions = {}): Party {
  return certify(options, { subject: `CN=Root ${++counter}`, own: authorityExtensions() }, null, options.key ?? rawKey());
}

/** An authority below another. */
export function intermediate(issuer: Party, options: PartyOptions = {}): Party {
  return certify(options, { subject: `CN=Issuing ${++counter}`, own: authorityExtensions() }, issuer, options.key ?? rawKey());
}

/** A server certificate for `caseHost`. */
export function leaf(issuer: Party | null, options: PartyOptions = {}): Party {
  const own = [
    rawExtension.keyUsage(['digitalSignature', 'keyEncipherment']),
    rawExtension.extendedKeyUsage([serverAuth]),
    rawExtension.alternativeNames([rawName.dns(caseHost)]),
  ];
  return certify(options, { subject: 'O=Servers', own }, issuer, options.key ?? rawKey());
}

/** A leaf right below a root, each with what differs. */
export function short(ofRoot: PartyOptions, ofLeaf: PartyOptions = {}, host = caseHost): Situation {
  const anchor = root(ofRoot);
  return { trusted: [anchor], leaf: leaf(anchor, ofLeaf), host };
}

/** Root, one intermediate, leaf. */
export function long(ofIntermediate: PartyOptions, ofLeaf: PartyOptions = {}, ofRoot: PartyOptions = {}): Situation {
  const anchor = root(ofRoot);
  const issuing = intermediate(anchor, ofIntermediate);
  return { trusted: [anchor], sent: [issuing], leaf: leaf(issuing, ofLeaf) };
}
