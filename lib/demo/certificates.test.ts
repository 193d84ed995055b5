import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDemoCertificates } from './certificates.ts';

const today = new Date('2026-11-21T12:00:00Z');
const inDays = (days: number): Date => new Date(today.getTime() + days * 86_400_000);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'p636-demo-certificates-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The certificates of one start: one that lives long, and one that ends in five days. */
async function start(at: Date) {
  const certificates = await openDemoCertificates(folder, at);
  const root = await certificates.authority('root', { subject: 'CN=Root', leftDays: 3_000 });
  const issuing = await certificates.authority('issuing', { subject: 'CN=Issuing', leftDays: 1_500 }, root);
  const long = await certificates.leaf('dc01', { dnsNames: ['dc01.corp.example'], leftDays: 300 }, issuing);
  const ending = await certificates.leaf('dc02', { dnsNames: ['dc02.corp.example'], leftDays: 5 }, issuing);
  await certificates.save();
  return { root: root.certificate.sha256, issuing: issuing.certificate, long, ending };
}

describe('the certificates of the demo', () => {
  it('stay as they are over restarts, but for those whose days would run out', async () => {
    const first = await start(today);
    const second = await start(inDays(2));
    expect([second.root, second.issuing.sha256, second.long.sha256]).toEqual([first.root, first.issuing.sha256, first.long.sha256]);
    expect(second.long.keyPem).toBe(first.long.keyPem);
    expect(second.ending.sha256).not.toBe(first.ending.sha256);
    expect(new Date(new X509Certificate(second.ending.der).validTo)).toEqual(inDays(7));
  });

  it('are issued by the authority that was kept', async () => {
    const first = await start(today);
    const { ending } = await start(inDays(2));
    expect(new X509Certificate(ending.der).verify(new X509Certificate(first.issuing.der).publicKey)).toBe(true);
  });

  it('are made once for doors that ask at the same time', async () => {
    const certificates = await openDemoCertificates(folder, today);
    const root = await certificates.authority('root', { subject: 'CN=Root', leftDays: 3_000 });
    const ask = () => certificates.leaf('dc01', { dnsNames: ['dc01.corp.example'], leftDays: 300 }, root);
    const [one, other] = await Promise.all([ask(), ask()]);
    expect(one.sha256).toBe(other.sha256);
  });

  it('are kept from other readers, and made anew where the file is damaged', async () => {
    const first = await start(today);
    const file = path.join(folder, 'certificates.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    writeFileSync(file, '{"root": 1');
    expect((await start(today)).root).not.toBe(first.root);
  });
});
