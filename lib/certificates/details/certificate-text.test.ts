import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSelfSigned } from '../../simulation/certificate-factory.ts';
import { certificateText } from './certificate-text.ts';

const { der, sha256 } = await createSelfSigned({
  ...{
    subject: 'CN=dc01.corp.example,DC=corp,DC=example',
    dnsNames: ['dc01.corp.example'],
    templateName: 'DomainController',
    serialNumber: '0a1b',
  },
  ...{ notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2027-01-01T00:00:00Z') },
});

it('tells every fact on a line of its own, times in UTC', () => {
  const text = certificateText(der);
  for (const line of [
    'Subject:                CN=dc01.corp.example,DC=corp,DC=example',
    'Serial number:          0a1b',
    'Valid to:               2027-01-01T00:00:00Z',
    `SHA-256:                ${sha256}`,
    'Subject alternative name (2.5.29.17)',
    '    dc01.corp.example',
    'Certificate template name (version 1 templates) (1.3.6.1.4.1.311.20.2)',
    '    DomainController',
  ])
    expect(text.split('\n')).toContain(line);
});

it('is made of any bytes, and holds no control characters but line ends', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(der.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 }), (changes) => {
      const bytes = Uint8Array.from(der);
      for (const [at, value] of changes) bytes[at] = value;
      const text = certificateText(bytes);
      expect(text.startsWith('Certificate\n')).toBe(true);
      expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    }),
    { numRuns: 200 },
  );
});
