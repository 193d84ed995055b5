import { expect, it } from 'vitest';
import { toJson } from '#lib/export/table.ts';
import { preflightColumns } from './export-columns.ts';

it('tells of each host what is met, what is not, and what it serves now', () => {
  const served = {
    ...{ port: 636, sha256: 'ab'.repeat(32), name: 'dc01.corp.example', notAfter: null, sameCertificate: false, sameKey: false },
    ...{ endsLater: true, lostNames: ['gc.corp.example'] },
  };
  const counts = { pass: 9, fail: 1, differs: 2, unknown: 3 };
  const host = {
    name: 'dc01',
    isRegistered: true,
    profile: 'ad-ds' as const,
    counts,
    notMet: ['Name', 'Usage'],
    worst: null,
    served: [served],
    detail: 0,
  };
  expect(JSON.parse(toJson(preflightColumns, [host]))).toEqual([
    {
      ...{ host: 'dc01', registered: true, profile: 'ad-ds', outcome: 'Not met', met: 9, notMet: 1, differ: 2, notKnown: 3 },
      notMetTitles: 'Name; Usage',
      servesNow: 'port 636: dc01.corp.example (abababab): another key; the new one ends later; names lost: gc.corp.example',
    },
  ]);
});
