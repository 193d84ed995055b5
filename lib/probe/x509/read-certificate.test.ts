import { X509Certificate } from 'node:crypto';
import { getCACertificates } from 'node:tls';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAuthority, createSelfSigned, type IssuedCertificate } from '../../simulation/certificate-factory.ts';
import { encodeDer, encodeText } from '../../simulation/certificate-factory-der.ts';
import { certificateFacts } from '../evidence.ts';
import { readCertificate } from './read-certificate.ts';

/** Replaces text inside the DER by text of the same length. The signature no longer fits, which reading does not mind. */
function replaced(der: Uint8Array, from: string, to: string): Uint8Array {
  const text = Buffer.from(der).toString('latin1');
  expect(text).toContain(from);
  expect(to).toHaveLength(from.length);
  return Buffer.from(
    text.replace(from, () => to),
    'latin1',
  );
}

describe('reading a sound certificate', () => {
  let issued: IssuedCertificate;
  beforeAll(async () => {
    const root = await createAuthority({ subject: 'CN=Example Issuing CA,DC=example,DC=test' });
    issued = await root.issue({
      subject: 'CN=DC1.example.test,OU=Domain Controllers,DC=example,DC=test',
      dnsNames: ['DC1.Example.test', '*.example.test', 'xn--DC-1ga.example.test'],
      ipAddresses: ['192.0.2.7', '2001:0db8:0:0::7'],
      otherNames: [
        { type: '1.3.6.1.4.1.311.25.1', value: encodeDer(0x04, Buffer.from('33221100554477668899aabbccddeeff', 'hex')) },
        { type: '1.3.6.1.4.1.311.20.2.3', value: encodeText(0x0c, 'dc1$@example.test') },
        { type: '1.3.6.1.5.2.2', value: encodeDer(0x30, encodeText(0x1b, 'REALM')) },
      ],
      notBefore: new Date('2026-01-02T03:04:05Z'),
      notAfter: new Date('2051-06-07T08:09:10Z'),
      key: 'RSA-2048',
      serialNumber: '00e1f2',
      issuerAddresses: ['ldap:///CN=CA,DC=example,DC=test?cACertificate', 'http://pki.example.test/ca.crt'],
      ocspAddresses: ['http://ocsp.example.test'],
      crlAddresses: ['http://pki.example.test/ca.crl'],
      templateName: 'DomainController',
      unknownCritical: '1.2.3.4.5',
    });
  });

  it('tells names, dates, purposes and addresses', () => {
    expect(readCertificate(issued.der)).toMatchObject({
      malformed: null,
      sha256: issued.sha256,
      subject: 'CN=DC1.example.test,OU=Domain Controllers,DC=example,DC=test',
      subjectCommonNames: ['DC1.example.test'],
      issuer: 'CN=Example Issuing CA,DC=example,DC=test',
      issuerCommonName: 'Example Issuing CA',
      serialNumber: 'e1f2',
      notBefore: '2026-01-02T03:04:05.000Z',
      notAfter: '2051-06-07T08:09:10.000Z',
      dnsNames: ['dc1.example.test', '*.example.test', 'xn--dc-1ga.example.test'],
      ipAddresses: ['192.0.2.7', '2001:db8::7'],
      otherNames: ['guid:00112233-4455-6677-8899-aabbccddeeff', 'upn:dc1$@example.test', '1.3.6.1.5.2.2:30071b055245414c4d'],
      hasSubjectAlternativeName: true,
      key: { algorithm: 'RSA', bits: 2048, curve: null },
      signature: { algorithm: 'ECDSA', hash: 'SHA-256' },
      basicConstraints: null,
      keyUsage: ['digitalSignature', 'keyEncipherment'],
      extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'],
      issuerAddresses: ['ldap:///CN=CA,DC=example,DC=test?cACertificate', 'http://pki.example.test/ca.crt'],
      ocspAddresses: ['http://ocsp.example.test'],
      crlAddresses: ['http://pki.example.test/ca.crl'],
      template: 'DomainController',
      unknownCriticalExtensions: ['1.2.3.4.5'],
      selfSigned: false,
    });
  });

  it('gives the same object for the same bytes', () => {
    expect(readCertificate(Buffer.from(issued.der))).toBe(readCertificate(issued.der));
  });

  it('names the template by its object identifier when there is no name', async () => {
    const { der } = await createSelfSigned({ templateId: '1.3.6.1.4.1.311.21.8.1234567.89' });
    expect(readCertificate(der)).toMatchObject({ template: '1.3.6.1.4.1.311.21.8.1234567.89', selfSigned: true });
  });

  it('tells weak algorithms by name', async () => {
    const authority = await createAuthority({ key: 'RSA-1024', freshKey: false });
    const algorithmsOf = async (signatureHash: 'MD5' | 'SHA-1') =>
      readCertificate((await authority.issue({ signatureHash, key: 'RSA-1024' })).der);
    expect(await algorithmsOf('MD5')).toMatchObject({ key: { bits: 1024 }, signature: { algorithm: 'RSA', hash: 'MD5' } });
    expect(await algorithmsOf('SHA-1')).toMatchObject({ signature: { algorithm: 'RSA', hash: 'SHA-1' } });
    const edwards = readCertificate((await createSelfSigned({ key: 'Ed25519' })).der);
    expect(edwards).toMatchObject({
      key: { algorithm: 'Ed25519', bits: null },
      signature: { algorithm: 'Ed25519', hash: null },
      selfSigned: true,
    });
  });

  it('does not call a certificate self-signed when only the names are equal', async () => {
    const { der } = await createSelfSigned({ brokenSignature: true });
    expect(readCertificate(der)).toMatchObject({ malformed: null, selfSigned: false });
  });

  it('replaces halves of characters, which no database takes', async () => {
    const { der } = await createSelfSigned({ templateName: 'Web\ud800Server' });
    expect(readCertificate(der).template).toBe('Web\ufffdServer');
  });

  it('makes hidden characters in names visible', async () => {
    const { der } = await createSelfSigned({ dnsNames: ['dc1.example.test\0.evil.test'], subject: 'CN=a\u202eb' });
    expect(readCertificate(der)).toMatchObject({ dnsNames: ['dc1.example.test\\x00.evil.test'], subjectCommonNames: ['a\\u202eb'] });
  });
});

describe('reading a malformed certificate', () => {
  const malformedOf = (der: Uint8Array): string | null => readCertificate(der).malformed;

  it('tells what is wrong with the dates', async () => {
    const { der } = await createSelfSigned({ notBefore: new Date('2025-03-04T00:00:00Z'), notAfter: new Date('2026-03-04T00:00:00Z') });
    expect(malformedOf(replaced(der, '260304000000Z', '260231000000Z'))).toBe(
      'The certificate has a notAfter time that no calendar knows.',
    );
    expect(malformedOf(replaced(der, '260304000000Z', '261304000000Z'))).toBe(
      'The certificate has a notAfter time that no calendar knows.',
    );
    expect(malformedOf(replaced(der, '260304000000Z', '2603040000+01'))).toBe(
      'The certificate has a notAfter time in no form that RFC 5280 allows.',
    );
    expect(malformedOf(replaced(der, '250304000000Z', '25x304000000Z'))).toBe(
      'The certificate has a notBefore time in no form that RFC 5280 allows.',
    );
  });

  it('keeps the last moment a certificate can name, and the turn of the two-digit years', async () => {
    const { der } = await createSelfSigned({ notBefore: new Date('1950-01-01T00:00:00Z'), notAfter: new Date('9999-12-31T23:59:59Z') });
    expect(readCertificate(der)).toMatchObject({ notBefore: '1950-01-01T00:00:00.000Z', notAfter: '9999-12-31T23:59:59.000Z' });
  });

  it.each([
    ['161231235959Z', '2016-12-31T23:59:59.000Z'],
    ['491231235959Z', '2049-12-31T23:59:59.000Z'],
    ['500101000000Z', '1950-01-01T00:00:00.000Z'],
  ])('reads the UTCTime %s as %s', async (written, read) => {
    const { der } = await createSelfSigned({ notBefore: new Date('1950-01-01T00:00:00Z'), notAfter: new Date('2026-03-04T00:00:00Z') });
    expect(readCertificate(replaced(der, '260304000000Z', written)).notAfter).toBe(read);
  });

  it.each([
    ['20491231235959Z', '2049-12-31T23:59:59.000Z'],
    ['20500101000000Z', '2050-01-01T00:00:00.000Z'],
    ['19500101000000Z', '1950-01-01T00:00:00.000Z'],
  ])('reads the GeneralizedTime %s as %s, also where RFC 5280 asks for the shorter form', async (written, read) => {
    const { der } = await createSelfSigned({ notBefore: new Date('1950-01-01T00:00:00Z'), notAfter: new Date('2060-03-04T00:00:00Z') });
    expect(readCertificate(replaced(der, '20600304000000Z', written)).notAfter).toBe(read);
  });

  it('refuses a time within a leap second, as OpenSSL does', async () => {
    const { der } = await createSelfSigned({ notBefore: new Date('1950-01-01T00:00:00Z'), notAfter: new Date('2026-03-04T00:00:00Z') });
    const leap = replaced(der, '260304000000Z', '161231235960Z');
    expect(malformedOf(leap)).toBe('The certificate has a notAfter time that no calendar knows.');
  });

  it('refuses an extension that occurs twice', async () => {
    const twice = { type: '2.5.29.17', value: encodeDer(0x30, encodeText(0x82, 'other.example.test')) };
    const { der } = await createSelfSigned({ dnsNames: ['dc1.example.test'], extraExtensions: [twice] });
    expect(malformedOf(der)).toBe('The certificate has the extension 2.5.29.17 twice.');
  });

  it('refuses a broken extension that decides over trust and passes over one that only informs', async () => {
    const broken = (type: string) =>
      createSelfSigned({ dnsNames: [], withoutKeyIdentifiers: true, extraExtensions: [{ type, value: Uint8Array.of(0x30, 5, 1) }] });
    expect(malformedOf((await broken('2.5.29.17')).der)).toContain('subject alternative name');
    expect(malformedOf((await broken('2.5.29.31')).der)).toBeNull();
  });

  it('refuses two signature algorithms that differ', async () => {
    const { der } = await createSelfSigned();
    const [withSha256, withSha384] = ['2a8648ce3d040302', '2a8648ce3d040303'].map((hex) => Buffer.from(hex, 'hex').toString('latin1'));
    expect(malformedOf(replaced(der, withSha256 ?? '', withSha384 ?? ''))).toBe(
      'The certificate names two different signature algorithms.',
    );
  });

  it('refuses what would take long to read', async () => {
    const { der } = await createSelfSigned({ dnsNames: Array.from({ length: 2500 }, (_, index) => `dc${index}.example.test`) });
    expect(malformedOf(der)).toContain('node count exceeded');
    const extraExtensions = Array.from({ length: 900 }, (_, index) => ({ type: `1.2.3.${index}`, value: Uint8Array.of(5, 0) }));
    expect(malformedOf((await createSelfSigned({ extraExtensions })).der)).toBe('The certificate has more than 2000 elements.');
    const large = [{ type: '1.2.3', value: new Uint8Array(300_000) }];
    expect(malformedOf((await createSelfSigned({ extraExtensions: large })).der)).toBe('The certificate is larger than 256 KiB.');
  });

  it('refuses BER and bytes after the end, which the library takes', async () => {
    const { der } = await createSelfSigned();
    expect(malformedOf(Buffer.concat([der, Uint8Array.of(0)]))).toBe('The certificate has bytes after its end.');
    const indefinite = Buffer.concat([Uint8Array.of(0x30, 0x80), der.subarray(4), Uint8Array.of(0, 0)]);
    expect(malformedOf(indefinite)).toBe('The certificate has a length that DER does not allow.');
  });

  it('leaves the facts empty and keeps the bytes', () => {
    expect(readCertificate(Uint8Array.of(0x30, 0x82, 0xff, 0xff, 1))).toMatchObject({
      malformed: 'The certificate announces more bytes than it has.',
      der: 'MIL//wE=',
      subject: '',
      notAfter: null,
      publicKeySha256: null,
    });
    expect(malformedOf(new Uint8Array())).toBe('The certificate ends in the middle of an element.');
  });
});

describe('reading whatever a peer may send', () => {
  it('gives a valid record for random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const facts = certificateFacts.parse(readCertificate(bytes));
        expect(facts.malformed).not.toBeNull();
        expect(facts.der).toBe(Buffer.from(bytes).toString('base64'));
      }),
    );
  });

  it('gives a valid record for certificates with bytes changed, cut off or added', async () => {
    const root = await createAuthority({ permitted: { dnsNames: ['example.test'], ipRanges: ['10.0.0.0/255.0.0.0'] } });
    const { der } = await root.issue({
      dnsNames: ['dc1.example.test'],
      ipAddresses: ['10.0.0.1'],
      templateName: 'DomainController',
      crlAddresses: ['http://crl.example.test'],
    });
    const originals = [der, root.certificate.der];
    const change = fc.record({ place: fc.nat(), octet: fc.integer({ min: 0, max: 255 }) });
    fc.assert(
      fc.property(
        fc.constantFrom(...originals),
        fc.array(change, { maxLength: 6 }),
        fc.integer({ min: -40, max: 40 }),
        (original, changes, growth) => {
          const bytes = Buffer.alloc(original.length + growth);
          bytes.set(original.subarray(0, bytes.length));
          for (const { place, octet } of changes) bytes[place % bytes.length] = octet;
          expect(certificateFacts.safeParse(readCertificate(bytes)).error).toBeUndefined();
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe("reading Mozilla's roots", () => {
  it('agrees with OpenSSL on every one of them', () => {
    const pems = getCACertificates('bundled');
    expect(pems.length).toBeGreaterThan(100);
    for (const pem of pems) {
      const reference = new X509Certificate(pem);
      const facts = readCertificate(reference.raw);
      expect({
        sha256: facts.sha256,
        malformed: facts.malformed,
        serialNumber: BigInt(`0x${facts.serialNumber}`),
        notBefore: facts.notBefore,
        notAfter: facts.notAfter,
        ca: facts.basicConstraints?.ca ?? false,
        bits: facts.key.algorithm === 'RSA' ? facts.key.bits : undefined,
        selfSigned: facts.selfSigned,
      }).toEqual({
        sha256: reference.fingerprint256.replaceAll(':', '').toLowerCase(),
        malformed: null,
        serialNumber: BigInt(`0x${reference.serialNumber}`),
        notBefore: new Date(reference.validFrom).toISOString(),
        notAfter: new Date(reference.validTo).toISOString(),
        ca: reference.ca,
        bits: reference.publicKey.asymmetricKeyDetails?.modulusLength,
        selfSigned: true,
      });
    }
  });
});

describe('what was read', () => {
  it('is handed out again, unless the certificate is large enough to fill the memory with', async () => {
    const usual = await createSelfSigned();
    expect(readCertificate(usual.der)).toBe(readCertificate(Uint8Array.from(usual.der)));
    const large = await createSelfSigned({ dnsNames: Array.from({ length: 600 }, (_, index) => `server-number-${index}.example.test`) });
    expect(large.der.length).toBeGreaterThan(16 * 1024);
    expect(readCertificate(large.der)).not.toBe(readCertificate(large.der));
    expect(readCertificate(large.der)).toEqual(readCertificate(large.der));
  });
});
