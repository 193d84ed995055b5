/**
 * A SHA-256 fingerprint in any spelling that viewers and tools use (colons, spaces, dashes, upper case, `sha256:` before it) as
 * 64 lower-case hexadecimal digits; null when it is none.
 */
export function parseSha256(text: string): string | null {
  const digits = text
    .replace(/^\s*sha-?256\s*(fingerprint)?\s*[=:]/i, '')
    .replace(/[\s:\u200e-]/g, '')
    .toLowerCase();
  return /^[0-9a-f]{64}$/.test(digits) ? digits : null;
}
