import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSelfSigned } from '../../simulation/certificate-factory.ts';
import { serialOf, signCrl } from '../../simulation/revocation-crl.ts';
import { ocspError, signOcspResponse } from '../../simulation/revocation-ocsp.ts';
import { labUpdate, neverAborted, type RevocationLab, startRevocationLab } from '../testing/revocation-lab.ts';
import { readCertificate } from '../x509/read-certificate.ts';
import { createRevocationCache } from './cache.ts';

let lab: RevocationLab;
beforeEach(async () => {
  lab = await startRevocationLab();
});
afterEach(() => lab.stop());

describe('the revocation check', () => {
  it('asks the responder and the list, and says revoked as soon as one does', async () => {
    const leaf = await lab.issue({ ocspAddresses: [lab.server.url('/ocsp')], crlAddresses: [lab.server.url('/root.crl')] });
    lab.server.route('/ocsp', signOcspResponse({ certificate: leaf.der, issuer: lab.root.certificate, thisUpdate: labUpdate }));
    lab.server.route('/root.crl', lab.crl({ revoked: [{ serial: serialOf(leaf.der), reason: 1 }] }));
    const result = await lab.check()(lab.pathOf(leaf), null, neverAborted);
    expect(result.allowed).toBe(true);
    expect(result.answers).toMatchObject([
      {
        sha256: leaf.sha256,
        status: 'revoked',
        sources: [
          { kind: 'ocsp', address: lab.server.url('/ocsp'), outcome: 'answered', status: 'good' },
          { kind: 'crl', address: lab.server.url('/root.crl'), outcome: 'answered', status: 'revoked', reason: 'keyCompromise' },
        ],
      },
    ]);
    const [question] = lab.server.requests.filter(({ method }) => method === 'POST');
    expect(question?.headers).toMatchObject({ 'content-type': 'application/ocsp-request', 'user-agent': 'Port636' });
  });

  it('judges every certificate of the path by its own issuer and leaves the anchor out', async () => {
    const issuing = await lab.root.intermediate({
      crlAddresses: [lab.server.url('/root.crl')],
      notBefore: new Date('2026-01-01T00:00:00Z'),
    });
    const leaf = await issuing.issue({ crlAddresses: [lab.server.url('/issuing.crl')] });
    lab.server.route('/root.crl', lab.crl({ revoked: [{ serial: serialOf(issuing.certificate.der) }] }));
    lab.server.route('/issuing.crl', signCrl(issuing.certificate, { thisUpdate: labUpdate }));
    const { answers } = await lab.check()(lab.pathOf(leaf, issuing.certificate), null, neverAborted);
    expect(answers.map(({ sha256, status }) => [sha256, status])).toEqual([
      [leaf.sha256, 'good'],
      [issuing.certificate.sha256, 'revoked'],
    ]);
  });

  it('judges a staple although nothing may be fetched', async () => {
    const leaf = await lab.issue({ ocspAddresses: [lab.server.url('/ocsp')], crlAddresses: [lab.server.url('/root.crl')] });
    const staple = signOcspResponse({ certificate: leaf.der, issuer: lab.root.certificate, thisUpdate: labUpdate });
    const result = await lab.check({ allowed: false })(lab.pathOf(leaf), staple, neverAborted);
    expect(result.allowed).toBe(false);
    expect(result.answers).toMatchObject([
      {
        status: 'good',
        sources: [
          { kind: 'staple', address: null, outcome: 'answered', status: 'good' },
          { kind: 'ocsp', outcome: 'not-allowed', status: null },
          { kind: 'crl', outcome: 'not-allowed', status: null },
        ],
      },
    ]);
    expect(lab.server.connectionCount()).toBe(0);
  });

  it('asks no address of an untrusted path, but judges its staple', async () => {
    const issuing = await lab.root.intermediate({
      crlAddresses: [lab.server.url('/root.crl')],
      notBefore: new Date('2026-01-01T00:00:00Z'),
    });
    const leaf = await issuing.issue({ ocspAddresses: [lab.server.url('/ocsp')], crlAddresses: ['ldap://127.0.0.1:1/cn=a'] });
    const staple = signOcspResponse({ certificate: leaf.der, issuer: issuing.certificate, thisUpdate: labUpdate });
    const path = { ...lab.pathOf(leaf, issuing.certificate), trusted: false };
    const { answers } = await lab.check()(path, staple, neverAborted);
    expect(answers.map(({ status, sources }) => [status, sources.map(({ kind, outcome }) => `${kind} ${outcome}`)])).toEqual([
      ['good', ['staple answered', 'ocsp untrusted', 'crl untrusted']],
      ['unknown', ['crl untrusted']],
    ]);
    const forbidden = await lab.check({ allowed: false })(path, null, neverAborted);
    expect(forbidden.answers[1]?.sources).toMatchObject([{ outcome: 'not-allowed' }]);
    expect(lab.server.connectionCount()).toBe(0);
  });

  it('knows nothing of a certificate that names no source, or whose issuer is missing', async () => {
    const silent = await lab.issue({});
    expect((await lab.check()(lab.pathOf(silent), null, neverAborted)).answers).toMatchObject([{ status: 'unknown', sources: [] }]);
    const orphan = readCertificate((await lab.issue({ crlAddresses: [lab.server.url('/root.crl')] })).der);
    expect((await lab.check()({ certificates: [orphan], trusted: false }, null, neverAborted)).answers).toMatchObject([
      { status: 'unknown', sources: [{ outcome: 'untrusted', message: null }] },
    ]);
    const own = readCertificate((await createSelfSigned()).der);
    expect((await lab.check()({ certificates: [own], trusted: false }, null, neverAborted)).answers).toEqual([]);
  });

  it('asks a bounded number of addresses however many a certificate names', async () => {
    const addresses = Array.from({ length: 30 }, (_, index) => lab.server.url(`/${index}.crl`));
    const leaf = await lab.issue({ ocspAddresses: addresses, crlAddresses: addresses });
    const { answers } = await lab.check()(lab.pathOf(leaf), null, neverAborted);
    expect(answers[0]?.sources).toHaveLength(6);
    expect(lab.server.requests).toHaveLength(6);
  });

  it('tells why a responder gave no answer', async () => {
    const leaf = await lab.issue({ ocspAddresses: [lab.server.url('/later'), lab.server.url('/missing')] });
    lab.server.route('/later', ocspError(3));
    const { answers } = await lab.check()(lab.pathOf(leaf), null, neverAborted);
    expect(answers[0]?.sources).toMatchObject([
      { outcome: 'responder-error', message: expect.stringContaining('tryLater') },
      { outcome: 'http-status', message: expect.stringContaining('404') },
    ]);
  });

  it('ends when the scan does', async () => {
    lab.server.route('/root.crl', () => undefined);
    const leaf = await lab.issue({ crlAddresses: [lab.server.url('/root.crl')] });
    const stop = new AbortController();
    const running = lab.check({ timeoutMs: 60_000 })(lab.pathOf(leaf), null, stop.signal);
    setTimeout(() => stop.abort(), 100);
    expect((await running).answers).toMatchObject([{ status: 'unknown', sources: [{ outcome: 'timeout' }] }]);
  });
});

describe('a very large list', () => {
  it('judges by 200,000 entries in bounded time and memory', async () => {
    const leaf = await lab.issue({ crlAddresses: [lab.server.url('/large.crl')] });
    const revoked = Array.from({ length: 199_999 }, (_, index) => {
      const serial = Buffer.alloc(19, 0x61);
      serial.writeUInt32BE(index, 10);
      return { serial, reason: 5 };
    });
    const bytes = lab.crl({ revoked: [...revoked, { serial: serialOf(leaf.der), reason: 1 }] });
    expect(bytes.length).toBeGreaterThan(9_000_000);
    lab.server.route('/large.crl', bytes);
    const cache = createRevocationCache();
    const startedAt = performance.now();
    let longestStall = 0;
    let last = startedAt;
    const ticking = setInterval(() => {
      longestStall = Math.max(longestStall, performance.now() - last);
      last = performance.now();
    }, 1);
    const { answers } = await lab.check({ cache, timeoutMs: 15_000 })(lab.pathOf(leaf), null, neverAborted);
    clearInterval(ticking);
    expect(answers[0]).toMatchObject({ status: 'revoked', sources: [{ outcome: 'answered', reason: 'keyCompromise' }] });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(longestStall).toBeLessThan(500);
    expect(cache.lists.byteLength).toBeLessThan(6_000_000);
  }, 30_000);
});
