import { describe, expect, it } from 'vitest';
import { evidenceOfLeaf, evidenceWithoutCertificate } from '../testing/certificate-evidence.ts';
import { makeEvidence } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { hostNameNotInCertificate } from './host-name-not-in-certificate.ts';
import { hostNameOnlyInCommonName } from './host-name-only-in-common-name.ts';

const noMatch = { inSubjectAlternativeName: false, inCommonName: false, matched: null };
const legacy = { subjectCommonNames: ['lon-dc03.legacy.local'], dnsNames: ['lon-dc03.legacy.local', 'legacy.local'] };

describe('host-name-not-in-certificate', () => {
  it('names what is in the certificate and what clients look for', () => {
    expect(runRule(hostNameNotInCertificate, evidenceOfLeaf(legacy, noMatch))).toMatchObject({
      summary: 'The certificate is for lon-dc03.legacy.local and legacy.local, not for dc01.corp.example, the name that clients use.',
      facts: { host: 'dc01.corp.example', dnsNames: legacy.dnsNames, inCommonName: false },
      observations: [
        { label: 'Name that clients use', seen: 'dc01.corp.example' },
        { label: 'DNS names in the certificate', seen: 'lon-dc03.legacy.local and legacy.local', healthy: 'dc01.corp.example' },
        { label: 'IP addresses in the certificate', seen: 'none' },
        { label: 'Common name', seen: 'lon-dc03.legacy.local' },
      ],
    });
  });

  it('does not let the common name count beside DNS names, and says so', () => {
    const evidence = evidenceOfLeaf({ dnsNames: ['ldap.corp.example'] }, { ...noMatch, inCommonName: true });
    expect(runRule(hostNameNotInCertificate, evidence)).toMatchObject({
      summary: expect.stringContaining('It stands in the common name, which clients ignore beside DNS names.'),
    });
    expect(runRule(hostNameOnlyInCommonName, evidence)).toBeNull();
  });

  it('leaves a name that stands in the common name alone to its neighbour', () => {
    const evidence = evidenceOfLeaf({ dnsNames: [], hasSubjectAlternativeName: false }, { ...noMatch, inCommonName: true });
    expect(runRule(hostNameNotInCertificate, evidence)).toBeNull();
    expect(runRule(hostNameOnlyInCommonName, evidence)).not.toBeNull();
  });

  it('reports a certificate without any name', () => {
    const evidence = evidenceOfLeaf({ subject: '', subjectCommonNames: [], dnsNames: [] }, noMatch);
    expect(runRule(hostNameNotInCertificate, evidence)).toMatchObject({
      summary: 'The certificate holds no name at all, so none for dc01.corp.example, the name that clients use.',
    });
  });

  it('wants an IP address in the certificate for an IP literal, whatever the common name says', () => {
    const literal = { ...noMatch, host: '192.0.2.10', isIpAddress: true };
    expect(runRule(hostNameNotInCertificate, evidenceOfLeaf({ dnsNames: [] }, { ...literal, inCommonName: true }))).toMatchObject({
      summary: 'The certificate is for dc01.corp.example, and clients connect to the address 192.0.2.10, which is not in it.',
      observations: [{ label: 'Address that clients use', seen: '192.0.2.10' }, {}, { healthy: '192.0.2.10' }, {}],
    });
    expect(
      runRule(hostNameNotInCertificate, evidenceOfLeaf({ ipAddresses: ['192.0.2.10'] }, { ...literal, inSubjectAlternativeName: true })),
    ).toBeNull();
  });

  it('finds nothing where a name matches, and does not apply without a certificate', () => {
    expect(runRule(hostNameNotInCertificate, makeEvidence())).toBeNull();
    expect(runRule(hostNameNotInCertificate, evidenceWithoutCertificate())).toBe('not-applicable');
  });
});
