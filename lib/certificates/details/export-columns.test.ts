import { expect, it } from 'vitest';
import { toJson } from '../../export/table.ts';
import { hangingCertificateColumns, hangingCertificates, hangingDoorColumns, hangingHostColumns, hangingHosts } from './export-columns.ts';
import type { HangingDoor } from './read-hanging-doors.ts';

const leaf = (name: string, notAfter: string | null) => ({ sha256: `sha of ${name}`, name, notBefore: null, notAfter });
const door = (host: string, port: number, ofLeaf: HangingDoor['leaf'], owner = ''): HangingDoor => ({
  ...{ host, port, site: 'Berlin', domain: 'corp.example', owner, leaf: ofLeaf },
});
const soon = leaf('soon', '2026-05-01T00:00:00.000Z');
const late = leaf('late', '2028-05-01T00:00:00.000Z');
const broken = leaf('broken', null);
const doors = [
  door('a', 636, late, 'Ada'),
  door('a', 3269, soon, 'Ada'),
  door('b', 636, broken),
  door('b', 636, late),
  door('c', 636, broken, 'Zoe'),
];
const issuerEnds = '2027-01-01T00:00:00.000Z';

it('has one line for each host, with the certificate that ends first and its doors counted once', () => {
  expect(JSON.parse(toJson(hangingHostColumns(issuerEnds), hangingHosts(doors)))).toEqual([
    expect.objectContaining({ host: 'a', doors: 2, certificateName: 'soon', outlivesIssuer: false }),
    expect.objectContaining({ host: 'b', doors: 1, certificateName: 'late', outlivesIssuer: true }),
    expect.objectContaining({ host: 'c', doors: 1, certificateName: 'broken', outlivesIssuer: null }),
  ]);
});

it('has one line for each certificate, the soonest end first and what cannot be read last', () => {
  expect(JSON.parse(toJson(hangingCertificateColumns(issuerEnds), hangingCertificates(doors)))).toMatchObject([
    { certificateName: 'soon', hosts: 1, doors: 1, owners: ['Ada'] },
    { certificateName: 'late', hosts: 2, doors: 2, owners: ['Ada'] },
    { certificateName: 'broken', hosts: 2, doors: 2, owners: ['Zoe'] },
  ]);
});

it('says nothing of outliving an issuer whose own end cannot be read', () => {
  expect(JSON.parse(toJson(hangingDoorColumns(null), doors))).toMatchObject(
    doors.map(({ host, port }) => ({ host, port, outlivesIssuer: null })),
  );
});
