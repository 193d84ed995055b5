import { expect, test } from 'vitest';
import { type CatalogEntry, groupCatalog, searchCatalog } from './catalog.ts';

const entry = (no: number, id: string, stage: CatalogEntry['stage'], title: string): CatalogEntry => ({
  id,
  no,
  title,
  stage,
  severities: ['critical'],
  line: 'The server said no.',
  hostCount: 0,
  acceptedHostCount: 0,
  foundCount: null,
});
const entries = [
  entry(401, 'certificate-expired', 'certificate', 'The certificate has expired'),
  entry(201, 'port-closed', 'connect', 'The port is closed'),
  entry(402, 'certificate-not-yet-valid', 'certificate', 'The certificate is not valid yet'),
];

test('an entry is found by number, id, title or line, all words together', () => {
  const found = (query: string) => searchCatalog(entries, query).map(({ no }) => no);
  expect(found('401')).toEqual([401]);
  expect(found('port-closed')).toEqual([201]);
  expect(found('certificate  EXPIRED')).toEqual([401]);
  expect(found('server said')).toEqual([401, 201, 402]);
  expect(found('port expired')).toEqual([]);
  expect(found('  ')).toHaveLength(3);
});

test('groups follow the order of a probe and leave empty stages out', () => {
  expect(groupCatalog(entries).map((group) => [group.stage, group.entries.map(({ no }) => no)])).toEqual([
    ['connect', [201]],
    ['certificate', [401, 402]],
  ]);
});
