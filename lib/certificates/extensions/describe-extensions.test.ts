import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSelfSigned } from '../../simulation/certificate-factory.ts';
import { encodeCount, encodeDer, encodeObjectIdentifier, encodeText } from '../../simulation/certificate-factory-der.ts';
import { describeExtensions } from './describe-extensions.ts';

/** A certificate that OpenSSL makes from its own configuration, so that another program wrote what is read here. */
function openSslCertificate(extensions: string): Uint8Array {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'p636-extensions-'));
  try {
    const config = path.join(folder, 'openssl.cnf');
    writeFileSync(config, `[req]\ndistinguished_name = dn\nx509_extensions = ext\nprompt = no\n[dn]\nCN = Corp CA\n[ext]\n${extensions}\n`);
    const options = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-keyout',
      path.join(folder, 'key.pem'),
    ];
    return execFileSync('openssl', [...options, '-config', config, '-outform', 'DER'], { stdio: ['ignore', 'pipe', 'ignore'] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each extension as one text: `name (critical): label = value, value; label = value`. */
function texts(der: Uint8Array): string[] {
  const { extensions, fault } = describeExtensions(der);
  expect(fault).toBeNull();
  return extensions.map(({ oid, name, critical, lines, fault: broken }) => {
    const said = lines.map(({ label, values }) => `${label} = ${values.join(', ')}`).join('; ');
    return `${name ?? oid}${critical ? ' (critical)' : ''}: ${said}${broken === null ? '' : ` [${broken}]`}`;
  });
}

const everything = `
basicConstraints = critical, CA:TRUE, pathlen:1
keyUsage = critical, keyCertSign, cRLSign, digitalSignature
extendedKeyUsage = serverAuth, 1.3.6.1.5.2.3.5, 1.2.3.4.5
subjectAltName = DNS:dc1.corp.example, DNS:*.corp.example, IP:10.1.2.3, IP:2001:db8::1, email:ca@corp.example, URI:https://corp.example/x, otherName:1.3.6.1.4.1.311.20.2.3;UTF8:dc1@corp.example, RID:1.2.3.4
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid, issuer:always
authorityInfoAccess = OCSP;URI:http://ocsp.corp.example, caIssuers;URI:http://pki.corp.example/ca.crt
crlDistributionPoints = point
nameConstraints = critical, permitted;DNS:corp.example, permitted;IP:10.0.0.0/255.0.0.0, excluded;email:example.org
certificatePolicies = 2.23.140.1.2.1, 1.3.6.1.4.1.311.21.8.1.2.3.1.402, @policy
policyConstraints = requireExplicitPolicy:3, inhibitPolicyMapping:1
inhibitAnyPolicy = 2
tlsfeature = status_request
noCheck = ignored
nsComment = made by hand
1.2.3.4.5.6 = ASN1:UTF8String:unknown
[point]
fullname = URI:http://pki.corp.example/ca.crl
reasons = keyCompromise, CACompromise
[policy]
policyIdentifier = 1.3.5.8
CPS.1 = https://pki.corp.example/cps
userNotice.1 = @notice
[notice]
explicitText = UTF8:For this company alone
organization = Corp
noticeNumbers = 1, 4`;

describe('extensions in words', () => {
  it('tell everything that OpenSSL can write', () => {
    const said = texts(openSslCertificate(everything));
    expect(said.filter((text) => !/key identifier/.test(text))).toEqual([
      'Basic constraints (critical): Certification authority = yes: it may sign certificates; Path length = at most 1 further authority below it',
      'Key usage (critical): The key is for = digital signature (digitalSignature), signing certificates (keyCertSign), signing revocation lists (cRLSign)',
      'Extended key usage: The certificate is for = Server Authentication (1.3.6.1.5.5.7.3.1), KDC Authentication (1.3.6.1.5.2.3.5), 1.2.3.4.5',
      'Subject alternative name: DNS name = dc1.corp.example, *.corp.example; IP address = 10.1.2.3, 2001:db8::1; User principal name = dc1@corp.example; Email address = ca@corp.example; Address (URI) = https://corp.example/x; Registered identifier = 1.2.3.4',
      'Authority information access: Online status (OCSP) = http://ocsp.corp.example; Certificate of the issuer = http://pki.corp.example/ca.crt',
      'CRL distribution points: Revocation list = http://pki.corp.example/ca.crl; Only for = key compromise, authority compromise',
      'Name constraints (critical): Permitted below it = DNS name: corp.example, IP addresses: 10.0.0.0/8; Excluded below it = Email address: example.org',
      'Certificate policies: Policy = domain validated (2.23.140.1.2.1); Policy = high assurance in this enterprise (1.3.6.1.4.1.311.21.8.1.2.3.1.402); Policy = 1.3.5.8; Practice statement (CPS) = https://pki.corp.example/cps; Notice to users = number 1, 4 of Corp; Notice to users = For this company alone',
      'Policy constraints: Policies required = after 3 certificates; Mapping inhibited = after 1 certificate',
      'Inhibit any policy: Any policy = not accepted after 2 certificates',
      'TLS feature: Features that the server has to offer = status_request: the server has to staple an OCSP answer (must staple)',
      'OCSP no check: Revocation = this signer of OCSP answers is not itself checked for revocation',
      'Netscape comment (obsolete): Comment = made by hand',
      '1.2.3.4.5.6: Bytes = 0c07756e6b6e6f776e',
    ]);
    const identifiers = said.filter((text) => /key identifier/.test(text));
    expect(identifiers[0]).toMatch(/^Subject key identifier: Key = [0-9a-f]{40}$/);
    expect(identifiers[1]).toMatch(
      /^Authority key identifier: (?:Key of the issuer = [0-9a-f]{40}; )?Issuer of the issuer = Directory name: CN=Corp CA; Serial number of the issuer = [0-9a-f]+$/,
    );
  });

  it('tell what Microsoft’s enrolment writes', async () => {
    const { der } = await createSelfSigned({
      dnsNames: [],
      templateName: 'DomainController',
      templateId: '1.3.6.1.4.1.311.21.8.1.2.3',
      templateVersion: { major: 110, minor: 2 },
      applicationPolicies: ['1.3.6.1.5.5.7.3.1'],
      sid: 'S-1-5-21-1-2-3-1103',
      objectGuid: '8a5c2b10-1234-4cde-9f00-0123456789ab',
      caVersion: { certificate: 3, key: 2 },
      withoutKeyIdentifiers: true,
      extraExtensions: [
        { type: '1.3.6.1.4.1.311.21.2', value: encodeDer(0x04, Uint8Array.of(0xab, 0xcd)) },
        {
          type: '1.2.840.113549.1.9.15',
          value: encodeDer(0x30, encodeDer(0x30, encodeObjectIdentifier('1.2.840.113549.3.2'), encodeCount(128))),
        },
        { type: '2.5.29.16', value: encodeDer(0x30, encodeText(0x80, '20260101000000Z'), encodeText(0x81, '99991231235959Z')) },
      ],
    });
    const said = texts(der);
    expect(said).toEqual(
      expect.arrayContaining([
        'Subject alternative name: Directory object (objectGUID) = 8a5c2b10-1234-4cde-9f00-0123456789ab',
        'Certificate template name (version 1 templates): Template = DomainController',
        'Certificate template: Template = 1.3.6.1.4.1.311.21.8.1.2.3; Version of the template = 110.2',
        'Application policies: The certificate is for = Server Authentication (1.3.6.1.5.5.7.3.1)',
        'NTDS object (strong mapping, since May 2022): Security identifier of the account = S-1-5-21-1-2-3-1103',
        'CA version: Version = 3.2: certificate 3 of this authority, key 2, both counted from 0',
        'Previous CA certificate hash: SHA-1 of the certificate before = abcd',
        'S/MIME capabilities: Ciphers for mail = RC2 with 128 bits',
        'Private key usage period: Private key used from = 2026-01-01T00:00:00.000Z; Private key used to = 9999-12-31T23:59:59.000Z',
      ]),
    );
  });

  it('tell the logs and times of signed certificate timestamps', async () => {
    const stamp = Buffer.concat([
      Uint8Array.of(0),
      Buffer.alloc(32, 0xa1),
      Buffer.from('0000019000000000', 'hex'),
      Buffer.from('00000403000100', 'hex'),
    ]);
    const length = (bytes: Uint8Array) => Buffer.concat([Uint8Array.of(bytes.length >> 8, bytes.length & 0xff), bytes]);
    const { der } = await createSelfSigned({
      withoutKeyIdentifiers: true,
      extraExtensions: [{ type: '1.3.6.1.4.1.11129.2.4.2', value: encodeDer(0x04, length(Buffer.concat([length(stamp), length(stamp)]))) }],
    });
    const at = new Date(0x019000000000).toISOString();
    const one = `Log = ${'a1'.repeat(32)}; Logged at = ${at}`;
    expect(texts(der)).toContain(`Signed certificate timestamps: ${one}; ${one}`);
  });

  it('show a Kerberos principal as people write it, and its bytes when it is none', async () => {
    const general = (text: string) => encodeText(0x1b, text);
    const principal = encodeDer(
      0x30,
      encodeDer(0xa0, general('CORP.EXAMPLE')),
      encodeDer(
        0xa1,
        encodeDer(0x30, encodeDer(0xa0, encodeCount(1)), encodeDer(0xa1, encodeDer(0x30, general('krbtgt'), general('CORP.EXAMPLE')))),
      ),
    );
    const names = [principal, encodeCount(7)].map((value) => ({ type: '1.3.6.1.5.2.2', value }));
    const { der } = await createSelfSigned({ dnsNames: [], otherNames: names });
    expect(texts(der)).toContain('Subject alternative name: Kerberos principal = krbtgt/CORP.EXAMPLE@CORP.EXAMPLE, 1.3.6.1.5.2.2:020107');
  });

  it('show the bytes of an extension that is not of its form, beside the others', async () => {
    const { der } = await createSelfSigned({
      withoutKeyIdentifiers: true,
      extraExtensions: [
        { type: '2.5.29.32', value: encodeCount(5) },
        { type: '2.5.29.16', value: encodeDer(0x30, encodeText(0x80, '20260231000000Z')) },
      ],
    });
    const said = texts(der);
    expect(said).toContain('Certificate policies: Bytes = 020105 [It has a list of policies of the wrong type.]');
    expect(said.find((text) => text.startsWith('Private key usage period'))).toContain('[It has a notBefore time that no calendar knows.]');
  });

  it('say so where there is no certificate', () => {
    expect(describeExtensions(Uint8Array.of(1, 2, 3))).toMatchObject({ extensions: [], fault: expect.stringMatching(/^The certificate /) });
  });
});

it('never throws over a damaged certificate, and shows a bounded text', () => {
  const sound = openSslCertificate(everything);
  const damage = fc.array(fc.record({ at: fc.nat(sound.length - 1), value: fc.nat(255) }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(damage, fc.nat(sound.length), (changes, cut) => {
      const bytes = Uint8Array.from(sound);
      for (const { at, value } of changes) bytes[at] = value;
      for (const candidate of [bytes, bytes.subarray(0, cut)]) {
        const { extensions } = describeExtensions(candidate);
        expect(JSON.stringify(extensions).length).toBeLessThan(100_000);
      }
    }),
    { numRuns: 400 },
  );
});
