import type { WeakCipherKind } from '../../probe/deep-scan/record.ts';

/** What makes a cipher suite weak, by its IANA or OpenSSL name; null for all others. The first that fits is the worst. */
const patterns: readonly (readonly [WeakCipherKind, RegExp])[] = [
  ['NULL', /(?:^|[_-])NULL(?:[_-]|$)/i],
  ['anonymous', /_anon_|^(?:ADH|AECDH)-/i],
  ['export', /(?:^|_)EXPORT|^EXP-/i],
  ['RC4', /RC4/i],
  ['3DES', /3DES|DES-CBC3/i],
  ['DES', /(?:^|[_-])DES(?:40)?[_-]/i],
];

export const weakKindOf = (suite: string): WeakCipherKind | null => patterns.find(([, pattern]) => pattern.test(suite))?.[0] ?? null;
