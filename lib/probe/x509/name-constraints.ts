import { contextTag, type DerElement, DerFault, derChildren, derTag, expectTag } from './der.ts';
import { isWithin } from './distinguished-name.ts';
import { type AnyName, readGeneralName } from './general-names.ts';

/** One permitted or excluded subtree. */
interface Subtree {
  readonly base: AnyName;
  /** It sets a minimum or maximum, which RFC 5280 does not allow and nobody processes. */
  readonly hasDistances: boolean;
}

/** The name constraints of an issuer (RFC 5280 section 4.2.1.10). */
export interface NameConstraints {
  readonly permitted: readonly Subtree[];
  readonly excluded: readonly Subtree[];
}

const userPrincipalName = '1.3.6.1.4.1.311.20.2.3';

function readSubtrees(list: DerElement | undefined): Subtree[] {
  return (list === undefined ? [] : derChildren(list)).map((subtree) => {
    const [baseElement, ...distances] = derChildren(expectTag(subtree, derTag.sequence, 'name constraint'));
    if (baseElement === undefined) throw new DerFault('has a name constraint without a name');
    const base = readGeneralName(baseElement);
    if (base.form === 'ip' && base.bytes.length !== 8 && base.bytes.length !== 32) {
      throw new DerFault('has an address constraint of broken length');
    }
    return { base, hasDistances: distances.length > 0 };
  });
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

function ipCovers(subtree: Uint8Array, address: Uint8Array): boolean {
  const half = subtree.length / 2;
  const isMasked = (octet: number, index: number): boolean => ((octet ^ (subtree[index] ?? 0)) & (subtree[half + index] ?? 0)) === 0;
  return address.length === half && address.every(isMasked);
}

/** A host name by itself, or with a leading dot all hosts below it. Unlike DNS constraints, a host name does not cover what is below. */
const hostCovers = (base: string, host: string): boolean => (base.startsWith('.') ? host.endsWith(base) : host === base);

/** A mailbox, a host, or with a leading dot all hosts below a name. Only the host is compared without regard to case. */
function emailCovers(base: string, address: string): boolean {
  const [box = '', host = ''] = address.split('@');
  const [baseBox, baseHost] = base.split('@');
  if (baseHost !== undefined) return baseBox === box && baseHost.toLowerCase() === host.toLowerCase();
  return hostCovers(base.toLowerCase(), host.toLowerCase());
}

function hostOfUri(uri: string): string | null {
  return /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)/i.exec(uri)?.[1]?.toLowerCase() ?? null;
}

/** As Windows writes and reads them: `@example.com` for one realm, `.example.com` for those below, or the name itself. */
function principalCovers(base: string, name: string): boolean {
  const wanted = base.toLowerCase();
  const known = name.toLowerCase();
  return known === wanted || (/^[@.]/.test(wanted) ? known.endsWith(wanted) : known.endsWith(`@${wanted}`));
}

/** Is the name inside the subtree? Null when a base of this form cannot be judged. */
function covers({ base, hasDistances }: Subtree, name: AnyName, isExcluded: boolean): boolean | null {
  if (hasDistances) return null;
  if (base.form === 'dns' && name.form === 'dns') {
    const host = name.text.replace(/\.$/, '');
    return isExcluded ? dnsTouches(base.text, host) : dnsCovers(base.text, host);
  }
  if (base.form === 'ip' && name.form === 'ip') return ipCovers(base.bytes, name.bytes);
  if (base.form === 'directory' && name.form === 'directory') return isWithin(name.name, base.name);
  if (base.form === 'email' && name.form === 'email') return emailCovers(base.text, name.text);
  if (base.form === 'uri' && name.form === 'uri') {
    const host = hostOfUri(name.text);
    return host === null ? null : hostCovers(base.text.toLowerCase(), host);
  }
  if (base.form === 'other' && name.form === 'other' && base.type === userPrincipalName) {
    return principalCovers(base.text.replace(/^upn:/, ''), name.text.replace(/^upn:/, ''));
  }
  return null;
}

/** Do constraints on `base` concern names like this one? */
function isOfForm(base: AnyName, name: AnyName): boolean {
  return base.form === name.form && (base.form !== 'other' || name.form !== 'other' || base.type === name.type);
}

/** Names that are none: no subtree can hold them, so where their form is constrained they are not allowed. */
function isBroken(name: AnyName): boolean {
  if (name.form === 'dns') return name.text.replace(/\.$/, '').split('.').includes('');
  if (name.form === 'ip') return name.text === null;
  return name.form === 'email' && name.text.split('@').length !== 2;
}

const shown = (name: AnyName): string => name.text ?? 'an address of broken length';

function whyForbidden({ permitted, excluded }: NameConstraints, name: AnyName, isCritical: boolean): string | null {
  const permittedOfForm = permitted.filter(({ base }) => isOfForm(base, name));
  const excludedOfForm = excluded.filter(({ base }) => isOfForm(base, name));
  if (permittedOfForm.length + excludedOfForm.length === 0) return null;
  if (isBroken(name)) return 'is no proper name of its kind, and that kind is constrained';
  const inExcluded = excludedOfForm.map((subtree) => covers(subtree, name, true));
  const inPermitted = permittedOfForm.map((subtree) => covers(subtree, name, false));
  if (inExcluded.includes(true)) return 'is in an excluded subtree';
  // Section 4.2.1.10: a constraint that cannot be processed counts only where the extension is critical.
  if (isCritical && (inExcluded.includes(null) || (inPermitted.includes(null) && !inPermitted.includes(true)))) {
    return 'is of a kind that is constrained in a way that clients do not process';
  }
  return inPermitted.length > 0 && inPermitted.every((inside) => inside === false) ? 'is in no permitted subtree' : null;
}

/** Of one issuer's subtrees with the names below it. OpenSSL refuses above 2^20; a search over many paths has to stop earlier. */
const MOST_COMPARISONS = 2 ** 16;

/** The names that the constraints forbid, each with the reason; empty when all are allowed. */
export function forbiddenNames(constraints: NameConstraints, names: readonly AnyName[], isCritical: boolean): string[] {
  const subtrees = constraints.permitted.length + constraints.excluded.length;
  if (subtrees * names.length > MOST_COMPARISONS) return [`${names.length} names are more than can be held against ${subtrees} subtrees`];
  return names.flatMap((name) => {
    const why = whyForbidden(constraints, name, isCritical);
    return why === null ? [] : [`${shown(name)} ${why}`];
  });
}
