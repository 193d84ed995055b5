import { createDecipheriv, createHmac, hash as digestOf, pbkdf2, timingSafeEqual } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import forge from 'node-forge';
import { MOST_ROUNDS } from './bounds.ts';
import type { PfxCipher, PfxMac } from './pfx-algorithms.ts';

const deriveByPbkdf2 = promisify(pbkdf2);

/** The file asks for more hash rounds than are worked for it. */
export class TooManyRounds extends Error {
  override readonly name = 'TooManyRounds';
}

/** Counts the hash rounds worked for one file, and refuses before the bound is passed. */
export class RoundBudget {
  #left = MOST_ROUNDS;

  spend(rounds: number): void {
    if (!(rounds >= 1 && rounds <= this.#left)) throw new TooManyRounds();
    this.#left -= rounds;
  }
}

/** A password in the two spellings that PFX files use. */
export type PfxPassword = {
  /** BMPString with two zero bytes at its end (RFC 7292 appendix B.1); empty where there is no password at all. */
  wide: Uint8Array;
  utf8: Uint8Array;
};

export const pfxPassword = (text: string): PfxPassword => ({
  wide: Buffer.from(`${text}\0`, 'utf16le').swap16(),
  utf8: Buffer.from(text, 'utf8'),
});

/** Some programs protect a file without a password by nothing at all rather than by an empty text. */
export const noPassword: PfxPassword = { wide: new Uint8Array(), utf8: new Uint8Array() };

type Purpose = 1 | 2 | 3;
const purposes = { key: 1, iv: 2, mac: 3 } as const;

const blockBytesOf = (hash: string): number => (hash === 'sha384' || hash === 'sha512' ? 128 : 64);
/** Rounds between two looks at what else there is to do. */
const ROUNDS_AT_ONCE = 20_000;

const repeated = (bytes: Uint8Array, blockBytes: number): Buffer => {
  const length = blockBytes * Math.ceil(bytes.length / blockBytes);
  return length === 0 ? Buffer.alloc(0) : Buffer.alloc(length, bytes);
};

type Derivation = { hash: string; salt: Uint8Array; rounds: number };

/** Key material from a password by RFC 7292 appendix B.2. */
async function derive(
  { hash, salt, rounds }: Derivation,
  password: PfxPassword,
  purpose: Purpose,
  length: number,
  budget: RoundBudget,
): Promise<Buffer> {
  const blockBytes = blockBytesOf(hash);
  const diversifier = Buffer.alloc(blockBytes, purpose);
  const input = Buffer.concat([repeated(salt, blockBytes), repeated(password.wide, blockBytes)]);
  const parts: Buffer[] = [];
  for (let have = 0; have < length; ) {
    budget.spend(rounds);
    let block: Buffer = Buffer.concat([diversifier, input]);
    for (let round = 0; round < rounds; round++) {
      block = digestOf(hash, block, 'buffer');
      if (round % ROUNDS_AT_ONCE === ROUNDS_AT_ONCE - 1) await nextTurn();
    }
    parts.push(block);
    have += block.length;
    addToEach(input, Buffer.alloc(blockBytes, block));
  }
  return Buffer.concat(parts).subarray(0, length);
}

/** Adds `addend` and 1 to every part of `input` as long as it, each a number with its highest byte first. */
function addToEach(input: Buffer, addend: Buffer): void {
  for (let start = 0; start < input.length; start += addend.length) {
    let carry = 1;
    for (let index = addend.length - 1; index >= 0; index--) {
      const sum = (input[start + index] ?? 0) + (addend[index] ?? 0) + carry;
      input[start + index] = sum & 0xff;
      carry = sum >> 8;
    }
  }
}

/** Does the password's own code fit the content? Null where the rule of the code is not known. */
export async function macFits(mac: PfxMac, content: Uint8Array, password: PfxPassword, budget: RoundBudget): Promise<boolean | null> {
  if (mac.hash === null) return null;
  const length = digestOf(mac.hash, '', 'buffer').length;
  const key = await derive({ hash: mac.hash, salt: mac.salt, rounds: mac.rounds }, password, purposes.mac, length, budget);
  const code = createHmac(mac.hash, key).update(content).digest();
  return code.length === mac.digest.length && timingSafeEqual(code, mac.digest);
}

/** The plain bytes; null when they do not come out whole, as with a wrong password. Throws TooManyRounds. */
export async function decrypt(
  cipher: Exclude<PfxCipher, { scheme: 'unknown' }>,
  content: Uint8Array,
  password: PfxPassword,
  budget: RoundBudget,
): Promise<Uint8Array | null> {
  if (cipher.scheme === 'pbes2') {
    budget.spend(cipher.rounds);
    const keyBytes = { 'aes-128-cbc': 16, 'aes-192-cbc': 24, 'aes-256-cbc': 32, 'des-ede3-cbc': 24 }[cipher.cipher];
    const key = await deriveByPbkdf2(password.utf8, cipher.salt, cipher.rounds, keyBytes, cipher.hash);
    return deciphered(cipher.cipher, key, cipher.iv, content);
  }
  const keyBytes = { 'triple-des': 24, 'two-key-triple-des': 16, 'rc2-128': 16, 'rc2-40': 5 }[cipher.cipher];
  const key = await derive(cipher, password, purposes.key, keyBytes, budget);
  const iv = await derive(cipher, password, purposes.iv, 8, budget);
  if (cipher.cipher === 'triple-des') return deciphered('des-ede3-cbc', key, iv, content);
  if (cipher.cipher === 'two-key-triple-des') return deciphered('des-ede3-cbc', Buffer.concat([key, key.subarray(0, 8)]), iv, content);
  return decipheredByRc2(key, iv, content);
}

function deciphered(name: string, key: Uint8Array, iv: Uint8Array, content: Uint8Array): Uint8Array | null {
  try {
    const decipher = createDecipheriv(name, key, iv);
    return Buffer.concat([decipher.update(content), decipher.final()]);
  } catch {
    return null;
  }
}

/** OpenSSL keeps RC2 to its legacy provider, which Node does not load; so this one is node-forge's. */
function decipheredByRc2(key: Buffer, iv: Buffer, content: Uint8Array): Uint8Array | null {
  if (content.length === 0 || content.length % 8 !== 0) return null;
  const decipher = forge.rc2.createDecryptionCipher(key.toString('latin1'), key.length * 8);
  decipher.start(iv.toString('latin1'));
  decipher.update(forge.util.createBuffer(Buffer.from(content).toString('latin1')));
  return decipher.finish() ? Buffer.from(decipher.output.getBytes(), 'latin1') : null;
}
