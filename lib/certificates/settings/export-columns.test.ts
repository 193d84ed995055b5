import { expect, it } from 'vitest';
import { toCsv, toJson } from '../../export/table.ts';
import { domainColumns, freezeColumns } from './export-columns.ts';
import type { DomainSettingsView } from './views.ts';

const domain = (name: string, windows: DomainSettingsView['windows'], owner = ''): DomainSettingsView => ({
  ...{ id: 1, name, owner, windows, hostCount: 3, ownOwnerCount: 1, ownWindowsCount: 0 },
});
const windows = (warningDays: number) => ({ warningDays, warningShare: 0.5, criticalDays: 10, criticalShare: 0.1 });

it('tells of each domain which windows hold and where they are set', () => {
  const rows = [domain('own.example', windows(60)), domain('plain.example', null)];
  expect(JSON.parse(toJson(domainColumns({ windows: windows(40) }), rows))).toMatchObject([
    { domain: 'own.example', hosts: 3, windowsFrom: 'domain', warningDays: 60, warningShare: 0.5, criticalDays: 10, criticalShare: 0.1 },
    { domain: 'plain.example', windowsFrom: 'installation', warningDays: 40, hostsWithOwnOwner: 1, hostsWithOwnWindows: 0 },
  ]);
  expect(JSON.parse(toJson(domainColumns({ windows: null }), [domain('plain.example', null)]))).toMatchObject([
    { windowsFrom: 'usual', warningDays: 30, warningShare: 0.2, criticalDays: 7, criticalShare: 0.05 },
  ]);
});

it('lets no owner and no freeze pass for a formula', () => {
  expect(toCsv(domainColumns({ windows: null }), [domain('a.example', null, '=HYPERLINK("http://evil.example")')])).toContain(
    `,"'=HYPERLINK(`,
  );
  const freeze = { id: '1', name: '+49 30', fromDay: '2026-12-18', toDay: '2027-01-03', timeZone: 'Europe/Berlin', when: 'ahead' as const };
  expect(toCsv(freezeColumns, [freeze])).toBe(
    '\uFEFFname,fromDay,toDay,timeZone,when\r\n"\'+49 30",2026-12-18,2027-01-03,Europe/Berlin,ahead\r\n',
  );
});
