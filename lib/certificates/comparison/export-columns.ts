import type { ExportColumn } from '../../export/table.ts';
import type { ComparedField, ComparedValue } from './views.ts';

/** Several values of a field are told apart by a semicolon: a list would be joined by blanks, which stand within values too. */
const joined = (values: readonly ComparedValue[]): string => values.map(({ text }) => text).join('; ');

/** Columns of two certificates field by field. */
export const comparisonColumns: readonly ExportColumn<ComparedField>[] = [
  { id: 'field', value: ({ label }) => label },
  { id: 'differs', value: ({ differs }) => differs },
  { id: 'one', value: ({ one }) => joined(one) },
  { id: 'other', value: ({ other }) => joined(other) },
];

/** What differs first, as on the page. */
export const differencesFirst = (fields: readonly ComparedField[]): ComparedField[] =>
  fields.toSorted((one, other) => Number(other.differs) - Number(one.differs));
