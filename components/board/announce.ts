import type { BoardHost, HostState } from '#lib/checks/read/views.ts';

type States = ReadonlyMap<string, Pick<BoardHost, 'state'>>;

const hosts = (count: number): string => `${count} ${count === 1 ? 'host' : 'hosts'}`;

/** What changed between two looks at the board, in one sentence for assistive technology; null when nothing that matters did. */
export function changeWords(before: States, after: States): string | null {
  const became = (test: (from: HostState | undefined, to: HostState) => boolean) =>
    [...after].filter(([name, { state }]) => before.get(name)?.state !== state && test(before.get(name)?.state, state)).length;
  const critical = became((_, to) => to === 'critical');
  const warning = became((_, to) => to === 'warning');
  const stale = became((_, to) => to === 'stale');
  const recovered = became((from, to) => to === 'healthy' && from !== undefined && from !== 'not-checked');
  const added = [...after.keys()].filter((name) => !before.has(name)).length;
  const removed = [...before.keys()].filter((name) => !after.has(name)).length;
  const parts = [
    critical > 0 && `${hosts(critical)} became critical`,
    warning > 0 && `${hosts(warning)} ${warning === 1 ? 'has' : 'have'} a warning now`,
    stale > 0 && `${hosts(stale)} ${stale === 1 ? 'has' : 'have'} no new results`,
    recovered > 0 && `${hosts(recovered)} recovered`,
    added > 0 && `${hosts(added)} added`,
    removed > 0 && `${hosts(removed)} removed`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? null : `${parts.join(', ')}.`;
}
