'use client';

import { useId } from 'react';
import { faultOf, formFault, typed } from '#components/host/form-action.ts';
import { inputClass } from '#components/host/form-class.ts';
import { CheckField, SelectField } from '#components/host/form-fields.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import type { ImportReview } from '#lib/fleet/import/views.ts';
import type { FieldChoice } from './review-parts.ts';
import { RunProgress } from './run-progress.tsx';
import { useListRun } from './use-list-run.ts';

type Props = {
  action: FormAction<{ id: string }>;
  review: Pick<ImportReview, 'id' | 'mapping' | 'columns'>;
  fields: readonly FieldChoice[];
};

const dividers = [
  { value: 'comma', label: 'Commas' },
  { value: 'semicolon', label: 'Semicolons' },
  { value: 'tab', label: 'Tabs' },
  { value: 'pipe', label: 'Vertical bars' },
  { value: 'none', label: 'Nothing: one host per line' },
];
const emptyChoices = [
  { value: 'keep', label: 'leaves what is registered' },
  { value: 'clear', label: 'clears what is registered' },
];

/** How the list is read: what divides its cells, what each column is, and what an empty cell means. */
export function MappingForm({ action, review, fields }: Props) {
  const { state, submit, send, pending, run } = useListRun(action, 'map');
  const id = useId();
  const { mapping, columns } = review;
  const names = columns.map((_, index) => `column${index}`);
  const fault = formFault(state, ['delimiter', 'header', 'emptyCells', ...names]);
  return (
    <form action={submit} onSubmit={send} className="space-y-4" aria-label="How the list is read">
      <input type="hidden" name="draftId" value={review.id} />
      <div className="grid items-start gap-4 sm:grid-cols-3">
        <SelectField state={state} name="delimiter" label="Between the cells" initial={mapping.delimiter} options={dividers} />
        <SelectField state={state} name="emptyCells" label="An empty cell" initial={mapping.emptyCells} options={emptyChoices} />
        <div className="sm:pt-7">
          <CheckField state={state} name="header" label="The first line holds the names of the columns" initial={mapping.header} />
        </div>
      </div>
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {columns.map(({ head, samples, field }, index) => {
          const name = `column${index}`;
          const wrong = faultOf(state, name);
          const value = typed(state, name, field ?? '');
          return (
            <li key={name} className="min-w-0 rounded-md border border-line p-3">
              <label htmlFor={`${id}-${name}`} className="mb-1 block font-medium wrap-anywhere">
                Column {index + 1}
                {head !== '' && <span className="font-mono font-normal"> {head}</span>}
              </label>
              <select
                key={value}
                id={`${id}-${name}`}
                name={name}
                defaultValue={value}
                aria-invalid={wrong !== null}
                aria-describedby={`${id}-${name}-samples${wrong ? ` ${id}-${name}-fault` : ''}`}
                className={inputClass}
              >
                <option value="">Left out</option>
                {fields.map((choice) => (
                  <option key={choice.id} value={choice.id}>
                    {choice.label}
                  </option>
                ))}
              </select>
              <p id={`${id}-${name}-samples`} className="mt-1 truncate font-mono text-muted text-xs">
                {samples.length === 0 ? 'empty' : samples.join(' · ')}
              </p>
              {wrong && (
                <p id={`${id}-${name}-fault`} role="alert" className="mt-1 font-medium text-critical">
                  {wrong}
                </p>
              )}
            </li>
          );
        })}
      </ul>
      {fault && (
        <p role="alert" className="font-medium text-critical">
          {fault}
        </p>
      )}
      <Button type="submit" disabled={pending}>
        {pending ? 'Reading …' : 'Read it this way'}
      </Button>
      <RunProgress run={run} />
    </form>
  );
}
