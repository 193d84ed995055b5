import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAuthority } from '../../simulation/certificate-factory.ts';
import { compareCertificates } from './compare-certificates.ts';

const from = new Date('2026-01-01T00:00:00Z');
const authority = await createAuthority({ subject: 'CN=Corp CA' });
const before = await authority.issue({
  ...{ dnsNames: ['dc01.corp.example', 'old.corp.example'], subject: 'CN=dc01.corp.example', notBefore: from, sid: 'S-1-5-21-1-2-3-4' },
  notAfter: new Date('2027-01-01T00:00:00Z'),
});
const after = await authority.issue({
  ...{ dnsNames: ['dc01.corp.example'], subject: 'CN=dc01.corp.example', notBefore: from, key: 'RSA-2048' as const },
  notAfter: new Date('2026-02-17T00:00:00Z'),
});

const shown = (one: Uint8Array, other: Uint8Array) =>
  Object.fromEntries(
    compareCertificates(one, other).map(({ label, one: left, other: right, differs }) => [label, { left, right, differs }]),
  );

describe('comparing two certificates', () => {
  it('marks the fields that differ, and only those', () => {
    const rows = shown(before.der, after.der);
    expect(rows.Subject).toMatchObject({ differs: false });
    expect(rows.Issuer).toMatchObject({ differs: false });
    expect(rows['Valid from']).toEqual({ left: [{ kind: 'time', text: from.toISOString() }], right: expect.anything(), differs: false });
    expect(rows['Valid to']).toMatchObject({ right: [{ kind: 'time', text: '2026-02-17T00:00:00.000Z' }], differs: true });
    expect(rows.Lifetime).toMatchObject({ left: [{ text: '365 days' }], right: [{ text: '47 days' }] });
    expect(rows.Key).toMatchObject({ differs: true, right: [{ text: 'RSA 2048 bits' }] });
    expect(rows['Subject alternative name (2.5.29.17)']).toMatchObject({
      left: [{ text: 'not critical' }, { text: 'DNS name: dc01.corp.example' }, { text: 'DNS name: old.corp.example' }],
      right: [{ text: 'not critical' }, { text: 'DNS name: dc01.corp.example' }],
      differs: true,
    });
    expect(rows['NTDS object (strong mapping, since May 2022) (1.3.6.1.4.1.311.25.2)']).toMatchObject({
      right: [{ text: 'not there' }],
      differs: true,
    });
  });

  it('finds no difference between a certificate and itself', () => {
    expect(compareCertificates(before.der, before.der).filter(({ differs }) => differs)).toEqual([]);
  });

  it('says that one of them cannot be read', () => {
    expect(shown(before.der, Uint8Array.of(1)).Unreadable).toMatchObject({ left: [{ text: 'no' }], differs: true });
  });

  it('never throws, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(before.der.length - 1), fc.nat(255)), { maxLength: 5 }), (changes) => {
        const bytes = Uint8Array.from(before.der);
        for (const [at, value] of changes) bytes[at] = value;
        const rows = compareCertificates(before.der, bytes);
        expect(rows.some(({ differs }) => differs)).toBe(Buffer.compare(bytes, before.der) !== 0);
      }),
      { numRuns: 200 },
    );
  });
});
