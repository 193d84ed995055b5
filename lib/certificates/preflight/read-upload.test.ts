import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Authority, certificatePem, createAuthority, type IssuedCertificate } from '#lib/simulation/certificate-factory.ts';
import { MOST_CERTIFICATES } from './bounds.ts';
import { belongsTogether } from './read-private-key.ts';
import { readRequest } from './read-request.ts';
import { readUpload, type Upload } from './read-upload.ts';
import { makePfx, openssl, protections } from './testing/openssl.ts';

let root: Authority;
let issuing: Authority;
let leaf: IssuedCertificate;
let pfx: Buffer;
let request: Buffer;
let bundle: Buffer;
beforeAll(async () => {
  root = await createAuthority();
  issuing = await root.intermediate();
  leaf = await issuing.issue({ dnsNames: ['dc01.corp.example'] });
  pfx = await makePfx(leaf, { password: 'a', protection: protections.aes });
  request = await openssl(
    ['req', '-new', '-key', 'key.pem', '-subj', '/CN=dc01.corp.example', '-outform', 'DER', '-out', 'made.csr'],
    { 'key.pem': leaf.keyPem },
    'made.csr',
  );
  bundle = await openssl(
    ['crl2pkcs7', '-nocrl', '-certfile', 'chain.pem', '-outform', 'DER', '-out', 'made.p7b'],
    { 'chain.pem': leaf.chainPem },
    'made.p7b',
  );
});

const read = (content: string | Uint8Array): Upload => {
  const result = readUpload(typeof content === 'string' ? Buffer.from(content) : content);
  if (!result.ok) throw new Error(result.message);
  return result.upload;
};
const certificatesOf = (content: string | Uint8Array) => {
  const upload = read(content);
  if (upload.kind !== 'certificates') throw new Error(`This is ${upload.kind}.`);
  return upload;
};
const refused = (content: string | Uint8Array): string => {
  const result = readUpload(typeof content === 'string' ? Buffer.from(content) : content);
  if (result.ok) throw new Error(`Taken for ${result.upload.kind}.`);
  return result.message;
};
const pem = (label: string, der: Uint8Array) => certificatePem(der).replaceAll('CERTIFICATE', label);

describe('an upload is what its bytes are', () => {
  it('a certificate, in DER, PEM, bare base64 and the UTF-16 of PowerShell', () => {
    const base64 = Buffer.from(leaf.der).toString('base64');
    for (const content of [leaf.der, leaf.pem, base64, Buffer.from(`\uFEFF${leaf.pem}`, 'utf16le'), `Bag Attributes\n${leaf.pem}`])
      expect(certificatesOf(content).certificates.map((der) => Buffer.from(der))).toEqual([Buffer.from(leaf.der)]);
  });

  it('a chain in the order of the file, each certificate once', () => {
    const upload = certificatesOf(`${leaf.chainPem}${leaf.pem}`);
    expect(upload.certificates.map((der) => Buffer.from(der))).toEqual(leaf.chain.map((der) => Buffer.from(der)));
    expect(upload.notes).toEqual(['1 certificate is in it more than once.']);
  });

  it('a PKCS #7 bundle, in DER and PEM', () => {
    for (const content of [bundle, pem('PKCS7', bundle)]) expect(certificatesOf(content).certificates).toHaveLength(2);
    expect(certificatesOf(bundle).form).toBe('PKCS #7');
  });

  it('a PFX file', () => {
    expect(read(pfx).kind).toBe('pfx');
  });

  it('a certificate request, in DER and under both of its PEM labels', () => {
    for (const content of [request, pem('CERTIFICATE REQUEST', request), pem('NEW CERTIFICATE REQUEST', request)])
      expect(read(content)).toMatchObject({ kind: 'request', der: request });
  });

  it('a certificate beside its private key, whatever form the key has', async () => {
    const rsa = await issuing.issue({ dnsNames: ['dc02.corp.example'], key: 'RSA-2048' });
    const pkcs1 = await openssl(['rsa', '-in', 'key.pem', '-traditional', '-out', 'old.pem'], { 'key.pem': rsa.keyPem }, 'old.pem');
    const sec1 = await openssl(['ec', '-in', 'key.pem', '-out', 'old.pem'], { 'key.pem': leaf.keyPem }, 'old.pem');
    expect(sec1.toString()).toContain('EC PRIVATE KEY');
    for (const [certificate, key] of [
      [rsa, rsa.keyPem],
      [rsa, pkcs1.toString()],
      [leaf, leaf.keyPem],
      [leaf, sec1.toString()],
    ] as const) {
      const upload = certificatesOf(`${key}${certificate.pem}`);
      expect(upload.key?.ok && belongsTogether(upload.key.key, certificate.der)).toBe(true);
    }
  });

  it('an encrypted key is told, and no password is asked for it', async () => {
    const encrypted = await openssl(
      ['pkcs8', '-topk8', '-in', 'key.pem', '-passout', 'pass:a', '-out', 'encrypted.pem'],
      { 'key.pem': leaf.keyPem },
      'encrypted.pem',
    );
    expect(certificatesOf(`${leaf.pem}${encrypted}`).key).toMatchObject({ ok: false, because: expect.stringContaining('encrypted') });
    expect(refused(encrypted)).toMatch(/^This is an encrypted private key without a certificate\./);
  });
});

describe('what is not taken is named', () => {
  it.each([
    ['a JKS key store', Buffer.from('feedfeed00000002', 'hex'), /^This is a JKS key store of Java/],
    ['a ZIP archive', Buffer.from('504b030414000000', 'hex'), /^This is a ZIP archive/],
    ['nothing', Buffer.alloc(0), /^The file is empty/],
    ['prose', Buffer.from('Dear colleague, please find attached the certificate.'), /^This is neither PEM text nor/],
    ['half a block', Buffer.from('-----BEGIN CERTIFICATE-----\nMIIB\n??\n'), /cut off or holds something other than base64/],
    ['too much', Buffer.alloc(1_048_577), /^The file has 1025 kB/],
  ])('%s', (_name, bytes, words) => {
    expect(refused(bytes)).toMatch(words);
    expect(refused(bytes)).toContain('A certificate or a chain (PEM, DER or PKCS #7)');
  });

  it('a private key alone, in PEM and DER', async () => {
    const der = await openssl(['pkey', '-in', 'key.pem', '-outform', 'DER', '-out', 'key.der'], { 'key.pem': leaf.keyPem }, 'key.der');
    for (const content of [leaf.keyPem, der]) expect(refused(content)).toMatch(/^This is a private key without a certificate/);
  });

  it('more certificates than are looked at', async () => {
    const many = await Promise.all(Array.from({ length: MOST_CERTIFICATES + 1 }, () => issuing.issue({ dnsNames: ['dc01.corp.example'] })));
    expect(refused(many.map((one) => one.pem).join(''))).toMatch(/^There are 51 certificates in it; at most 50 are looked at\./);
  });
});

describe('a hostile upload', () => {
  it('never throws and never hangs, whatever of it is changed', { timeout: 60_000 }, async () => {
    const files = [pfx, request, bundle, leaf.der, Buffer.from(leaf.chainPem), Buffer.from(`${leaf.pem}${leaf.keyPem}`)];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 8 }),
        fc.nat(),
        async (file, changes, cut) => {
          const bytes = Uint8Array.from(file);
          for (const [place, value] of changes) bytes[place % bytes.length] = value;
          const result = readUpload(cut % 3 === 0 ? bytes.subarray(0, cut % bytes.length) : bytes);
          if (result.ok && result.upload.kind === 'request') expect(typeof (await readRequest(result.upload.der)).ok).toBe('boolean');
        },
      ),
      { numRuns: 1_500 },
    );
  });

  it('of random bytes that begin like DER is read or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => typeof readUpload(Uint8Array.of(0x30, 0x80, ...bytes)).ok === 'boolean'),
    );
  });

  it('nested without end is refused', () => {
    expect(refused(Buffer.alloc(1_000_000, Buffer.from('3080', 'hex')))).toMatch(/^This is neither/);
    expect(refused(`-----BEGIN ${'-----BEGIN '.repeat(80_000)}`)).toContain('can be checked');
  });
});
