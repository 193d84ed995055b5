import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeCertificate, makeIssuer } from '../diagnosis/testing/evidence-factory.ts';
import type { CertificateFacts } from '../probe/evidence.ts';
import { readCertificate } from '../probe/x509/read-certificate.ts';
import { createSelfSigned } from '../simulation/certificate-factory.ts';
import { certificateColumns, READ_VERSION } from './certificate-columns.ts';

const columnsOf = (facts: CertificateFacts) => certificateColumns(facts, Buffer.from(facts.der, 'base64'));

describe('the columns of a certificate', () => {
  it('are what lists show: name, issuer, thumbprint, signature, template', () => {
    const facts = makeCertificate({ signature: { algorithm: 'RSA', hash: 'SHA-256' }, ipAddresses: ['192.0.2.10'] });
    expect(columnsOf(facts)).toMatchObject({
      readVersion: READ_VERSION,
      sha1: createHash('sha1').update(Buffer.from(facts.der, 'base64')).digest('hex'),
      name: 'dc01.corp.example',
      issuerName: 'Corp Issuing CA',
      ipAddresses: ['192.0.2.10'],
      signature: 'RSA SHA-256',
      template: 'Kerberos Authentication',
      isCa: false,
    });
    expect(columnsOf(makeIssuer())).toMatchObject({ name: 'Corp Issuing CA', isCa: true });
    expect(columnsOf(makeCertificate({ signature: { algorithm: 'Ed25519', hash: null } })).signature).toBe('Ed25519');
  });

  it('name a certificate without a common name by its first DNS name, its subject, its address or its fingerprint', () => {
    const unnamed = makeCertificate({ subjectCommonNames: [], dnsNames: [], subject: '' });
    expect(columnsOf({ ...unnamed, dnsNames: ['dc02.corp.example'], subject: 'O=Corp' }).name).toBe('dc02.corp.example');
    expect(columnsOf({ ...unnamed, subject: 'O=Corp' }).name).toBe('O=Corp');
    expect(columnsOf({ ...unnamed, ipAddresses: ['192.0.2.10'] }).name).toBe('192.0.2.10');
    expect(columnsOf(unnamed).name).toBe(unnamed.sha256.slice(0, 16));
    expect(columnsOf({ ...unnamed, issuerCommonName: null, issuer: 'O=Corp' }).issuerName).toBe('O=Corp');
  });

  it('let a search find it by any name, number and fingerprint in lower case, each on its own', () => {
    const { searchText } = columnsOf(
      makeCertificate({ dnsNames: ['DC01.Corp.Example', 'ldap.corp.example'], otherNames: ['upn:DC01$@corp'] }),
    );
    for (const text of [
      'dc01.corp.example',
      'ldap.corp.example',
      'cn=corp issuing ca',
      '4a01',
      'a1a1a1',
      'kerberos auth',
      'upn:dc01$@corp',
    ])
      expect(searchText).toContain(text);
    expect(searchText).not.toContain('exampleldap');
    expect(searchText).toBe(searchText.toLowerCase());
  });

  it('are bounded for a certificate with thousands of names', () => {
    const dnsNames = Array.from({ length: 5_000 }, (_, index) => `host-${index}.corp.example`);
    expect(columnsOf(makeCertificate({ dnsNames })).searchText.length).toBeLessThanOrEqual(8_000);
  });

  it('are read from the bytes of a certificate too', async () => {
    const certificate = await createSelfSigned({ dnsNames: ['dc01.corp.test'] });
    const facts = readCertificate(certificate.der);
    expect(columnsOf(facts)).toMatchObject({ name: 'dc01.corp.test', signature: expect.stringMatching(/^(RSA|ECDSA) SHA-256$/) });
    expect(columnsOf(readCertificate(Buffer.from('no certificate')))).toMatchObject({ issuerName: '', signature: '', template: null });
  });
});
