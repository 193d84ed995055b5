'use client';

import { Columns3 } from 'lucide-react';
import { buttonClass } from '#components/ui/button.tsx';

type Props<Column extends string> = {
  /** In the order in which they stand; the first one leads to the row's page, so it is always there. */
  all: readonly Column[];
  usual: readonly Column[];
  labels: Readonly<Record<Column, string>>;
  columns: readonly Column[];
  onChange: (columns: Column[]) => void;
};

/** Which columns the table has. */
export function ColumnChooser<Column extends string>({ all, usual, labels, columns, onChange }: Props<Column>) {
  const isUsual = columns.join() === usual.join();
  return (
    <details className="min-w-0 open:basis-full">
      <summary className={`${buttonClass()} list-none [&::-webkit-details-marker]:hidden`}>
        <Columns3 width={14} height={14} aria-hidden="true" />
        Columns
      </summary>
      <fieldset className="mt-2 flex flex-wrap gap-x-5 gap-y-1 rounded-lg border border-line bg-surface p-3">
        <legend className="sr-only">Columns of the table</legend>
        {all.map((column) => (
          <label key={column} className="inline-flex min-h-7 items-center gap-1.5">
            <input
              type="checkbox"
              name="columns"
              value={column}
              checked={columns.includes(column)}
              disabled={column === all[0]}
              onChange={(event) => onChange(all.filter((one) => (one === column ? event.target.checked : columns.includes(one))))}
              className="size-4 accent-link"
            />
            {labels[column]}
          </label>
        ))}
        {!isUsual && (
          <button type="button" onClick={() => onChange([...usual])} className="min-h-7 text-link underline">
            Usual columns
          </button>
        )}
      </fieldset>
    </details>
  );
}
