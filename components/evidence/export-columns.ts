import type { ExportColumn } from '#lib/export/table.ts';
import type { Comparison } from './compare.ts';

/** Columns of the last good check beside the last one. */
export const checkComparisonColumns: readonly ExportColumn<Comparison>[] = [
  { id: 'what', value: ({ label }) => label },
  { id: 'differs', value: ({ differs }) => differs },
  { id: 'lastGood', value: ({ good }) => good },
  { id: 'last', value: ({ now }) => now },
];
