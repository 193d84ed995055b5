'use client';

import { Columns3 } from 'lucide-react';
import { buttonClass } from '#components/ui/button.tsx';
import { type InventoryColumn, inventoryColumns, usualColumns } from '#lib/certificates/inventory/filter.ts';
import { columnLabels } from './state-words.ts';

type Props = { columns: readonly InventoryColumn[]; onChange: (columns: InventoryColumn[]) => void };

/** Which columns the table has. The first one stays, as it leads to the certificate. */
export function ColumnChooser({ columns, onChange }: Props) {
  const isUsual = columns.join() === usualColumns.join();
  return (
    <details className="min-w-0 open:basis-full">
      <summary className={`${buttonClass()} list-none [&::-webkit-details-marker]:hidden`}>
        <Columns3 width={14} height={14} aria-hidden="true" />
        Columns
      </summary>
      <fieldset className="mt-2 flex flex-wrap gap-x-5 gap-y-1 rounded-lg border border-line bg-surface p-3">
        <legend className="sr-only">Columns of the table</legend>
        {inventoryColumns.map((column) => (
          <label key={column} className="inline-flex min-h-7 items-center gap-1.5">
            <input
              type="checkbox"
              name="columns"
              value={column}
              checked={columns.includes(column)}
              disabled={column === 'name'}
              onChange={(event) =>
                onChange(inventoryColumns.filter((one) => (one === column ? event.target.checked : columns.includes(one))))
              }
              className="size-4 accent-link"
            />
            {columnLabels[column]}
          </label>
        ))}
        {!isUsual && (
          <button type="button" onClick={() => onChange([...usualColumns])} className="min-h-7 text-link underline">
            Usual columns
          </button>
        )}
      </fieldset>
    </details>
  );
}
