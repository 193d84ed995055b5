import { describe, expect, it } from 'vitest';
import { createAuthority } from '#lib/simulation/certificate-factory.ts';
import { openssl } from '../preflight/testing/openssl.ts';
import { readTrustFile } from './read-trust-file.ts';
import { writePkcs7 } from './write-pkcs7.ts';

describe('a PKCS #7 bundle', () => {
  it('is read by OpenSSL, and by ourselves, as what was put in', async () => {
    const root = await createAuthority({ subject: 'CN=Corp Root CA' });
    const issuing = await root.intermediate({ subject: 'CN=Corp Issuing CA' });
    const bundle = writePkcs7([root.certificate.der, issuing.certificate.der]);
    const printed = await openssl(
      ['pkcs7', '-inform', 'DER', '-in', 'b.p7b', '-print_certs', '-out', 'made.pem'],
      { 'b.p7b': bundle },
      'made.pem',
    );
    const read = readTrustFile(printed);
    expect(read.ok && read.file.certificates.map(({ sha256 }) => sha256)).toEqual([root.certificate.sha256, issuing.certificate.sha256]);
    const own = readTrustFile(bundle);
    expect(own.ok && own.file.certificates.map(({ subject }) => subject)).toEqual(['CN=Corp Root CA', 'CN=Corp Issuing CA']);
  });
});
