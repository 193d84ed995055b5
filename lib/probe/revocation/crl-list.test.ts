import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Authority, createAuthority, type IssuedCertificate } from '../../simulation/certificate-factory.ts';
import { encodeCount, encodeDer, encodeText } from '../../simulation/certificate-factory-der.ts';
import { type CrlOptions, scopeExtension, serialOf, signCrl } from '../../simulation/revocation-crl.ts';
import { Deadline } from '../deadline.ts';
import { readCertificate } from '../x509/read-certificate.ts';
import { judgeByCrl, openCrl } from './crl-list.ts';

const address = 'http://pki.test/root.crl';
const at = new Date('2026-05-01T12:00:00Z');
const thisUpdate = new Date('2026-05-01T09:00:00Z');

let root: Authority;
let leaf: IssuedCertificate;
let issuing: Authority;

beforeAll(async () => {
  root = await createAuthority();
  leaf = await root.issue({ crlAddresses: [address] });
  issuing = await root.intermediate({ crlAddresses: [address] });
});

async function judge(bytes: Uint8Array, certificate: IssuedCertificate = leaf, issuer: IssuedCertificate = root.certificate, time = at) {
  const list = await openCrl(bytes, readCertificate(issuer.der), 200_000, Deadline.after(5_000));
  return 'outcome' in list ? { ...list, status: null } : judgeByCrl(list, address, readCertificate(certificate.der), time);
}
const list = (options: CrlOptions = {}) => signCrl(root.certificate, { thisUpdate, ...options });
const someone = { serial: Uint8Array.of(0x11, 0x22) };

describe('judging by a CRL', () => {
  it('finds a certificate good that is not listed', async () => {
    expect(await judge(list({ revoked: [someone] }))).toEqual({
      kind: 'crl',
      address,
      outcome: 'answered',
      status: 'good',
      thisUpdate: '2026-05-01T09:00:00.000Z',
      nextUpdate: '2026-05-08T09:00:00.000Z',
      revokedAt: null,
      reason: null,
      message: null,
    });
    expect(await judge(list())).toMatchObject({ status: 'good' });
    expect(await judge(list({ version1: true, revoked: [someone] }))).toMatchObject({ status: 'good' });
  });

  it('tells when and why a listed certificate was revoked', async () => {
    const revokedAt = new Date('2026-04-20T08:30:15Z');
    const serial = serialOf(leaf.der);
    expect(await judge(list({ revoked: [someone, { serial, revokedAt, reason: 4 }] }))).toMatchObject({
      ...{ outcome: 'answered', status: 'revoked', revokedAt: revokedAt.toISOString(), reason: 'superseded' },
    });
    expect(await judge(list({ revoked: [{ serial, revokedAt }], version1: true }))).toMatchObject({ status: 'revoked', reason: null });
    const withZeros = Uint8Array.of(0, 0, ...serial);
    expect(await judge(list({ revoked: [{ serial: withZeros }] }))).toMatchObject({ status: 'revoked' });
  });

  it('does not take removeFromCRL for a revocation', async () => {
    expect(await judge(list({ revoked: [{ serial: serialOf(leaf.der), reason: 8 }] }))).toMatchObject({ status: 'good' });
  });

  it.each(['RSA-2048', 'P-384'] as const)('verifies the signature of %s keys', async (key) => {
    const authority = await createAuthority({ key });
    const certificate = await authority.issue();
    for (const hash of ['SHA-1', 'SHA-256', 'SHA-384'] as const) {
      const bytes = signCrl(authority.certificate, { thisUpdate, hash });
      expect(await judge(bytes, certificate, authority.certificate)).toMatchObject({ outcome: 'answered', status: 'good' });
    }
  });

  it('does not trust MD5', async () => {
    const authority = await createAuthority({ key: 'RSA-2048' });
    const bytes = signCrl(authority.certificate, { thisUpdate, hash: 'MD5' });
    expect(await judge(bytes, await authority.issue(), authority.certificate)).toMatchObject({ outcome: 'unsupported', status: null });
  });

  it('refuses a broken signature, another issuer, and another key of the same name', async () => {
    expect(await judge(list({ brokenSignature: true }))).toMatchObject({ outcome: 'bad-signature', status: null });
    const other = await createAuthority({ subject: 'CN=Other CA' });
    expect(await judge(signCrl(other.certificate, { thisUpdate }))).toMatchObject({ outcome: 'wrong-issuer', status: null });
    const renewed = await createAuthority();
    const keyIdentifier = { type: '2.5.29.35', value: encodeDer(0x30, encodeDer(0x80, Uint8Array.of(1, 2, 3))) };
    const source = await judge(signCrl(renewed.certificate, { thisUpdate, extensions: [keyIdentifier] }));
    expect(source).toMatchObject({ outcome: 'wrong-issuer', status: null });
    expect(source.message).toContain('another key of the same name');
  });

  it('refuses an issuer that may not sign lists', async () => {
    const authority = await createAuthority({ keyUsage: ['keyCertSign'] });
    const bytes = signCrl(authority.certificate, { thisUpdate });
    const source = await judge(bytes, await authority.issue(), authority.certificate);
    expect(source).toMatchObject({ outcome: 'wrong-issuer', status: null });
    expect(source.message).toContain('cRLSign');
  });

  it('calls a list stale five minutes after its next update and tells what it says', async () => {
    const nextUpdate = new Date('2026-05-01T12:00:00Z');
    const minutesAfter = (minutes: number) => new Date(nextUpdate.getTime() + minutes * 60_000);
    expect(await judge(list({ nextUpdate }), leaf, root.certificate, minutesAfter(4))).toMatchObject({ outcome: 'answered' });
    const stale = await judge(list({ nextUpdate, revoked: [{ serial: serialOf(leaf.der) }] }), leaf, root.certificate, minutesAfter(6));
    expect(stale).toMatchObject({ outcome: 'stale', status: null });
    expect(stale.message).toContain('revoked');
    const early = new Date(thisUpdate.getTime() - 6 * 60_000);
    expect(await judge(list(), leaf, root.certificate, early)).toMatchObject({ outcome: 'stale', status: null });
  });

  it('respects for which certificates the list speaks', async () => {
    const ofUsers = list({ extensions: [scopeExtension([1])] });
    expect(await judge(ofUsers)).toMatchObject({ outcome: 'answered', status: 'good' });
    expect(await judge(ofUsers, issuing.certificate)).toMatchObject({ outcome: 'wrong-certificate', status: null });
    const ofAuthorities = list({ extensions: [scopeExtension([2])] });
    expect(await judge(ofAuthorities)).toMatchObject({ outcome: 'wrong-certificate', status: null });
    expect(await judge(ofAuthorities, issuing.certificate)).toMatchObject({ outcome: 'answered', status: 'good' });
    expect(await judge(list({ extensions: [scopeExtension([5])] }))).toMatchObject({ outcome: 'wrong-certificate' });
    expect(await judge(list({ extensions: [scopeExtension([], address)] }))).toMatchObject({ outcome: 'answered' });
    expect(await judge(list({ extensions: [scopeExtension([], `${address}2`)] }))).toMatchObject({ outcome: 'wrong-certificate' });
  });

  it('says good of no certificate when the list tells some reasons only', async () => {
    const extensions = [scopeExtension([3])];
    expect(await judge(list({ extensions }))).toMatchObject({ outcome: 'answered', status: 'unknown' });
    expect(await judge(list({ extensions, revoked: [{ serial: serialOf(leaf.der) }] }))).toMatchObject({ status: 'revoked' });
  });

  it.each([
    ['an indirect CRL', scopeExtension([4])],
    ['a delta CRL', { type: '2.5.29.27', critical: true, value: encodeCount(3) }],
    ['an unknown critical extension', { type: '1.3.6.1.4.1.99999.1', critical: true, value: Uint8Array.of(5, 0) }],
  ])('does not use %s', async (_, extension) => {
    expect(await judge(list({ extensions: [extension] }))).toMatchObject({ outcome: 'unsupported', status: null });
  });

  it('does not use a list with an entry it does not understand', async () => {
    const extensions = [
      { type: '2.5.29.29', critical: true, value: encodeDer(0x30, encodeText(0x82, 'a.test')) },
      { type: '1.3.6.1.4.1.99999.1', critical: true, value: Uint8Array.of(5, 0) },
    ];
    for (const extension of extensions) {
      const revoked = [{ ...someone, extensions: [extension] }];
      expect(await judge(list({ revoked }))).toMatchObject({ outcome: 'unsupported', status: null });
    }
    const harmless = [{ ...someone, extensions: [{ type: '1.3.6.1.4.1.99999.1', value: Uint8Array.of(5, 0) }] }];
    expect(await judge(list({ revoked: harmless }))).toMatchObject({ outcome: 'answered', status: 'good' });
  });

  it('reads no more entries than it may', async () => {
    const revoked = [1, 2, 3].map((serial) => ({ serial: Uint8Array.of(serial) }));
    const issuer = readCertificate(root.certificate.der);
    expect(await openCrl(list({ revoked }), issuer, 3, Deadline.after(5_000))).toMatchObject({ revoked: { count: 3 } });
    expect(await openCrl(list({ revoked }), issuer, 2, Deadline.after(5_000))).toMatchObject({ outcome: 'too-large' });
    const released = revoked.map((entry) => ({ ...entry, reason: 8 }));
    expect(await openCrl(list({ revoked: released }), issuer, 2, Deadline.after(5_000))).toMatchObject({ outcome: 'too-large' });
  });

  it('stops reading entries when nobody waits any more or the time is over', async () => {
    const revoked = Array.from({ length: 25_000 }, (_, index) => ({ serial: Uint8Array.of(1, index >> 8, index & 0xff) }));
    const bytes = list({ revoked });
    const issuer = readCertificate(root.certificate.der);
    const stop = new AbortController();
    const reading = openCrl(bytes, issuer, 200_000, Deadline.after(60_000, stop.signal));
    stop.abort();
    expect(await reading).toMatchObject({ outcome: 'timeout' });
    expect(await openCrl(bytes, issuer, 200_000, Deadline.after(0))).toMatchObject({ outcome: 'timeout' });
    expect(await openCrl(bytes, issuer, 200_000, Deadline.after(60_000))).toMatchObject({ revoked: { count: 25_000 } });
  });

  it('says what is wrong with a list in PEM', async () => {
    const source = await judge(Buffer.from('-----BEGIN X509 CRL-----\nMIIB\n-----END X509 CRL-----\n'));
    expect(source).toMatchObject({ outcome: 'malformed' });
    expect(source.message).toContain('PEM');
  });

  it('never says anything about a list in which a byte was changed, and never rejects', async () => {
    const sound = list({ revoked: [someone, { serial: serialOf(leaf.der), reason: 1 }], extensions: [scopeExtension([1], address)] });
    await fc.assert(
      fc.asyncProperty(fc.nat(sound.length - 1), fc.integer({ min: 1, max: 255 }), async (index, flip) => {
        const bytes = Uint8Array.from(sound);
        bytes[index] = (bytes[index] ?? 0) ^ flip;
        expect((await judge(bytes)).status).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it('survives any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect((await judge(bytes)).status).toBeNull();
        expect((await judge(encodeDer(0x30, encodeDer(0x30, bytes), Uint8Array.of(0x30, 0), Uint8Array.of(3, 1, 0)))).status).toBeNull();
      }),
    );
  });
});
