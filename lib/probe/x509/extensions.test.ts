import { describe, expect, it } from 'vitest';
import { createSelfSigned } from '../../simulation/certificate-factory.ts';
import { encodeDer, encodeObjectIdentifier, encodeText } from '../../simulation/certificate-factory-der.ts';
import { readCertificate } from './read-certificate.ts';

/** 2.25 and a UUID as one number (X.667). */
const uuidIdentifier = Buffer.from('6983f09da7ebcfdee0c7a1a7b2c0948cc8f9d776', 'hex');
const uuidText = '2.25.329800735698586629295641978511506172918';

describe('reading what the library hides or stumbles over', () => {
  const withExtension = async (type: string, value: Uint8Array) =>
    readCertificate(
      (await createSelfSigned({ dnsNames: [], extendedKeyUsage: null, extraExtensions: [{ type, value }], withoutKeyIdentifiers: true }))
        .der,
    );
  const dnsName = encodeText(0x82, 'dc1.example.test');
  const otherName = (type: string, value: Uint8Array) => encodeDer(0xa0, encodeObjectIdentifier(type), encodeDer(0xa0, value));
  const kerberosName = otherName('1.3.6.1.5.2.2', encodeDer(0x30, encodeDer(0xa0, encodeText(0x1b, 'EXAMPLE.TEST'))));

  it.each([
    ['a Kerberos name', kerberosName, '1.3.6.1.5.2.2:3010a00e1b0c4558414d504c452e54455354'],
    ['an otherName of an unknown type', otherName('1.2.3.4', encodeText(0x0c, 'x')), '1.2.3.4:0c0178'],
    ['an otherName without value', encodeDer(0xa0, encodeObjectIdentifier('1.2.3.4')), '1.2.3.4:'],
    ['a GUID of the wrong length', otherName('1.3.6.1.4.1.311.25.1', encodeDer(0x04, Uint8Array.of(7))), '1.3.6.1.4.1.311.25.1:040107'],
    ['an X.400 address', encodeDer(0xa3, encodeText(0x0c, 'x')), 'x400:0c0178'],
    ['an EDI party name', encodeDer(0xa5, encodeDer(0xa1, encodeText(0x0c, 'x'))), 'edi:a1030c0178'],
    ['an address of the wrong length', encodeDer(0x87, Uint8Array.of(10, 0, 0, 0, 255, 0, 0, 0)), 'ip:0a000000ff000000'],
    ['an identifier with a long arc', encodeDer(0x88, uuidIdentifier), `id:${uuidText}`],
  ])('keeps %s and the names beside it', async (_, odd, text) => {
    const facts = await withExtension('2.5.29.17', encodeDer(0x30, odd, dnsName));
    expect(facts).toMatchObject({ malformed: null, dnsNames: ['dc1.example.test'], otherNames: [expect.stringContaining(text)] });
  });

  it('keeps the purposes whose identifiers are made from a UUID', async () => {
    const value = encodeDer(0x30, encodeDer(0x06, uuidIdentifier), encodeObjectIdentifier('1.3.6.1.5.5.7.3.1'));
    const { extendedKeyUsage } = await withExtension('2.5.29.37', value);
    expect(extendedKeyUsage).toEqual([uuidText, '1.3.6.1.5.5.7.3.1']);
  });

  it('passes over an address of the issuer that is no address', async () => {
    const value = encodeDer(0x30, encodeDer(0x30, encodeObjectIdentifier('1.3.6.1.5.5.7.48.2'), kerberosName));
    expect(await withExtension('1.3.6.1.5.5.7.1.1', value)).toMatchObject({ malformed: null, issuerAddresses: [] });
  });

  it.each([
    ['negative', Uint8Array.of(0xff), null, 'it has a path length that is no count'],
    ['huge', new Uint8Array(40).fill(0x7f), { ca: true, pathLength: Number.MAX_SAFE_INTEGER }, null],
    ['endless', new Uint8Array(4000).fill(0x7f), null, 'it is too long'],
  ])('reads a %s path length in bounded time', async (_, length, basicConstraints, fault) => {
    const facts = await withExtension('2.5.29.19', encodeDer(0x30, encodeDer(0x01, Uint8Array.of(255)), encodeDer(0x02, length)));
    expect(facts).toMatchObject({
      basicConstraints,
      malformed: fault === null ? null : `The certificate has a broken extension (basic constraints): ${fault}.`,
    });
  });

  it('gives plain lists, not those of the library', async () => {
    const { der } = await createSelfSigned({ crlAddresses: ['http://crl.example.test'] });
    const facts = readCertificate(der);
    expect(facts).toStrictEqual(structuredClone(facts));
    expect([facts.crlAddresses, facts.extendedKeyUsage].map((list) => Object.getPrototypeOf(list))).toEqual([
      Array.prototype,
      Array.prototype,
    ]);
  });
});
