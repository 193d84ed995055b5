import { percentOf } from '../../diagnosis/expiry.ts';
import { type ExportColumn, type TableFile, toCsv, toJson } from '../../export/table.ts';
import type { RegisteredDoor, RegisteredHost } from '../desired/registered.ts';
import { guardedStart, type ImportField } from './fields.ts';

/** One door with its host: a line of the list that the import reads. */
type ExportedDoor = { host: RegisteredHost; door: RegisteredDoor };

/** Hosts with all that they are registered with, one line for each door, in the form that the import reads back without a loss. */
export function hostListFile(hosts: Iterable<RegisteredHost>): TableFile {
  const rows = [...hosts].flatMap((host) => host.doors.map((door) => ({ host, door })));
  return { name: 'hosts-for-import', write: (format) => (format === 'csv' ? toCsv(columns.map(guarded), rows) : toJson(columns, rows)) };
}

type Value = ReturnType<ExportColumn<ExportedDoor>['value']>;
const column = (id: ImportField, value: (row: ExportedDoor) => Value): ExportColumn<ExportedDoor> => ({ id, value });
const windows = (id: ImportField, value: (windows: NonNullable<RegisteredHost['settings']['expiryWindows']>) => number) =>
  column(id, ({ host }) => (host.settings.expiryWindows === null ? '' : value(host.settings.expiryWindows)));

/**
 * The table of CSV puts an apostrophe before what a spreadsheet takes for a formula, and the import takes one away. So a text that
 * has apostrophes there by itself gets one more.
 */
const guarded = ({ id, value }: ExportColumn<ExportedDoor>): ExportColumn<ExportedDoor> => ({
  id,
  value: (row) => {
    const given = value(row);
    return typeof given === 'string' && guardedStart.test(given) ? `'${given}` : given;
  },
});

/** The columns of the import, under heads that it knows. Public: neither names nor meanings change. */
const columns: readonly ExportColumn<ExportedDoor>[] = [
  column('name', ({ host }) => host.name),
  column('port', ({ door }) => door.port),
  column('transport', ({ door }) => door.transport),
  column('intervalSeconds', ({ door }) => door.intervalSeconds),
  column('slowAfterMs', ({ door }) => door.slowAfterMs),
  column('probedFrom', ({ door }) => door.probedFrom),
  column('site', ({ host }) => host.settings.site),
  column('tags', ({ host }) => host.settings.tags),
  column('owner', ({ host }) => host.settings.owner),
  column('profile', ({ host }) => host.settings.profile),
  column('address', ({ host }) => host.settings.address),
  column('standsForDomain', ({ host }) => host.settings.standsForDomain),
  column('expectedAddresses', ({ host }) => host.settings.expectedAddresses),
  column('reachedFromOutside', ({ host }) => host.settings.reachedFromOutside),
  column('ldapsIntended', ({ host }) => host.settings.ldapsIntended),
  windows('warningDays', ({ warningDays }) => warningDays),
  windows('warningPercent', ({ warningShare }) => percentOf(warningShare)),
  windows('criticalDays', ({ criticalDays }) => criticalDays),
  windows('criticalPercent', ({ criticalShare }) => percentOf(criticalShare)),
  column('paused', ({ host }) => host.settings.paused),
  column('pauseReason', ({ host }) => host.settings.pauseReason),
  column('notes', ({ host }) => host.settings.notes),
];
