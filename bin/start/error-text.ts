import { hideUrlPasswords } from '../../lib/log.ts';

/** What went wrong, in words for a person: never empty, no stack, no password of an address. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return hideUrlPasswords(String(error));
  // Node gives no message of its own when every address of a name was tried in vain.
  const tried = error instanceof AggregateError ? error.errors.map((each) => errorText(each)).join('; ') : '';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return hideUrlPasswords(error.message || tried || code);
}
