import fc from 'fast-check';
import { expect, it } from 'vitest';
import { derChildren, derTag, readDer } from '#lib/probe/x509/der.ts';
import { createAuthority } from '#lib/simulation/certificate-factory.ts';
import { encode, normaliseBer } from './normalise-ber.ts';
import { readPfx } from './read-pfx.ts';
import { makePfx, protections } from './testing/openssl.ts';

/** The same in BER, as programs that stream write it: lengths left open, octet strings in pieces, by the coins given. */
function asBer(der: Uint8Array, toss: () => boolean): Uint8Array {
  const { tag, content } = readDer(der);
  const isConstructed = (tag & 0x20) !== 0;
  if (tag === derTag.octetString && content.length > 1 && toss()) {
    const middle = content.length >> 1;
    const pieces = [content.subarray(0, middle), content.subarray(middle)].map((piece) => encode(derTag.octetString, [piece]));
    return Buffer.concat([Uint8Array.of(0x24, 0x80), ...pieces, Uint8Array.of(0, 0)]);
  }
  if (!isConstructed) return der;
  const children = derChildren(readDer(der)).map((child) => asBer(child.bytes, toss));
  return toss() ? Buffer.concat([Uint8Array.of(tag, 0x80), ...children, Uint8Array.of(0, 0)]) : encode(tag, children);
}

it('BER becomes the DER that it stands for, and a PFX file in it is opened', { timeout: 30_000 }, async () => {
  const leaf = await (await createAuthority()).issue({ dnsNames: ['dc01.corp.example'] });
  const pfx = await makePfx(leaf, { password: 'a', protection: [...protections.tripleDes, '-iter', '2'] });
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.boolean()), async (coins) => {
      const ber = asBer(pfx, () => coins.next().value === true);
      expect(Buffer.from(normaliseBer(ber)).equals(pfx)).toBe(true);
      const opened = await readPfx(ber, 'a');
      expect(opened.ok && opened.contents.keys[0]?.given.ok).toBe(true);
    }),
    { numRuns: 60 },
  );
});

it('DER is kept byte for byte, and what follows it is left out', async () => {
  const { certificate } = await createAuthority();
  expect(normaliseBer(Buffer.concat([certificate.der, Buffer.from('more')]))).toEqual(Buffer.from(certificate.der));
});
