import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSelfSigned } from '../../simulation/certificate-factory.ts';
import { encodeCount, encodeDer, encodeObjectIdentifier, encodeText } from '../../simulation/certificate-factory-der.ts';
import { certificateFacts } from '../evidence-certificate.ts';
import { microsoftExtension } from './microsoft-extensions.ts';
import { readCertificate } from './read-certificate.ts';

const guid = '8a5c2b10-1234-4cde-9f00-0123456789ab';
const sid = 'S-1-5-21-397955417-626881126-188441444-1103';
const templateId = '1.3.6.1.4.1.311.21.8.9297300.10481922.2378919.4036973.687234.60.1.33';
const nothing = {
  templateName: null,
  templateOid: null,
  templateMajorVersion: null,
  templateMinorVersion: null,
  applicationPolicies: null,
  objectGuid: null,
  sid: null,
  caVersion: null,
};

const openSsl = (pem: string, ...options: string[]): string => execFileSync('openssl', options, { input: pem, encoding: 'utf8' });

describe('what Microsoft’s enrolment writes into a certificate', () => {
  it('is read as Windows means it, and OpenSSL sees the same', async () => {
    const { der, pem } = await createSelfSigned({
      dnsNames: ['dc1.example.test'],
      objectGuid: guid,
      templateId,
      templateVersion: { major: 110, minor: 200 },
      applicationPolicies: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.2.3.5'],
      sid,
      caVersion: { certificate: 3, key: 2 },
      mustStaple: true,
    });
    const facts = readCertificate(der);
    expect(facts).toMatchObject({ malformed: null, mustStaple: true, unreadableExtensions: [], template: templateId });
    expect(facts.microsoft).toEqual({
      templateName: null,
      templateOid: templateId,
      templateMajorVersion: 110,
      templateMinorVersion: 200,
      applicationPolicies: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.2.3.5'],
      objectGuid: guid,
      sid,
      caVersion: '3.2',
    });
    const text = openSsl(pem, 'x509', '-noout', '-text');
    expect(text).toMatch(/TLS Feature:\s*\n\s*status_request/);
    expect(text).toContain('1.3.6.1.4.1.311.21.10');
    const elements = openSsl(pem, 'asn1parse');
    // The value of an extension as OpenSSL dumps it: the SID as text inside, and the GUID with its first three groups turned round.
    expect(elements).toContain(Buffer.from(sid, 'latin1').toString('hex').toUpperCase());
    expect(elements).toContain('102B5C8A3412DE4C9F000123456789AB');
  });

  it('is the name of a template of version 1', async () => {
    const { der, pem } = await createSelfSigned({ templateName: 'DomainController' });
    expect(readCertificate(der)).toMatchObject({
      template: 'DomainController',
      microsoft: { ...nothing, templateName: 'DomainController' },
    });
    expect(openSsl(pem, 'asn1parse')).toContain(Buffer.from('DomainController', 'utf16le').swap16().toString('hex').toUpperCase());
  });

  it('is null where none of it is there, in old evidence too', async () => {
    const facts = readCertificate((await createSelfSigned({ dnsNames: ['ldap.example.test'] })).der);
    expect(facts).toMatchObject({ microsoft: null, mustStaple: false, unreadableExtensions: [] });
    const { microsoft, mustStaple, unreadableExtensions, ...stored } = facts;
    expect(certificateFacts.parse(stored)).toEqual({ ...stored, microsoft, mustStaple, unreadableExtensions });
  });

  it('takes a template without versions', async () => {
    const value = encodeDer(0x30, encodeObjectIdentifier('1.2.3'));
    const { der } = await createSelfSigned({ extraExtensions: [{ type: microsoftExtension.templateInformation, value }] });
    expect(readCertificate(der).microsoft).toEqual({ ...nothing, templateOid: '1.2.3' });
  });
});

describe('a hostile value', () => {
  const sidName = (value: Uint8Array) =>
    encodeDer(0x30, encodeDer(0xa0, encodeObjectIdentifier('1.3.6.1.4.1.311.25.2.1'), encodeDer(0xa0, value)));

  it.each([
    ['a template name that is a number', microsoftExtension.templateName, encodeCount(7)],
    ['a template name of half a character', microsoftExtension.templateName, encodeDer(0x1e, Uint8Array.of(0))],
    ['a template without identifier', microsoftExtension.templateInformation, encodeDer(0x30)],
    [
      'a negative version',
      microsoftExtension.templateInformation,
      encodeDer(0x30, encodeObjectIdentifier('1.2.3'), encodeDer(2, Uint8Array.of(255))),
    ],
    [
      'a version above 32 bits',
      microsoftExtension.templateInformation,
      encodeDer(0x30, encodeObjectIdentifier('1.2.3'), encodeDer(2, Uint8Array.of(1, 0, 0, 0, 0))),
    ],
    ['policies that are no list', microsoftExtension.applicationPolicies, encodeText(0x0c, 'x')],
    ['a policy without identifier', microsoftExtension.applicationPolicies, encodeDer(0x30, encodeDer(0x30))],
    ['a SID that is none', microsoftExtension.ntdsSecurity, sidName(encodeText(0x04, 'S-1-5-21-<script>'))],
    ['a SID of the wrong type', microsoftExtension.ntdsSecurity, sidName(encodeText(0x0c, sid))],
    ['names without a SID', microsoftExtension.ntdsSecurity, encodeDer(0x30)],
    ['a CA version that is text', microsoftExtension.caVersion, encodeText(0x0c, '0.0')],
    ['TLS features that are no list', '1.3.6.1.5.5.7.1.24', encodeCount(5)],
    ['bytes that are no DER', microsoftExtension.caVersion, Uint8Array.of(0x30, 0x84)],
  ])('(%s) is told and counts as absent', async (_, type, value) => {
    const { der } = await createSelfSigned({ extraExtensions: [{ type, value }] });
    const facts = readCertificate(der);
    expect(facts).toMatchObject({ malformed: null, unreadableExtensions: [type], microsoft: null, mustStaple: false });
  });

  it('of any bytes at all never throws and gives facts of their form', async () => {
    const types = [...Object.values(microsoftExtension), '1.3.6.1.5.5.7.1.24'];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...types), fc.uint8Array({ maxLength: 60 }), async (type, value) => {
        const { der } = await createSelfSigned({ extraExtensions: [{ type, value }] });
        certificateFacts.parse(readCertificate(der));
      }),
      { numRuns: 60 },
    );
  });
});
