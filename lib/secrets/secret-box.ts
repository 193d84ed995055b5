import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { SECRET_KEY_BYTES } from '../config/secret-key.ts';

/** AES-256-GCM (NIST SP 800-38D): length of the nonce and the tag in bytes. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A secret as it is stored, and which key it takes to read it. */
export type SealedSecret = { ciphertext: Uint8Array<ArrayBuffer>; keyId: string };

/** wrong-key: it was sealed with another key. damaged: the bytes, or the place they are kept at, are not those that were sealed. */
export type OpenedSecret = { status: 'ok'; secret: string } | { status: 'wrong-key' | 'damaged' };

/** Seals secrets with one key, each bound to the place that it is kept at. */
export type SecretBox = {
  keyId: string;
  /** `place` names the row: a ciphertext that is moved to another row cannot be opened there. */
  seal(secret: string, place: string): SealedSecret;
  /** Never throws. */
  open(sealed: { ciphertext: Uint8Array; keyId: string }, place: string): OpenedSecret;
};

/** `key` has 32 bytes. */
export function createSecretBox(key: Uint8Array): SecretBox {
  if (key.length !== SECRET_KEY_BYTES) throw new RangeError(`A secret key has ${SECRET_KEY_BYTES} bytes.`);
  // Tells keys apart and tells nothing about the key: its bytes are random, and the hash is cut.
  const keyId = createHash('sha256').update('port636 secret key').update(key).digest('hex').slice(0, 16);
  return {
    keyId,
    seal(secret, place) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(place, 'utf8'));
      const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return { ciphertext: Uint8Array.from(Buffer.concat([nonce, body, cipher.getAuthTag()])), keyId };
    },
    open({ ciphertext, keyId: sealedWith }, place) {
      if (sealedWith !== keyId) return { status: 'wrong-key' };
      if (ciphertext.length < NONCE_BYTES + TAG_BYTES) return { status: 'damaged' };
      const bytes = Buffer.from(ciphertext);
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
        decipher.setAAD(Buffer.from(place, 'utf8'));
        decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
        const secret = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
        return { status: 'ok', secret: secret.toString('utf8') };
      } catch {
        return { status: 'damaged' };
      }
    },
  };
}
