import {
  contextTag,
  type DerElement,
  DerFault,
  derChildren,
  derTag,
  expectTag,
  hexText,
  readObjectIdentifier,
  readWholeDer,
} from '../x509/der.ts';

/** For which certificates the list speaks (issuing distribution point, RFC 5280 section 5.2.5). */
export interface CrlScope {
  /** DER of the names of the distribution point; empty when it names none. */
  readonly names: readonly Uint8Array[];
  readonly onlyUserCertificates: boolean;
  readonly onlyAuthorities: boolean;
  readonly onlyAttributeCertificates: boolean;
  readonly onlySomeReasons: boolean;
}

export interface CrlExtensions {
  /** Null: the list speaks for every certificate of its issuer. */
  readonly scope: CrlScope | null;
  /** Lower-case hexadecimal. */
  readonly authorityKeyIdentifier: string | null;
  /** Why the list cannot be used although it may be sound; null when it can. */
  readonly unsupported: string | null;
}

const identifiers = {
  authorityKeyIdentifier: '2.5.29.35',
  issuerAlternativeName: '2.5.29.18',
  number: '2.5.29.20',
  deltaIndicator: '2.5.29.27',
  issuingDistributionPoint: '2.5.29.28',
} as const;

const harmless = new Set<string>([identifiers.authorityKeyIdentifier, identifiers.issuerAlternativeName, identifiers.number]);

/** Reads the extensions of a CRL (RFC 5280 section 5.2). Throws a `DerFault` when they are broken. */
export function readCrlExtensions(list: DerElement | null): CrlExtensions {
  let scope: CrlScope | null = null;
  let authorityKeyIdentifier: string | null = null;
  let unsupported: string | null = null;
  const seen = new Set<string>();
  for (const extension of list === null ? [] : derChildren(expectTag(list, derTag.sequence, 'list of extensions'))) {
    const { type, critical, value } = readExtension(extension);
    if (seen.has(type)) throw new DerFault(`has the extension ${type} twice`);
    seen.add(type);
    if (type === identifiers.deltaIndicator) unsupported ??= 'The list is a delta CRL, which only tells changes.';
    else if (type === identifiers.issuingDistributionPoint) {
      const point = readScope(readWholeDer(value));
      scope = point.scope;
      unsupported ??= point.unsupported;
    } else if (type === identifiers.authorityKeyIdentifier) authorityKeyIdentifier = readKeyIdentifier(value);
    else if (critical && !harmless.has(type)) unsupported ??= `The list has a critical extension that is not understood (${type}).`;
  }
  return { scope, authorityKeyIdentifier, unsupported };
}

/** One Extension (RFC 5280 section 4.1): its type, whether it is critical, and the DER inside. */
export function readExtension(extension: DerElement): { type: string; critical: boolean; value: Uint8Array } {
  const [typeElement, second, third] = derChildren(expectTag(extension, derTag.sequence, 'extension'));
  const hasCritical = second?.tag === derTag.boolean;
  return {
    type: readObjectIdentifier(typeElement),
    critical: hasCritical && second.content[0] !== 0,
    value: expectTag(hasCritical ? third : second, derTag.octetString, 'value of an extension').content,
  };
}

function readKeyIdentifier(value: Uint8Array): string | null {
  const identifier = derChildren(expectTag(readWholeDer(value), derTag.sequence, 'authority key identifier'));
  const key = identifier.find(({ tag }) => tag === contextTag(0, false));
  return key === undefined ? null : hexText(key.content);
}

function readScope(point: DerElement): { scope: CrlScope; unsupported: string | null } {
  let names: Uint8Array[] = [];
  let unsupported: string | null = null;
  const set = new Set<number>();
  for (const field of derChildren(expectTag(point, derTag.sequence, 'issuing distribution point'))) {
    if (field.tag === contextTag(0, true)) {
      const [name] = derChildren(field);
      if (name?.tag === contextTag(0, true)) names = derChildren(name).map(({ bytes }) => bytes);
      else unsupported = 'The list names its distribution point relative to its issuer.';
    } else if ((field.tag & 0xe0) === 0x80 && (field.tag === contextTag(3, false) || (field.content[0] ?? 0) !== 0)) {
      set.add(field.tag & 0x1f);
    }
  }
  if (set.has(4)) unsupported ??= 'The list also speaks for other authorities (indirect CRL).';
  const scope = {
    names,
    onlyUserCertificates: set.has(1),
    onlyAuthorities: set.has(2),
    onlySomeReasons: set.has(3),
    onlyAttributeCertificates: set.has(5),
  };
  return { scope, unsupported };
}
