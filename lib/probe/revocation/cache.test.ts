import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAuthority } from '../../simulation/certificate-factory.ts';
import { serialOf } from '../../simulation/revocation-crl.ts';
import { signOcspResponse } from '../../simulation/revocation-ocsp.ts';
import { labStart, labUpdate, neverAborted, type RevocationLab, startRevocationLab } from '../testing/revocation-lab.ts';
import { readCertificate } from '../x509/read-certificate.ts';
import { createRevocationCache } from './cache.ts';

let lab: RevocationLab;
beforeEach(async () => {
  lab = await startRevocationLab();
});
afterEach(() => lab.stop());

describe('the cache of the check', () => {
  const later = (hours: number) => new Date(labStart.getTime() + hours * 3_600_000);

  it('uses a list until its next update and no longer', async () => {
    const cache = createRevocationCache();
    const leaf = await lab.issue({ crlAddresses: [lab.server.url('/root.crl')] });
    const ask = async () => (await lab.check({ cache })(lab.pathOf(leaf), null, neverAborted)).answers[0]?.status;
    lab.server.route('/root.crl', lab.crl({ nextUpdate: later(10) }));
    expect(await ask()).toBe('good');
    lab.server.route('/root.crl', lab.crl({ nextUpdate: later(20), revoked: [{ serial: serialOf(leaf.der) }] }));
    lab.now = new Date(later(10).getTime() - 1);
    expect(await ask()).toBe('good');
    expect(lab.server.requests).toHaveLength(1);
    lab.now = later(10);
    expect(await ask()).toBe('revoked');
    expect(lab.server.requests).toHaveLength(2);
  });

  it('keeps no list past its next update when the server has no newer one', async () => {
    const cache = createRevocationCache();
    const leaf = await lab.issue({ crlAddresses: [lab.server.url('/root.crl')] });
    lab.server.route('/root.crl', lab.crl({ nextUpdate: later(1) }));
    const ask = async () => (await lab.check({ cache })(lab.pathOf(leaf), null, neverAborted)).answers[0]?.sources[0]?.outcome;
    expect(await ask()).toBe('answered');
    lab.now = later(2);
    expect(await ask()).toBe('stale');
    expect(await ask()).toBe('stale');
    expect(lab.server.requests).toHaveLength(2);
    lab.server.route('/root.crl', lab.crl({ nextUpdate: later(9) }));
    lab.now = new Date(later(2).getTime() + 5 * 60_000);
    expect(await ask()).toBe('answered');
  });

  it('remembers a failure for five minutes', async () => {
    const cache = createRevocationCache();
    const leaf = await lab.issue({ crlAddresses: [lab.server.url('/root.crl')], ocspAddresses: [lab.server.url('/ocsp')] });
    const ask = async () =>
      (await lab.check({ cache })(lab.pathOf(leaf), null, neverAborted)).answers[0]?.sources.map(({ outcome }) => outcome);
    expect(await ask()).toEqual(['http-status', 'http-status']);
    lab.server.route('/root.crl', lab.crl());
    lab.server.route('/ocsp', signOcspResponse({ certificate: leaf.der, issuer: lab.root.certificate, thisUpdate: labUpdate }));
    lab.now = new Date(labStart.getTime() + 5 * 60_000 - 1);
    expect(await ask()).toEqual(['http-status', 'http-status']);
    expect(lab.server.requests).toHaveLength(2);
    lab.now = new Date(labStart.getTime() + 5 * 60_000);
    expect(await ask()).toEqual(['answered', 'answered']);
  });

  it('asks once for a list that many want at the same time', async () => {
    const cache = createRevocationCache();
    const list = lab.crl();
    lab.server.route('/root.crl', (_, response) => void setTimeout(() => response.end(list), 50));
    const leaves = await Promise.all(Array.from({ length: 20 }, () => lab.issue({ crlAddresses: [lab.server.url('/root.crl')] })));
    const results = await Promise.all(leaves.map((leaf) => lab.check({ cache })(lab.pathOf(leaf), null, neverAborted)));
    expect(results.map(({ answers }) => answers[0]?.status)).toEqual(leaves.map(() => 'good'));
    expect(lab.server.requests).toHaveLength(1);
  });

  it('lets others have the list when the first who wanted it is gone', async () => {
    const cache = createRevocationCache();
    const list = lab.crl();
    lab.server.route('/root.crl', (_, response) => void setTimeout(() => response.end(list), 200));
    const leaf = await lab.issue({ crlAddresses: [lab.server.url('/root.crl')] });
    const stop = new AbortController();
    const first = lab.check({ cache })(lab.pathOf(leaf), null, stop.signal);
    const second = lab.check({ cache })(lab.pathOf(leaf), null, neverAborted);
    setTimeout(() => stop.abort(), 50);
    expect((await first).answers[0]?.status).toBe('unknown');
    expect((await second).answers[0]?.status).toBe('good');
    expect(lab.server.requests).toHaveLength(1);
  });

  it('holds no list proven by one issuer against the certificates of another', async () => {
    const cache = createRevocationCache();
    const other = await createAuthority({ subject: 'CN=Other CA' });
    lab.server.route('/root.crl', lab.crl());
    const address = { crlAddresses: [lab.server.url('/root.crl')] };
    const [ours, theirs] = [await lab.issue(address), await other.issue(address)];
    expect((await lab.check({ cache })(lab.pathOf(ours), null, neverAborted)).answers[0]?.status).toBe('good');
    const path = { certificates: [theirs, other.certificate].map(({ der }) => readCertificate(der)), trusted: true };
    expect((await lab.check({ cache })(path, null, neverAborted)).answers).toMatchObject([
      { status: 'unknown', sources: [{ outcome: 'wrong-issuer' }] },
    ]);
  });

  it('keeps within its room', async () => {
    const cache = createRevocationCache({ mostBytes: 10_000 });
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
      lab.server.route(
        `/${name}.crl`,
        lab.crl({ revoked: Array.from({ length: 50 }, (_, index) => ({ serial: Uint8Array.of(1, index) })) }),
      );
      const leaf = await lab.issue({ crlAddresses: [lab.server.url(`/${name}.crl`)] });
      expect((await lab.check({ cache })(lab.pathOf(leaf), null, neverAborted)).answers[0]?.status).toBe('good');
    }
    expect(cache.lists.byteLength).toBeGreaterThan(5_000);
    expect(cache.lists.byteLength).toBeLessThanOrEqual(10_000);
  });
});
