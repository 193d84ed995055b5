import { isDistinguishedName, sameDistinguishedName } from '../ldap/distinguished-name.ts';

/** How an identity is written: anonymous is the empty answer of RFC 4532. */
type Identity =
  | { form: 'anonymous' }
  | { form: 'dn'; dn: string }
  | { form: 'down-level'; domain: string; account: string }
  | { form: 'sid' | 'upn' | 'other'; name: string };

function named(text: string): Identity {
  if (text.trim() === '') return { form: 'anonymous' };
  if (/^S-1(?:-\d+)+$/i.test(text)) return { form: 'sid', name: text.toUpperCase() };
  const downLevel = /^([^\\=,]+)\\([^\\]+)$/.exec(text);
  if (downLevel !== null)
    return { form: 'down-level', domain: (downLevel[1] ?? '').toLowerCase(), account: (downLevel[2] ?? '').toLowerCase() };
  if (isDistinguishedName(text)) return { form: 'dn', dn: text };
  return { form: text.includes('@') ? 'upn' : 'other', name: text.toLowerCase() };
}

/** An authorization identity of RFC 4513 section 5.2.1.8: `dn:` or `u:` and a name, or empty. */
function announced(authorizationId: string): Identity {
  if (/^dn:/i.test(authorizationId)) {
    const dn = authorizationId.slice(3);
    if (dn.trim() === '') return { form: 'anonymous' };
    return isDistinguishedName(dn) ? { form: 'dn', dn } : { form: 'other', name: dn.toLowerCase() };
  }
  return named(authorizationId.replace(/^u:/i, ''));
}

/** same, other, or cannot be compared: a SID says nothing of a DN. */
export type IdentityComparison = 'same' | 'anonymous' | 'other' | 'not-comparable';

const verdict = (same: boolean | null): IdentityComparison => (same === null ? 'not-comparable' : same ? 'same' : 'other');

/** Two down-level names; a domain in its DNS form cannot be compared with the NetBIOS form, and the account alone decides. */
function sameDownLevel(one: { domain: string; account: string }, other: { domain: string; account: string }): boolean {
  const comparable = one.domain.includes('.') === other.domain.includes('.');
  return one.account === other.account && (!comparable || one.domain === other.domain);
}

/** Is the identity that "Who am I?" names the one that the bind was made with? Only equal forms are compared. */
export function compareIdentities(boundAs: string, authorizationId: string): IdentityComparison {
  const [ours, theirs] = [named(boundAs), announced(authorizationId)];
  if (ours.form === 'anonymous') return theirs.form === 'anonymous' ? 'same' : 'not-comparable';
  if (theirs.form === 'anonymous') return 'anonymous';
  if (ours.form === 'dn' && theirs.form === 'dn') return verdict(sameDistinguishedName(ours.dn, theirs.dn));
  if (ours.form === 'down-level' && theirs.form === 'down-level') return verdict(sameDownLevel(ours, theirs));
  if (ours.form === 'sid' && theirs.form === 'sid') return verdict(ours.name === theirs.name);
  return 'not-comparable';
}
