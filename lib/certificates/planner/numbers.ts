import type { ExportColumn } from '../../export/table.ts';
import { expiryLevels } from './judge.ts';
import type { Counts, Lane, LevelCounts, WeekView } from './views.ts';

const counts: readonly ExportColumn<Counts & { levels: LevelCounts }>[] = [
  { id: 'certificateCount', value: ({ certificates }) => certificates },
  { id: 'hostCount', value: ({ hosts }) => hosts },
  ...expiryLevels.map((level) => ({ id: level, value: ({ levels }: { levels: LevelCounts }) => levels[level] })),
];

/** The weeks shown as people take them along, those without certificates too. */
export const weekColumns: readonly ExportColumn<WeekView>[] = [
  { id: 'fromDay', value: ({ monday }) => monday },
  { id: 'toDay', value: ({ sunday }) => sunday },
  ...counts,
];

const outside: readonly ExportColumn<Lane>[] = [
  { id: 'beforeTheStretch', value: ({ earlier }) => earlier },
  { id: 'afterTheStretch', value: ({ later }) => later },
  { id: 'firstToEndAt', value: ({ soonestAt }) => soonestAt },
];

/** Lanes as people take them along. An empty `group`: certificates without one. */
export const laneColumns: readonly ExportColumn<Lane>[] = [{ id: 'group', value: ({ key }) => key }, ...counts, ...outside];

/** Issuing and root certificates as people take them along. */
export const issuerColumns: readonly ExportColumn<Lane>[] = [
  { id: 'sha256', value: ({ key }) => key },
  { id: 'name', value: ({ label }) => label },
  ...counts,
  ...outside,
  { id: 'trustStores', value: ({ stores }) => stores ?? [] },
];
