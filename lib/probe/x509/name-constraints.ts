import { contextTag, type DerElement, DerFault, derChildren, derTag, expectTag } from './der.ts';
import { type DistinguishedName, isWithin, readDistinguishedName } from './distinguished-name.ts';
import { generalNameTag } from './general-names.ts';
import { ipAddressBytes } from './ip-address.ts';
import { ia5Text } from './text.ts';

/** Subtrees of the three name forms that server certificates live by; other forms are not judged. */
interface NameSubtrees {
  readonly dns: readonly string[];
  readonly ip: readonly { readonly address: Uint8Array; readonly mask: Uint8Array }[];
  readonly directory: readonly DistinguishedName[];
}

/** The name constraints of an issuer (RFC 5280 section 4.2.1.10). */
export interface NameConstraints {
  readonly permitted: NameSubtrees;
  readonly excluded: NameSubtrees;
}

/** The names of a certificate that constraints apply to. */
interface ConstrainedNames {
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
  readonly subject: DistinguishedName;
}

function readSubtrees(list: DerElement | undefined): NameSubtrees {
  const subtrees = { dns: [] as string[], ip: [] as { address: Uint8Array; mask: Uint8Array }[], directory: [] as DistinguishedName[] };
  for (const subtree of list === undefined ? [] : derChildren(list)) {
    const base = derChildren(expectTag(subtree, derTag.sequence, 'name constraint'))[0];
    if (base?.tag === generalNameTag.dns) subtrees.dns.push(ia5Text(base.content).toLowerCase());
    else if (base?.tag === generalNameTag.directory)
      subtrees.directory.push(readDistinguishedName(derChildren(base)[0], 'name constraint'));
    else if (base?.tag === generalNameTag.ip) {
      const half = base.content.length / 2;
      if (half !== 4 && half !== 16) throw new DerFault('has an address constraint of broken length');
      subtrees.ip.push({ address: base.content.slice(0, half), mask: base.content.slice(half) });
    }
  }
  return subtrees;
}

/** Reads the extension's value. */
export function readNameConstraints(value: DerElement): NameConstraints {
  const parts = derChildren(expectTag(value, derTag.sequence, 'name constraints'));
  return {
    permitted: readSubtrees(parts.find((part) => part.tag === contextTag(0, true))),
    excluded: readSubtrees(parts.find((part) => part.tag === contextTag(1, true))),
  };
}

/** `example.com` covers itself and everything below; a leading dot covers only what is below; the empty text covers all. */
function dnsCovers(base: string, name: string): boolean {
  if (base === '') return true;
  if (base.startsWith('.')) return name.endsWith(base);
  return name === base || name.endsWith(`.${base}`);
}

/** May a name with a wildcard stand for something inside an excluded subtree? */
function dnsTouches(base: string, name: string): boolean {
  if (dnsCovers(base, name)) return true;
  if (!name.startsWith('*.')) return false;
  const parent = name.slice(2);
  const bare = base.replace(/^\./, '');
  return bare.endsWith(`.${parent}`) && !bare.slice(0, -parent.length - 1).includes('.');
}

function ipCovers(subtree: NameSubtrees['ip'][number], address: Uint8Array): boolean {
  return (
    address.length === subtree.address.length &&
    address.every((octet, index) => (octet & (subtree.mask[index] ?? 0)) === ((subtree.address[index] ?? 0) & (subtree.mask[index] ?? 0)))
  );
}

/** The names that the constraints forbid, each with the reason; empty when all are allowed. */
export function forbiddenNames(constraints: NameConstraints, names: ConstrainedNames): string[] {
  const { permitted, excluded } = constraints;
  const forbidden: string[] = [];
  const judge = (name: string, isPermitted: boolean, isExcluded: boolean): void => {
    if (isExcluded) forbidden.push(`${name} is in an excluded subtree`);
    else if (!isPermitted) forbidden.push(`${name} is in no permitted subtree`);
  };
  for (const sentName of names.dnsNames) {
    const name = sentName.replace(/\.$/, '');
    const isPermitted = permitted.dns.length === 0 || permitted.dns.some((base) => dnsCovers(base, name));
    judge(
      name,
      isPermitted,
      excluded.dns.some((base) => dnsTouches(base, name)),
    );
  }
  for (const text of names.ipAddresses) {
    const address = ipAddressBytes(text) ?? new Uint8Array();
    const isPermitted = permitted.ip.length === 0 || permitted.ip.some((subtree) => ipCovers(subtree, address));
    judge(
      text,
      isPermitted,
      excluded.ip.some((subtree) => ipCovers(subtree, address)),
    );
  }
  if (names.subject.keys.length > 0) {
    const isPermitted = permitted.directory.length === 0 || permitted.directory.some((base) => isWithin(names.subject, base));
    judge(
      names.subject.text,
      isPermitted,
      excluded.directory.some((base) => isWithin(names.subject, base)),
    );
  }
  return forbidden;
}
