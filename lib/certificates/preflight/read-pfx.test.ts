import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { monotonicMs } from '#lib/clock.ts';
import { type Authority, createAuthority, type IssuedCertificate } from '#lib/simulation/certificate-factory.ts';
import { cipherText, macText } from './pfx-algorithms.ts';
import { readPfx } from './read-pfx.ts';
import { belongsTogether } from './read-private-key.ts';
import { makePfx, protections } from './testing/openssl.ts';

let issuing: Authority;
let leaf: IssuedCertificate;
beforeAll(async () => {
  issuing = await (await createAuthority()).intermediate();
  leaf = await issuing.issue({ dnsNames: ['dc01.corp.example'], key: 'RSA-2048' });
});

const password = 'Grüße, 世界 🔑';
const opened = async (bytes: Uint8Array, given = password) => {
  const result = await readPfx(bytes, given);
  if (!result.ok) throw new Error(result.message);
  return result.contents;
};
const sha256 = (der: Uint8Array) => createHash('sha256').update(der).digest('hex');

describe('a PFX file made by openssl', () => {
  it.each([
    ['tripleDes', 'TripleDES-SHA1, 2000 rounds', 'TripleDES-SHA1, 2000 rounds', 'SHA-1, 2000 rounds'],
    ['rc2', '40-bit RC2 with SHA-1, 2000 rounds', 'TripleDES-SHA1, 2000 rounds', 'SHA-1, 2000 rounds'],
    ['aes', 'AES-256 with HMAC-SHA-256, 2000 rounds', 'AES-256 with HMAC-SHA-256, 2000 rounds', 'SHA-256, 2000 rounds'],
    ['aes128', 'AES-128 with HMAC-SHA-256, 2048 rounds', 'AES-128 with HMAC-SHA-256, 2048 rounds', 'SHA-512, 2048 rounds'],
  ] as const)('is opened whatever protects it: %s', async (protection, certificates, keys, mac) => {
    const bytes = await makePfx(leaf, { password, protection: protections[protection], issuers: issuing.certificate.pem });
    const contents = await opened(bytes);
    expect(contents.certificates.map(({ der }) => sha256(der)).sort()).toEqual([leaf.sha256, issuing.certificate.sha256].sort());
    const [key] = contents.keys;
    expect(key?.given.ok && belongsTogether(key.given.key, leaf.der)).toBe(true);
    expect(key?.given.ok && belongsTogether(key.given.key, issuing.certificate.der)).toBe(false);
    const { protection: seen } = contents;
    expect([...new Set(seen.certificates.map((cipher) => cipher && cipherText(cipher)))]).toEqual([certificates]);
    expect(seen.keys.map((cipher) => cipher && cipherText(cipher))).toEqual([keys]);
    expect(seen.mac && macText(seen.mac)).toBe(mac);
  });

  it('is opened where nothing is encrypted, and says so', async () => {
    const contents = await opened(await makePfx(leaf, { password, protection: protections.plain }));
    expect(contents.protection.certificates).toEqual([null]);
    expect(contents.protection.keys).toEqual([null]);
    expect(contents.keys[0]?.given.ok).toBe(true);
  });

  it('is opened with an empty password', async () => {
    const contents = await opened(await makePfx(leaf, { password: '', protection: protections.tripleDes }), '');
    expect(contents.keys).toHaveLength(1);
  });

  it('keeps the names that were given to it', async () => {
    const more = ['-name', 'LDAPS of Berlin', '-CSP', 'Microsoft RSA SChannel Cryptographic Provider', '-LMK'];
    const contents = await opened(await makePfx(leaf, { password, protection: protections.tripleDes, more }));
    expect(contents.certificates[0]?.friendlyName).toBe('LDAPS of Berlin');
    expect(contents.keys[0]?.providerName).toBe('Microsoft RSA SChannel Cryptographic Provider');
    expect(contents.keys[0]?.localKeyId).toBe(contents.certificates[0]?.localKeyId);
  });

  it('has no key where none was exported', async () => {
    expect((await opened(await makePfx(leaf, { password, protection: protections.aes, keyPem: null }))).keys).toEqual([]);
  });
});

describe('a wrong password', () => {
  it.each(Object.keys(protections).filter((name) => name !== 'plain') as (keyof typeof protections)[])(
    'is told as such, and is not repeated: %s',
    async (protection) => {
      const bytes = await makePfx(leaf, { password, protection: protections[protection] });
      const result = await readPfx(bytes, 'hunter2');
      expect(result).toEqual({
        ok: false,
        reason: 'password',
        message: 'The password does not open the PFX file. Capital letters and spaces count.',
      });
    },
  );

  it('is asked for where none was given', async () => {
    const result = await readPfx(await makePfx(leaf, { password, protection: protections.aes }), '');
    expect(result).toMatchObject({ ok: false, reason: 'password', message: expect.stringContaining('needs a password') });
  });
});

describe('a hostile PFX file', () => {
  it('is refused before its rounds are worked', async () => {
    for (const protection of [protections.aes, protections.tripleDes]) {
      const bytes = await makePfx(leaf, { password, protection: [...protection, '-iter', '70000'] });
      // INTEGER 70,000 everywhere becomes 8,388,607, which is as long.
      const greedy = Buffer.from(bytes.toString('hex').replaceAll('0203011170', '02037fffff'), 'hex');
      expect(greedy.equals(bytes)).toBe(false);
      const startedMs = monotonicMs();
      const result = await readPfx(greedy, password);
      expect(result).toMatchObject({
        ok: false,
        reason: 'unreadable',
        message: expect.stringContaining('more than 2,000,000 hash rounds'),
      });
      expect(monotonicMs() - startedMs).toBeLessThan(500);
    }
  });

  it('of changed bytes never throws and never hangs', { timeout: 60_000 }, async () => {
    const files = await Promise.all(
      [protections.rc2, protections.aes, protections.plain].map((protection) =>
        makePfx(leaf, { password: 'a', protection: [...protection, '-iter', '2'] }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 }),
        fc.nat(),
        async (file, changes, cut) => {
          const bytes = Uint8Array.from(file);
          for (const [place, value] of changes) bytes[place % bytes.length] = value;
          const result = await readPfx(cut % 3 === 0 ? bytes.subarray(0, cut % bytes.length) : bytes, 'a');
          expect(typeof result.ok).toBe('boolean');
        },
      ),
      { numRuns: 600 },
    );
  });
});
