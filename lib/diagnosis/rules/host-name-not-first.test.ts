import { describe, expect, it } from 'vitest';
import { evidenceOfLeaf, evidenceWithoutCertificate } from '../testing/certificate-evidence.ts';
import { domainControllerRootDse, evidenceOf, makeAttempt, makeEvidence } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { hostNameNotFirst } from './host-name-not-first.ts';

const second = { subjectCommonNames: [], dnsNames: ['corp.example', 'dc01.corp.example'] };
const inNamesAlone = { inCommonName: false, matched: 'dc01.corp.example' };

describe('host-name-not-first', () => {
  it('notes a name that stands behind another one', () => {
    expect(runRule(hostNameNotFirst, evidenceOfLeaf(second, inNamesAlone))).toMatchObject({
      summary:
        'dc01.corp.example stands in the certificate, but after corp.example: one article of Microsoft asks for it as subject or as first name.',
      facts: { firstDnsName: 'corp.example' },
      observations: [{ seen: 'corp.example and dc01.corp.example' }, { seen: 'none' }],
    });
  });

  it('is content with the common name, and with the first name in any case of letters', () => {
    expect(runRule(hostNameNotFirst, evidenceOfLeaf(second))).toBeNull();
    const first = { subjectCommonNames: [], dnsNames: ['DC01.corp.example', 'corp.example'] };
    expect(runRule(hostNameNotFirst, evidenceOfLeaf(first, inNamesAlone))).toBeNull();
    expect(runRule(hostNameNotFirst, makeEvidence())).toBeNull();
  });

  it('leaves a name that is missing altogether to another rule', () => {
    const missing = { inSubjectAlternativeName: false, inCommonName: false, matched: null };
    expect(runRule(hostNameNotFirst, evidenceOfLeaf({ dnsNames: ['a.corp.example'] }, missing))).toBeNull();
  });

  it('does not judge names for a whole domain, aliases of another server, addresses, or a server without a certificate', () => {
    const evidence = evidenceOfLeaf(second, inNamesAlone);
    expect(runRule(hostNameNotFirst, evidence, { subject: { standsForDomain: true } })).toBe('not-applicable');
    const rootDse = { ...domainControllerRootDse, dnsHostName: ['dc02.corp.example'] };
    const alias = evidenceOf(makeAttempt({ directory: { status: 'ok', data: { rootDse } } }));
    expect(runRule(hostNameNotFirst, alias)).toBe('not-applicable');
    expect(runRule(hostNameNotFirst, evidenceOfLeaf(second, { isIpAddress: true }))).toBe('not-applicable');
    expect(runRule(hostNameNotFirst, evidenceWithoutCertificate())).toBe('not-applicable');
  });

  it('is asked of domain controllers alone', () => {
    expect(hostNameNotFirst.profiles).toEqual(['ad-ds']);
  });
});
