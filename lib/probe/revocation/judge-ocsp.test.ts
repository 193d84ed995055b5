import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Authority, createAuthority, type IssuedCertificate } from '../../simulation/certificate-factory.ts';
import { type OcspOptions, ocspError, signOcspResponse } from '../../simulation/revocation-ocsp.ts';
import { readCertificate } from '../x509/read-certificate.ts';
import { judgeOcsp } from './judge-ocsp.ts';

const at = new Date('2026-05-01T12:00:00Z');
const thisUpdate = new Date('2026-05-01T09:00:00Z');
const validity = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2027-01-01T00:00:00Z') };

let root: Authority;
let other: Authority;
let leaf: IssuedCertificate;
let delegate: IssuedCertificate;

beforeAll(async () => {
  root = await createAuthority(validity);
  other = await createAuthority({ ...validity, subject: 'CN=Other CA' });
  leaf = await root.issue(validity);
  delegate = await root.issue({ ...validity, subject: 'CN=Responder', extendedKeyUsage: ['1.3.6.1.5.5.7.3.9'], freshKey: true });
});

const judge = (bytes: Uint8Array, time = at) =>
  judgeOcsp(bytes, { kind: 'ocsp', address: 'http://ocsp.test/' }, readCertificate(leaf.der), readCertificate(root.certificate.der), time);
const say = (options: Partial<OcspOptions> = {}) =>
  signOcspResponse({ certificate: leaf.der, issuer: root.certificate, thisUpdate, ...options });

describe('judging an OCSP response', () => {
  it('tells a good certificate, with the times of the answer', async () => {
    expect(await judge(say())).toEqual({
      kind: 'ocsp',
      address: 'http://ocsp.test/',
      outcome: 'answered',
      status: 'good',
      thisUpdate: '2026-05-01T09:00:00.000Z',
      nextUpdate: '2026-05-02T09:00:00.000Z',
      revokedAt: null,
      reason: null,
      message: null,
    });
  });

  it('tells when and why a certificate was revoked', async () => {
    const revokedAt = new Date('2026-04-20T08:00:00Z');
    expect(await judge(say({ status: { revokedAt, reason: 1 } }))).toMatchObject({
      outcome: 'answered',
      status: 'revoked',
      revokedAt: revokedAt.toISOString(),
      reason: 'keyCompromise',
    });
    expect(await judge(say({ status: { revokedAt } }))).toMatchObject({ status: 'revoked', reason: null });
  });

  it('tells that the responder does not know the certificate', async () => {
    expect(await judge(say({ status: 'unknown' }))).toMatchObject({ outcome: 'answered', status: 'unknown' });
  });

  it('takes answers by name and by key, and hashes other than SHA-1', async () => {
    expect(await judge(say({ responderBy: 'name' }))).toMatchObject({ status: 'good' });
    expect(await judge(say({ identifierHash: 'sha256' }))).toMatchObject({ status: 'good' });
  });

  it('takes a delegate that the issuer certified for OCSP signing', async () => {
    expect(await judge(say({ delegate }))).toMatchObject({ outcome: 'answered', status: 'good' });
    expect(await judge(say({ delegate, responderBy: 'name' }))).toMatchObject({ outcome: 'answered', status: 'good' });
  });

  it('refuses a delegate without id-kp-OCSPSigning', async () => {
    const plain = await root.issue({ ...validity, subject: 'CN=Plain server', freshKey: true });
    const source = await judge(say({ delegate: plain }));
    expect(source).toMatchObject({ outcome: 'bad-signature', status: null });
    expect(source.message).toContain('id-kp-OCSPSigning');
  });

  it('refuses a delegate of another issuer, an expired one, and one that is not sent', async () => {
    const foreign = await other.issue({ ...validity, subject: 'CN=R', extendedKeyUsage: ['1.3.6.1.5.5.7.3.9'], freshKey: true });
    expect(await judge(say({ delegate: foreign }))).toMatchObject({ outcome: 'wrong-issuer', status: null });
    const expired = await root.issue({
      ...{ subject: 'CN=Old', extendedKeyUsage: ['1.3.6.1.5.5.7.3.9'], freshKey: true },
      ...{ notBefore: validity.notBefore, notAfter: new Date('2026-04-30T00:00:00Z') },
    });
    expect((await judge(say({ delegate: expired }))).message).toContain('not valid now');
    expect(await judge(say({ delegate, sendDelegate: false }))).toMatchObject({ outcome: 'bad-signature', status: null });
  });

  it('refuses a signature that does not fit', async () => {
    expect(await judge(say({ brokenSignature: true }))).toMatchObject({ outcome: 'bad-signature', status: null });
    expect(await judge(say({ brokenSignature: true, delegate }))).toMatchObject({ outcome: 'bad-signature', status: null });
  });

  it('refuses an answer signed by another authority', async () => {
    const source = await judge(
      signOcspResponse({ certificate: leaf.der, issuer: other.certificate, namedIssuer: root.certificate, thisUpdate }),
    );
    expect(source).toMatchObject({ outcome: 'bad-signature', status: null });
  });

  it('tells answers about another certificate and another issuer apart', async () => {
    expect(await judge(say({ serial: Uint8Array.of(1, 2, 3) }))).toMatchObject({ outcome: 'wrong-certificate', status: null });
    expect(await judge(say({ namedIssuer: other.certificate }))).toMatchObject({ outcome: 'wrong-issuer', status: null });
  });

  it('calls an answer stale five minutes after its end and before its beginning', async () => {
    const nextUpdate = new Date('2026-05-01T12:00:00Z');
    const minutesAfter = (minutes: number) => new Date(nextUpdate.getTime() + minutes * 60_000);
    expect(await judge(say({ nextUpdate }), minutesAfter(4))).toMatchObject({ outcome: 'answered' });
    expect(await judge(say({ nextUpdate }), minutesAfter(6))).toMatchObject({ outcome: 'stale', status: null });
    const minutesBefore = (minutes: number) => new Date(thisUpdate.getTime() - minutes * 60_000);
    expect(await judge(say(), minutesBefore(4))).toMatchObject({ outcome: 'answered' });
    expect(await judge(say(), minutesBefore(6))).toMatchObject({ outcome: 'stale', status: null });
  });

  it('believes an answer without a next update for a day', async () => {
    expect(await judge(say({ nextUpdate: null }))).toMatchObject({ outcome: 'answered', nextUpdate: null });
    expect(await judge(say({ nextUpdate: null }), new Date('2026-05-02T10:00:00Z'))).toMatchObject({ outcome: 'stale' });
  });

  it.each([
    [1, 'malformedRequest'],
    [2, 'internalError'],
    [3, 'tryLater'],
    [5, 'sigRequired'],
    [6, 'unauthorized'],
    [9, 'status 9'],
  ])('names the error %i of the responder', async (code, name) => {
    const source = await judge(ocspError(code));
    expect(source).toMatchObject({ outcome: 'responder-error', status: null });
    expect(source.message).toContain(name);
  });

  it('uses no answer with a critical extension that it does not understand', async () => {
    const critical = { type: '1.3.6.1.4.1.99999.1', critical: true, value: Uint8Array.of(5, 0) };
    expect(await judge(say({ extensions: [critical] }))).toMatchObject({ outcome: 'unsupported' });
    expect(await judge(say({ extensions: [{ ...critical, critical: false }] }))).toMatchObject({ outcome: 'answered' });
  });

  it('calls everything else malformed', async () => {
    for (const bytes of [new Uint8Array(), Buffer.from('<html>'), say().subarray(0, 200), ocspError(0)]) {
      expect(await judge(bytes)).toMatchObject({ outcome: 'malformed', status: null });
    }
  });

  it('never says good or revoked about an answer in which a byte was changed, and never rejects', async () => {
    const sound = say({ delegate });
    await fc.assert(
      fc.asyncProperty(fc.nat(sound.length - 1), fc.integer({ min: 1, max: 255 }), async (index, flip) => {
        const bytes = Uint8Array.from(sound);
        bytes[index] = (bytes[index] ?? 0) ^ flip;
        const source = await judge(bytes);
        // Parts that no signature covers, such as the certificates sent along, may change without harm.
        expect(['good', null]).toContain(source.status);
        if (source.status === 'good') expect(source.thisUpdate).toBe(thisUpdate.toISOString());
      }),
      { numRuns: 300 },
    );
  });

  it('survives any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect((await judge(bytes)).status).toBeNull();
      }),
    );
  });
});
