/** Length of the key that secrets are encrypted with (AES-256), in bytes. */
export const SECRET_KEY_BYTES = 32;

/** A key as 64 hexadecimal digits or as base64 (also without padding, also base64url); null for everything else. */
export function parseSecretKey(text: string): Uint8Array | null {
  const given = text.trim();
  if (/^[0-9a-f]{64}$/i.test(given)) return Buffer.from(given, 'hex');
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(given)) return null;
  const key = Buffer.from(given, 'base64');
  return key.length === SECRET_KEY_BYTES ? key : null;
}
