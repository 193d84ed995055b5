import { describe, expect, it } from 'vitest';
import { createAuthority } from '../../../simulation/certificate-factory.ts';
import { readCertificate } from '../../x509/read-certificate.ts';
import { createTrustAnchors } from '../../x509/trust-anchors.ts';
import { pathOf } from './revocation.ts';

describe('the path whose revocation is asked about', () => {
  it('is trusted when it comes down from an anchor with every signature proven', async () => {
    const root = await createAuthority({ subject: 'CN=Root' });
    const issuing = await root.intermediate();
    const leaf = readCertificate((await issuing.issue()).der);
    const sent = [leaf, readCertificate(issuing.certificate.der)];
    const anchors = createTrustAnchors([{ store: 'corp', pem: root.certificate.pem }]);
    const { certificates, trusted } = pathOf(sent, anchors);
    expect(trusted).toBe(true);
    expect(certificates.map(({ sha256 }) => sha256)).toEqual([...sent.map(({ sha256 }) => sha256), root.certificate.sha256]);
    expect(pathOf(sent, createTrustAnchors([])).trusted).toBe(false);
    expect(pathOf([leaf], anchors).trusted).toBe(false);
  });

  it('is not trusted for bearing the name of an anchor that did not sign it', async () => {
    const [root, impostor] = await Promise.all([
      createAuthority({ subject: 'CN=Root' }),
      createAuthority({ subject: 'CN=Root', freshKey: true }),
    ]);
    const forged = readCertificate((await impostor.issue()).der);
    const anchors = createTrustAnchors([{ store: 'corp', pem: root.certificate.pem }]);
    expect(pathOf([forged], anchors).trusted).toBe(false);
    expect(pathOf([forged, readCertificate(root.certificate.der)], anchors).trusted).toBe(false);
  });

  it('is not trusted when a server certificate plays the authority', async () => {
    const root = await createAuthority({ subject: 'CN=Root' });
    const pretender = await root.intermediate({ isAuthority: false, subject: 'CN=web.corp.example' });
    const sent = [await pretender.issue(), pretender.certificate].map(({ der }) => readCertificate(der));
    expect(pathOf(sent, createTrustAnchors([{ store: 'corp', pem: root.certificate.pem }])).trusted).toBe(false);
  });
});
