import { type FleetPlan, type HostPlan, type PlanOptions, planFleet } from '../desired/plan.ts';
import type { RegisteredFleet } from '../desired/registered.ts';
import { settingLabels, settingWords, transportWords } from '../desired/settings.ts';
import type { ListLine, ReadList } from './read-list.ts';
import type { ImportRow } from './views.ts';

/** What the import of a list would do, by line. Pure. */
export function reviewList(list: ReadList, registered: RegisteredFleet, options: PlanOptions): { rows: ImportRow[]; plan: FleetPlan } {
  const plan = planFleet(list.hosts, registered, options);
  const hosts = new Map(plan.hosts.map((host) => [host.name, host]));
  const faults = Map.groupBy(plan.faults, ({ name }) => name);
  const told = new Set<string>();
  const rows = list.lines.map((line): ImportRow => {
    if (line.kind === 'bad') return { line: line.line, state: 'bad', host: line.value, port: null, words: line.messages };
    const place = { line: line.line, host: line.name, port: line.port };
    const wrong = faults.get(line.name)?.filter(({ port }) => port === null || port === line.port) ?? [];
    if (wrong.length > 0) return { ...place, state: 'bad', words: wrong.map(({ message }) => message) };
    if (line.kind === 'duplicate')
      return { ...place, state: 'duplicate', words: [`Says the same as line ${line.firstLine}, and is left out.`] };
    const host = hosts.get(line.name);
    const first = !told.has(line.name);
    told.add(line.name);
    return { ...place, ...(host === undefined ? { state: 'unchanged', words: [] } : outcome(host, line, first)) };
  });
  return { rows, plan };
}

/** What happens to the line's door, and on the first line of a host what happens to the host. */
function outcome(host: HostPlan, line: ListLine & { kind: 'wanted' }, first: boolean): Pick<ImportRow, 'state' | 'words'> {
  // A line that names no port is the only one of its host, and a new host gets the usual one.
  const door = host.doors.find(({ port }) => port === (line.port ?? host.doors[0]?.port));
  const hostWords = first ? host.changes.map(({ field, before, after }) => changeWords(host.kind, field, before, after)) : [];
  const doorWords =
    door === undefined
      ? []
      : door.kind === 'new'
        ? [`${transportWords[door.settings.transport]}, checked every ${door.settings.intervalSeconds} s`]
        : door.changes.map(({ field, before, after }) => changeWords('changed', field, before, after));
  const words = [...doorWords, ...hostWords];
  if (host.kind === 'new') return { state: 'new', words };
  if (words.length === 0) return { state: 'unchanged', words: [] };
  return { state: 'changed', words: door?.kind === 'new' ? [`New door: ${words[0] ?? ''}`, ...words.slice(1)] : words };
}

const longest = 120;
const short = (words: string): string => (words.length > longest ? `${words.slice(0, longest)}…` : words);

function changeWords(
  kind: HostPlan['kind'],
  ...[field, before, after]: [keyof typeof settingLabels, ...Parameters<typeof settingWords>[1][]]
): string {
  const becomes = short(settingWords(field, after ?? null));
  return kind === 'new'
    ? `${settingLabels[field]}: ${becomes}`
    : `${settingLabels[field]}: ${short(settingWords(field, before ?? null))} → ${becomes}`;
}
