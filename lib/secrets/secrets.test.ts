import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseSecretKey } from '../config/secret-key.ts';
import { createSecretBox } from './secret-box.ts';
import { boxToOpen, boxToSeal } from './secret-boxes.ts';

const key = new Uint8Array(32).fill(7);
const box = createSecretBox(key);

describe('a sealed secret', () => {
  it('is opened at its place with its key, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (secret, place) => {
        expect(box.open(box.seal(secret, place), place)).toEqual({ status: 'ok', secret });
      }),
    );
  });

  it('does not hold the secret, and is another one each time', () => {
    const [one, other] = [box.seal('hunter2', 'account 1'), box.seal('hunter2', 'account 1')];
    expect(Buffer.from(one.ciphertext).includes('hunter2')).toBe(false);
    expect(one.ciphertext).not.toEqual(other.ciphertext);
  });

  it('cannot be opened in another row', () => {
    expect(box.open(box.seal('hunter2', 'account 1'), 'account 2')).toEqual({ status: 'damaged' });
  });

  it('cannot be opened when any byte of it was changed, or when some are missing', () => {
    const { ciphertext, keyId } = box.seal('hunter2', 'account 1');
    for (const index of ciphertext.keys()) {
      const changed = ciphertext.with(index, (ciphertext[index] ?? 0) ^ 1);
      expect(box.open({ ciphertext: changed, keyId }, 'account 1')).toEqual({ status: 'damaged' });
      expect(box.open({ ciphertext: ciphertext.subarray(0, index), keyId }, 'account 1')).toEqual({ status: 'damaged' });
    }
  });

  it('names its key, so that another key is told apart from damage', () => {
    const other = createSecretBox(new Uint8Array(32).fill(8));
    expect(other.keyId).not.toBe(box.keyId);
    expect(other.open(box.seal('hunter2', 'account 1'), 'account 1')).toEqual({ status: 'wrong-key' });
  });

  it('takes a key of 32 bytes and no other', () => {
    expect(() => createSecretBox(new Uint8Array(31))).toThrow('32 bytes');
  });
});

describe('a secret key as text', () => {
  it('is read from hexadecimal and every kind of base64', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const given = Buffer.from(bytes);
        for (const text of [given.toString('hex'), given.toString('base64'), given.toString('base64url')])
          expect(parseSecretKey(`${text}\n`)).toEqual(given);
      }),
    );
  });

  it('is refused when it is shorter or longer, or no such text at all', () => {
    for (const text of [
      '',
      'hunter2',
      'a'.repeat(63),
      'a'.repeat(65),
      Buffer.alloc(31).toString('base64'),
      Buffer.alloc(33).toString('base64'),
    ])
      expect(parseSecretKey(text)).toBeNull();
  });
});

describe('the key of the data folder', () => {
  let parent: string;
  let dataFolder: string;
  beforeEach(() => {
    parent = mkdtempSync(path.join(os.tmpdir(), 'p636-key-'));
    dataFolder = path.join(parent, 'data');
  });
  afterEach(() => rmSync(parent, { recursive: true }));

  it('is made when a secret is to be sealed, for its owner alone, and stays the same', () => {
    expect(boxToOpen({ secretKey: null, dataFolder })).toBeNull();
    const sealed = boxToSeal({ secretKey: null, dataFolder }).seal('hunter2', 'here');
    expect(readdirSync(dataFolder)).toEqual(['secret-key']);
    expect(statSync(path.join(dataFolder, 'secret-key')).mode & 0o777).toBe(0o600);
    expect(boxToSeal({ secretKey: null, dataFolder }).open(sealed, 'here')).toEqual({ status: 'ok', secret: 'hunter2' });
    expect(boxToOpen({ secretKey: null, dataFolder })?.open(sealed, 'here')).toEqual({ status: 'ok', secret: 'hunter2' });
  });

  it('is neither made nor read when one is set', () => {
    expect(boxToSeal({ secretKey: key, dataFolder }).keyId).toBe(box.keyId);
    expect(readdirSync(parent)).toEqual([]);
  });

  it('is an error that names the file and not its content when that is no key', () => {
    boxToSeal({ secretKey: null, dataFolder });
    writeFileSync(path.join(dataFolder, 'secret-key'), 'hunter2');
    expect(() => boxToOpen({ secretKey: null, dataFolder })).toThrow(/secret-key does not hold a key of 32 bytes/);
    expect(() => boxToOpen({ secretKey: null, dataFolder })).not.toThrow(/hunter2/);
  });
});
