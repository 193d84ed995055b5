import { limits } from './limits.ts';

/**
 * Text of a stranger made safe to store: no NUL (Active Directory ends its messages with one and PostgreSQL refuses it),
 * no broken surrogate pairs, and not longer than the limit in UTF-16 units.
 */
export function plainText(text: string, limit: number = limits.textCharacters): string {
  const whole = text.includes('\u0000') ? text.replaceAll('\u0000', '') : text;
  const short = whole.length > limit ? whole.slice(0, limit) : whole;
  return short.isWellFormed() ? short : short.toWellFormed();
}

/** What any thrown value has to say, and its errno or library code when it has one. */
export function describeError(error: unknown): { message: string; systemCode: string | null } {
  if (!(error instanceof Error)) {
    return { message: plainText(String(error)), systemCode: null };
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return { message: plainText(error.message || error.name), systemCode: code };
}
