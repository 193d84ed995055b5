import { describe, expect, it } from 'vitest';
import { createAuthority } from '../../simulation/certificate-factory.ts';
import { createTrustAnchors, systemAnchors } from './trust-anchors.ts';

const damaged = '-----BEGIN CERTIFICATE-----\nMIIBAAAA\n-----END CERTIFICATE-----\n';

describe('trust anchors', () => {
  it('are collected from all stores, each once, and belong to the first', async () => {
    const one = (await createAuthority()).certificate;
    const other = (await createAuthority({ subject: 'CN=Other CA' })).certificate;
    const anchors = createTrustAnchors([
      { store: 'system', pem: one.pem },
      { store: 'bundle.pem', pem: `# comment\r\n${one.pem.replaceAll('\n', '\r\n')}${other.pem}` },
    ]);
    expect(anchors).toMatchObject({ count: 2, faults: [], pems: [one.pem, other.pem] });
    expect(anchors.bySha256(one.sha256)?.store).toBe('system');
    expect(anchors.bySha256(other.sha256)?.certificate().facts.subject).toBe('CN=Other CA');
  });

  it('report blocks that are no certificates and keep the others', async () => {
    const { pem } = (await createAuthority()).certificate;
    const anchors = createTrustAnchors([
      { store: 'bundle.pem', pem: `${damaged}${pem}-----BEGIN CERTIFICATE-----\n%%%\n-----END CERTIFICATE-----\n` },
      { store: 'empty.pem', pem: 'nothing here' },
      { store: 'cut.pem', pem: pem.slice(0, 200) },
    ]);
    expect(anchors.count).toBe(1);
    expect(anchors.faults.map(({ store, block }) => ({ store, block }))).toEqual([
      { store: 'bundle.pem', block: 1 },
      { store: 'bundle.pem', block: 3 },
      { store: 'empty.pem', block: 0 },
      { store: 'cut.pem', block: 1 },
    ]);
  });

  it('have an identity that follows their content', async () => {
    const one = { store: 'a', pem: (await createAuthority()).certificate.pem };
    const other = { store: 'a', pem: (await createAuthority()).certificate.pem };
    expect(createTrustAnchors([one]).id).toBe(createTrustAnchors([one, one]).id);
    expect(createTrustAnchors([one]).id).not.toBe(createTrustAnchors([other]).id);
    expect(createTrustAnchors([one]).id).not.toBe(createTrustAnchors([{ ...one, store: 'b' }]).id);
  });

  it('of the system are there and whole', () => {
    const anchors = createTrustAnchors([systemAnchors()]);
    expect(anchors.count).toBeGreaterThan(50);
    expect(anchors.faults).toEqual([]);
  });
});
