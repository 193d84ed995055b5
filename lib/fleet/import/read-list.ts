import type { DesiredDoor, DesiredHost } from '../desired/desired-host.ts';
import { settingLabels, settingWords } from '../desired/settings.ts';
import type { ImportMapping } from './mapping.ts';
import { type LineWish, readLine } from './read-cells.ts';
import { splitList } from './split.ts';

/** What became of one line before anybody asked what is registered. */
export type ListLine =
  /** It wants its host, and a door of it, or null where it names none and the host's other lines name none either. */
  | { line: number; kind: 'wanted'; name: string; port: number | null }
  /** Says nothing that an earlier line does not say. */
  | { line: number; kind: 'duplicate'; name: string; port: number | null; firstLine: number }
  | { line: number; kind: 'bad'; value: string; messages: string[] };

export type ReadList = { lines: ListLine[]; hosts: DesiredHost[] };

/** The hosts that a list wants, each once in the order of the list, and what became of every line of it. */
export function readList(text: string, mapping: ImportMapping): ReadList {
  const reading = readListInParts(text, mapping);
  for (;;) {
    const { done, value } = reading.next();
    if (done) return value;
  }
}

/** Lines that are read before whoever waits hears of it. */
const partSize = 500;

/** The same in parts, so that others get a turn between them: tells before each how many lines are read. */
export function* readListInParts(text: string, mapping: ImportMapping): Generator<{ done: number; total: number }, ReadList> {
  const records = splitList(text, mapping.delimiter).slice(mapping.header ? 1 : 0);
  const lines: ListLine[] = [];
  const wishes: LineWish[] = [];
  for (const [index, record] of records.entries()) {
    if (index % partSize === 0) yield { done: index, total: records.length };
    const read = readLine(record, mapping);
    if (read.ok) wishes.push(read.wish);
    else lines.push({ line: read.line, kind: 'bad', value: read.value, messages: read.messages });
  }
  yield { done: records.length, total: records.length };
  const hosts = [...Map.groupBy(wishes, ({ host }) => host.name).values()].map((wishes) => mergeHost(wishes, lines));
  return { lines: lines.sort((one, other) => one.line - other.line), hosts };
}

/** One host of all lines that name it; what a line says otherwise than an earlier one is its fault. */
function mergeHost(wishes: readonly LineWish[], lines: ListLine[]): DesiredHost {
  const host: Merged = { settings: {}, saidOn: new Map() };
  const doors = new Map<number | null, { door: DesiredDoor | null; line: number }>();
  const listsDoors = wishes.some(({ door }) => door !== null);
  const name = wishes[0]?.host.name ?? '';
  for (const { line, host: given, door: givenDoor } of wishes) {
    // A line without a door beside lines with doors means the usual one.
    const door: DesiredDoor | null = givenDoor ?? (listsDoors ? { port: 636 } : null);
    const port = door?.port ?? null;
    const before = doors.get(port);
    const { added, contradictions: hostContradictions } = mergeInto(host, given, line);
    const contradictions = [...hostContradictions, ...doorContradictions(before, door)];
    if (contradictions.length > 0) {
      lines.push({ line, kind: 'bad', value: port === null ? name : `${name}, port ${port}`, messages: contradictions });
      continue;
    }
    const merged = mergeDoors(before?.door ?? null, door);
    if (before !== undefined && !added && JSON.stringify(merged) === JSON.stringify(before.door))
      lines.push({ line, kind: 'duplicate', name, port, firstLine: before.line });
    else lines.push({ line, kind: 'wanted', name, port });
    doors.set(port, { door: merged, line: before?.line ?? line });
  }
  const listed = [...doors.values()].flatMap(({ door }) => door ?? []);
  return { ...host.settings, name, ...(listed.length > 0 ? { doors: listed } : {}) };
}

type Settings = Omit<DesiredHost, 'name' | 'doors'>;
type Merged = { settings: Settings; saidOn: Map<string, number> };

const isEmpty = (value: unknown): boolean => value === '' || value === null || (Array.isArray(value) && value.length === 0);

/** Adds what the line says, what is empty giving way to what is not; tells whether that was anything, and what contradicts an earlier line. */
function mergeInto(merged: Merged, { name: _, ...given }: LineWish['host'], line: number): { added: boolean; contradictions: string[] } {
  const contradictions: string[] = [];
  let added = false;
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const field = key as keyof Settings;
    const before = merged.settings[field];
    if (before === undefined || (isEmpty(before) && !isEmpty(value))) {
      Object.assign(merged.settings, { [field]: value });
      merged.saidOn.set(field, line);
      added = true;
    } else if (!isEmpty(value) && JSON.stringify(before) !== JSON.stringify(value))
      contradictions.push(
        `${settingLabels[field]}: this line says ${settingWords(field, value)}, and line ${merged.saidOn.get(field)} of the same host says ${settingWords(field, before)}.`,
      );
  }
  return { added, contradictions };
}

const doorFields = ['transport', 'intervalSeconds', 'slowAfterMs', 'probedFrom'] as const;

function mergeDoors(before: DesiredDoor | null, door: DesiredDoor | null): DesiredDoor | null {
  if (before === null || door === null) return before ?? door;
  const more = doorFields.filter((field) => door[field] !== undefined && (before[field] === undefined || isEmpty(before[field])));
  return { ...before, ...Object.fromEntries(more.map((field) => [field, door[field]])) };
}

function doorContradictions(before: { door: DesiredDoor | null; line: number } | undefined, door: DesiredDoor | null): string[] {
  if (!before?.door || door === null) return [];
  const known = before.door;
  return doorFields.flatMap((field) => {
    const [one, other] = [known[field], door[field]];
    if (one === undefined || other === undefined || isEmpty(one) || isEmpty(other) || JSON.stringify(one) === JSON.stringify(other))
      return [];
    return `${settingLabels[field]}: this line says ${settingWords(field, other)}, and line ${before.line} says ${settingWords(field, one)} for the same port.`;
  });
}
