import type { ExportColumn } from '../../export/table.ts';
import type { CalendarFeedView } from './views.ts';

/** Columns of the calendars as a file, without the secret addresses: those are shown once and kept nowhere. */
export const calendarColumns: readonly ExportColumn<CalendarFeedView>[] = [
  { id: 'name', value: ({ name }) => name },
  { id: 'scope', value: ({ scope }) => scope },
  { id: 'scopeValue', value: ({ scopeValue }) => scopeValue },
  { id: 'reminderDays', value: ({ alarmDays }) => alarmDays.map(String) },
  { id: 'createdBy', value: ({ createdBy }) => createdBy },
  { id: 'createdAt', value: ({ createdAt }) => createdAt },
  { id: 'fetchedAt', value: ({ fetchedAt }) => fetchedAt },
];
