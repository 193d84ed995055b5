import { isIPv6 } from 'node:net';
import type { z } from 'zod';
import { DesiredDoor, DesiredHost } from '../desired/desired-host.ts';
import { parseEndpoint, type Transport } from '../host-list.ts';
import { normaliseHostName } from '../host-name.ts';
import { fieldWords, guardedStart, type ImportField } from './fields.ts';
import type { ImportMapping } from './mapping.ts';
import type { ListRecord } from './split.ts';

/** What one line wants: settings of its host, and its door unless it names none. Fields left out stay as they are. */
export type LineWish = {
  line: number;
  host: Omit<DesiredHost, 'doors'>;
  door: DesiredDoor | null;
};
export type ReadLine = { ok: true; wish: LineWish } | { ok: false; line: number; value: string; messages: string[] };

type Cells = Partial<Record<ImportField, string>>;

/** The cells of one record by field, read; every cell at fault is told. */
export function readLine(record: ListRecord, mapping: ImportMapping): ReadLine {
  const cells = cellsOf(record, mapping);
  const value = (cells.name ?? record.cells.join(' ')).slice(0, 120);
  const refuse = (...messages: string[]): ReadLine => ({ ok: false, line: record.line, value, messages });
  if (record.fault !== null) return refuse(record.fault);
  if (!cells.name) return refuse('The name of the host is missing.');

  const faults: string[] = [];
  const read = readName(cells.name);
  if (typeof read === 'string') return refuse(read);
  const clears = mapping.emptyCells === 'clear';
  const given = { name: read.name, ...texts(cells, clears), ...truths(cells, faults), ...windows(cells, clears, faults) };
  const host = LineHost.safeParse(given);
  if (!host.success) faults.push(...wordsOf(host.error));
  const door = readDoor(cells, read, clears, faults);
  return host.success && faults.length === 0 ? { ok: true, wish: { line: record.line, host: host.data, door } } : refuse(...faults);
}

const LineHost = DesiredHost.omit({ doors: true });

const labelled = (field: ImportField, message: string): string => `${fieldWords[field].label}: ${message}`;

const wordsOf = (error: z.ZodError): string[] =>
  error.issues.map(({ path, message }) => {
    const [field, inner] = path;
    if (field === 'name') return message;
    const name = field === 'expiryWindows' ? windowFieldOf[String(inner)] : undefined;
    return labelled(name ?? ((field ?? 'name') as ImportField), message);
  });
const windowFieldOf: Record<string, ImportField | undefined> = {
  warningDays: 'warningDays',
  warningShare: 'warningPercent',
  criticalDays: 'criticalDays',
  criticalShare: 'criticalPercent',
};

/** Trimmed, without the apostrophe that the export puts before what a spreadsheet would take for a formula. */
function cellsOf({ cells }: ListRecord, { columns }: ImportMapping): Cells {
  const read: Cells = {};
  for (const [index, field] of columns.entries()) if (field !== null) read[field] = unguarded((cells[index] ?? '').trim());
  return read;
}
const unguarded = (cell: string): string => (guardedStart.test(cell) ? cell.slice(1) : cell);

/** What the cell of the name says: `port` only where one is written, `transport` only where a scheme is. */
type Named = { name: string; port?: number; transport?: Transport };

function readName(cell: string): Named | string {
  if (isIPv6(cell) || !/[:/[]/.test(cell)) {
    const name = normaliseHostName(cell);
    return name.ok ? { name: name.name } : name.message;
  }
  const scheme = cell.includes('://');
  // What the port speaks is for the column of protocols to say, or for custom.
  const endpoint = parseEndpoint(scheme ? cell : `ldaps://${cell}`);
  if (!endpoint.ok) return endpoint.message;
  const { name, port, transport } = endpoint.endpoint;
  const portIsWritten = /[^:/]:\d+\/?$/.test(cell.replace(/\[[^\]]*\]/, 'x'));
  return { name, ...(portIsWritten ? { port } : {}), ...(scheme ? { transport } : {}) };
}

/** Texts and lists; an empty one is given only where empty cells clear. */
function texts(cells: Cells, clears: boolean) {
  const given = ['site', 'tags', 'owner', 'profile', 'address', 'expectedAddresses', 'pauseReason', 'notes'] as const;
  return Object.fromEntries(
    given.flatMap((field): [string, string][] => {
      const cell = cells[field];
      if (cell === undefined || (cell === '' && !clears)) return [];
      return [[field, field === 'profile' ? cell.toLowerCase() : cell]];
    }),
  );
}

const yes = new Set(['yes', 'y', 'true', 'on', '1', 'x']);
const no = new Set(['no', 'n', 'false', 'off', '0']);

function truths(cells: Cells, faults: string[]) {
  const given = ['standsForDomain', 'reachedFromOutside', 'ldapsIntended', 'paused'] as const;
  return Object.fromEntries(
    given.flatMap((field): [string, boolean][] => {
      const cell = cells[field]?.toLowerCase() ?? '';
      if (cell === '') return [];
      if (yes.has(cell) || no.has(cell)) return [[field, yes.has(cell)]];
      faults.push(labelled(field, `${JSON.stringify(cell.slice(0, 40))} is neither yes nor no.`));
      return [];
    }),
  );
}

const windowFields = ['warningDays', 'warningPercent', 'criticalDays', 'criticalPercent'] as const;

function windows(cells: Cells, clears: boolean, faults: string[]) {
  const given = windowFields.filter((field) => cells[field] !== undefined);
  const filled = given.filter((field) => cells[field] !== '');
  if (given.length === 0) return {};
  if (filled.length === 0) return clears ? { expiryWindows: null } : {};
  if (filled.length < windowFields.length) {
    const missing = windowFields.filter((field) => !filled.includes(field)).map((field) => fieldWords[field].label);
    faults.push(`Expiry windows: fill in all four, or none. ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing.`);
    return {};
  }
  const number = (field: (typeof windowFields)[number]): number => {
    const cell = (cells[field] ?? '').replace(/\s*%$/, '');
    if (/^\d+([.]\d+)?$/.test(cell)) return Number(cell);
    faults.push(labelled(field, `${JSON.stringify(cell.slice(0, 40))} is no number such as 30 or 2.5.`));
    return 1;
  };
  const days = { warningDays: number('warningDays'), criticalDays: number('criticalDays') };
  return { expiryWindows: { ...days, warningShare: number('warningPercent') / 100, criticalShare: number('criticalPercent') / 100 } };
}

/** The door that the cells name; null when they name none. What a name says of its port and a cell says must agree. */
function readDoor(cells: Cells, named: Named, clears: boolean, faults: string[]): DesiredDoor | null {
  const before = faults.length;
  const number = (field: 'port' | 'intervalSeconds' | 'slowAfterMs'): number | undefined => {
    const cell = cells[field] ?? '';
    if (cell === '') return undefined;
    if (/^\d{1,9}$/.test(cell)) return Number(cell);
    faults.push(labelled(field, `${JSON.stringify(cell.slice(0, 40))} is no whole number.`));
    return undefined;
  };
  const ports = { cell: number('port'), name: named.port };
  const transport = transportOf(cells.transport ?? '', faults) ?? named.transport;
  const slowAfterMs = number('slowAfterMs') ?? (clears && cells.slowAfterMs === '' ? null : undefined);
  const intervalSeconds = number('intervalSeconds');
  const places = cells.probedFrom ?? '';
  const probedFrom = places !== '' || (clears && cells.probedFrom !== undefined) ? places.split(/[\s,;]+/).filter(Boolean) : undefined;
  if (ports.cell !== undefined && ports.name !== undefined && ports.cell !== ports.name)
    faults.push(`The name says port ${ports.name}, and the column of ports says ${ports.cell}.`);
  if (cells.transport && named.transport !== undefined && transport !== named.transport)
    faults.push(`The name says ${named.transport}, and the column of protocols says ${transport}.`);
  const written = ports.cell ?? ports.name;
  const settings = [transport, intervalSeconds, places || undefined, slowAfterMs ?? undefined];
  if (written === undefined && settings.every((setting) => setting === undefined)) return null;
  const port = written ?? (transport === 'starttls' ? 389 : 636);
  const parsed = DesiredDoor.safeParse({ port, transport, intervalSeconds, slowAfterMs, probedFrom });
  if (parsed.success) return faults.length === before ? parsed.data : null;
  faults.push(...parsed.error.issues.map(({ path, message }) => labelled((path[0] ?? 'port') as ImportField, message)));
  return null;
}

const transportOfWord: Readonly<Record<string, Transport>> = {
  ldaps: 'ldaps',
  'ldaps://': 'ldaps',
  ssl: 'ldaps',
  tls: 'ldaps',
  starttls: 'starttls',
  ldap: 'starttls',
  'ldap://': 'starttls',
};

function transportOf(cell: string, faults: string[]): Transport | undefined {
  if (cell === '') return undefined;
  const transport = transportOfWord[cell.toLowerCase().replaceAll(/[\s_-]/g, '')];
  if (transport === undefined) faults.push(labelled('transport', `${JSON.stringify(cell.slice(0, 40))} is neither ldaps nor starttls.`));
  return transport;
}
