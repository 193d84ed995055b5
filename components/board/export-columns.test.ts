import { expect, it } from 'vitest';
import { toJson } from '#lib/export/table.ts';
import { boardColumns, hostsOfAddress } from './export-columns.ts';
import { boardHost } from './testing/board-host.ts';

const cause = { id: 'certificate-expired', no: 401, title: 'The certificate has expired' };
const hosts = [
  boardHost({ name: 'dc01', site: 'Berlin', domain: 'corp.example', expiresAt: '2027-01-01T00:00:00.000Z' }),
  boardHost({ name: 'dc02', site: 'Berlin', state: 'critical', cause, expiresAt: '2026-01-01T00:00:00.000Z' }),
  boardHost({ name: 'dc03', site: 'London', state: 'warning', expiresAt: '2026-06-01T00:00:00.000Z' }),
];
const named = (query: string) => hostsOfAddress(hosts, new URLSearchParams(query)).map(({ name }) => name);

it('reads the filters and the order of an address as the board does', () => {
  expect(named('')).toEqual(['dc02', 'dc03', 'dc01']);
  expect(named('sort=-days')).toEqual(['dc01', 'dc03', 'dc02']);
  expect(named('state=warning,critical')).toEqual(['dc02', 'dc03']);
  expect(named('site=Berlin')).toEqual(['dc02', 'dc01']);
  expect(named('domain=corp.example')).toEqual(['dc01']);
  expect(named('cause=certificate-expired&q=BERLIN')).toEqual(['dc02']);
});

it('ignores states and orders that there are not', () => {
  expect(named('state=ruined&sort=colour&view=table&format=csv')).toEqual(['dc02', 'dc03', 'dc01']);
  expect(named('state=ruined,warning')).toEqual(['dc03']);
});

it('tells of a host what the table shows, with times instead of words', () => {
  expect(JSON.parse(toJson(boardColumns, hosts))[1]).toMatchObject({
    ...{ state: 'critical', host: 'dc02', causeNo: 401, causeId: 'certificate-expired', cause: 'The certificate has expired' },
    ...{ certificateNotAfter: '2026-01-01T00:00:00.000Z', site: 'Berlin', domain: null, ports: ['636'], checkedAt: null },
  });
});

it('tells of each host how many findings are accepted there', () => {
  const quiet = boardHost({ name: 'dc04', acceptedCount: 2 });
  const told = JSON.parse(toJson(boardColumns, [quiet, ...hosts])) as { host: string; acceptedFindings: number }[];
  expect(told.map(({ host, acceptedFindings }) => [host, acceptedFindings]).slice(0, 2)).toEqual([
    ['dc04', 2],
    ['dc01', 0],
  ]);
});
