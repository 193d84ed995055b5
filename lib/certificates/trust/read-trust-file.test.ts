import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { monotonicMs } from '#lib/clock.ts';
import { type Authority, createAuthority, type IssuedCertificate } from '#lib/simulation/certificate-factory.ts';
import { makePfx, openssl, protections } from '../preflight/testing/openssl.ts';
import { MOST_ANCHORS, readTrustFile } from './read-trust-file.ts';

let root: Authority;
let issuing: Authority;
let leaf: IssuedCertificate;
beforeAll(async () => {
  root = await createAuthority({ subject: 'CN=Corp Root CA' });
  issuing = await root.intermediate({ subject: 'CN=Corp Issuing CA' });
  leaf = await issuing.issue({ dnsNames: ['dc01.corp.example'] });
});

const bytesOf = (content: string | Uint8Array): Uint8Array => (typeof content === 'string' ? Buffer.from(content) : content);
const fileOf = (content: string | Uint8Array) => {
  const result = readTrustFile(bytesOf(content));
  if (!result.ok) throw new Error(result.message);
  return result.file;
};
const refusalOf = (content: string | Uint8Array): string => {
  const result = readTrustFile(bytesOf(content));
  if (result.ok) throw new Error('It was taken.');
  return result.message;
};
const namesOf = (content: string | Uint8Array) => fileOf(content).certificates.map(({ subject }) => subject);
const both = ['CN=Corp Root CA', 'CN=Corp Issuing CA'];
const pkcs7 = (form: 'PEM' | 'DER') =>
  openssl(
    ['crl2pkcs7', '-nocrl', '-certfile', 'all.pem', '-outform', form, '-out', 'made.p7b'],
    { 'all.pem': root.certificate.pem + issuing.certificate.pem },
    'made.p7b',
  );

describe('a file of trust', () => {
  it('is read in each of its forms', async () => {
    const pem = root.certificate.pem + issuing.certificate.pem;
    expect(namesOf(pem)).toEqual(both);
    expect(namesOf(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(pem, 'utf16le')]))).toEqual(both);
    expect(namesOf(root.certificate.der)).toEqual([both[0]]);
    expect(namesOf(Buffer.from(root.certificate.der).toString('base64'))).toEqual([both[0]]);
    expect(namesOf(Buffer.concat([root.certificate.der, issuing.certificate.der, Buffer.from('\n')]))).toEqual(both);
    expect(namesOf(await pkcs7('DER')).sort()).toEqual([...both].sort());
    expect(namesOf(await pkcs7('PEM')).sort()).toEqual([...both].sort());
    const trusted = await openssl(
      ['x509', '-in', 'ca.pem', '-trustout', '-addtrust', 'serverAuth', '-out', 'made.pem'],
      { 'ca.pem': root.certificate.pem },
      'made.pem',
    );
    expect(fileOf(trusted).certificates[0]?.sha256).toBe(root.certificate.sha256);
  });

  it('tells by its place what in it cannot be read, and takes the rest', () => {
    const broken = root.certificate.pem.replace(/\n(.{20})/, '\n****$1');
    const shortened = issuing.certificate.pem.split('\n').toSpliced(3, 2).join('\n');
    const request = '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n';
    const file = fileOf(
      `Bag Attributes\n  some words\n${broken}${root.certificate.pem}garbage\n${request}${shortened}${root.certificate.pem}`,
    );
    expect(file.certificates.map(({ subject }) => subject)).toEqual([both[0]]);
    expect(file.repeated).toBe(1);
    const lines = root.certificate.pem.trim().split('\n').length;
    expect(file.unreadable).toEqual([
      { where: 'block 1, line 3', because: 'It is cut off, or holds something other than base64.' },
      { where: `block 3, line ${4 + 2 * lines}`, because: 'It is a CERTIFICATE REQUEST, which is no certificate.' },
      { where: `block 4, line ${7 + 2 * lines}`, because: expect.any(String) },
    ]);
    const behind = fileOf(Buffer.concat([root.certificate.der, Buffer.from('rubbish')]));
    expect(behind.unreadable).toEqual([{ where: `at byte ${root.certificate.der.length + 1}`, because: expect.any(String) }]);
  });

  it('is refused whole when a private key is in it, in whatever form', async () => {
    const key = await openssl(['pkey', '-in', 'k.pem', '-outform', 'DER', '-out', 'made.der'], { 'k.pem': leaf.keyPem }, 'made.der');
    const encrypted = '-----BEGIN ENCRYPTED PRIVATE KEY-----\n****\n-----END ENCRYPTED PRIVATE KEY-----\n';
    for (const content of [
      root.certificate.pem + leaf.keyPem,
      leaf.keyPem + root.certificate.pem,
      root.certificate.pem + encrypted,
      key,
      Buffer.concat([root.certificate.der, key]),
      `-----BEGIN CERTIFICATE-----\n${key.toString('base64')}\n-----END CERTIFICATE-----\n`,
      // Beyond as many blocks as are looked at.
      '-----BEGIN X-----\nAAAA\n-----END X-----\n'.repeat(2_100) + leaf.keyPem,
    ])
      expect(refusalOf(content)).toContain('There is a private key in this file. It was refused whole');
    expect(refusalOf(await makePfx(leaf, { password: 'a', protection: protections.aes }))).toContain('This is a PFX file (PKCS #12)');
  });

  it('says why nothing of it can be taken', () => {
    expect(refusalOf('')).toBe('The file is empty.');
    expect(refusalOf('hello')).toContain('No certificate was found in it.');
    expect(refusalOf(new Uint8Array(1_048_577))).toContain('it may have 1024 kB at most');
    expect(refusalOf(root.certificate.der.subarray(0, 100))).toContain(
      'At byte 1: It is no structure that is known here, or it is cut off.',
    );
  });

  it('takes 500 certificates at most, of 10,000 in no more time', async () => {
    const { der } = root.certificate;
    // Told apart by their last byte pair, which is the signature's.
    const others = Array.from({ length: MOST_ANCHORS + 1 }, (_, number) => {
      const copy = Buffer.from(der);
      copy.writeUInt16BE(number, copy.length - 2);
      return copy.toString('base64');
    }).map((body) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`);
    expect(fileOf(others.slice(0, MOST_ANCHORS).join('')).certificates).toHaveLength(MOST_ANCHORS);
    expect(refusalOf(others.join(''))).toContain('There are more than 500 certificates in this file.');
    const startedAtMs = monotonicMs();
    const many = fileOf(root.certificate.pem + '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'.repeat(10_000));
    expect(many.unreadable.at(-1)?.where).toBe('everything after block 2000');
    fileOf(root.certificate.pem + '-----BEGIN CERTIFICATE-----'.repeat(30_000));
    expect(monotonicMs() - startedAtMs).toBeLessThan(5_000);
  });

  it('stands nested bundles, lengths that are lies, and lengths that are huge', () => {
    const nested = Array.from({ length: 200 }).reduce<Buffer>(
      (inner) => Buffer.concat([Buffer.from([0x30, 0x84, 0, 0, inner.length >> 8, inner.length & 255]), inner]),
      Buffer.from([0x05, 0x00]),
    );
    for (const hostile of [
      nested,
      Buffer.from('3084ffffffff0609', 'hex'),
      Buffer.from('308006092a864886f70d010702a0803080', 'hex'),
      Buffer.from(`3080${'3080'.repeat(5_000)}`, 'hex'),
    ])
      expect(refusalOf(hostile)).toContain('No certificate was found in it.');
  });

  it('never throws, whatever is changed in it', async () => {
    const bundle = await pkcs7('DER');
    const seeds = [Buffer.from(root.certificate.pem + issuing.certificate.pem), Buffer.from(root.certificate.der), bundle];
    fc.assert(
      fc.property(
        fc.constantFrom(...seeds),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 8 }),
        fc.nat(),
        (seed, changes, cut) => {
          const bytes = Buffer.from(seed);
          for (const [place, value] of changes) bytes[place % bytes.length] = value;
          const result = readTrustFile(cut % 3 === 0 ? bytes.subarray(0, cut % bytes.length) : bytes);
          if (result.ok) expect(result.file.certificates.every(({ malformed }) => malformed === null)).toBe(true);
          else expect(result.message).not.toBe('');
        },
      ),
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => !readTrustFile(bytes).ok));
  });
});
