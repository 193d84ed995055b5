'use client';

import { type ReactNode, useId } from 'react';
import type { ActionState } from '#components/ui/action-state.ts';
import { faultOf, typed } from './form-action.ts';

export const inputClass = 'min-h-9 w-full rounded-md border border-line-strong bg-surface px-3 py-1.5';

type FieldProps = { state: ActionState; name: string; label: string; hint?: string; initial: string };

function Frame({
  id,
  label,
  hint,
  fault,
  children,
}: {
  id: string;
  label: string;
  hint?: string | undefined;
  fault: string | null;
  children: ReactNode;
}) {
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      {children}
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-muted">
          {hint}
        </p>
      )}
      {fault && (
        <p id={`${id}-fault`} role="alert" className="mt-1 font-medium text-critical">
          {fault}
        </p>
      )}
    </div>
  );
}

const describedBy = (id: string, hint: string | undefined, fault: string | null): string | undefined =>
  [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ') || undefined;

/** A line of text with its label, hint and fault; what was typed stays after a fault. */
export function TextField({
  state,
  name,
  label,
  hint,
  initial,
  inputMode,
  required,
}: FieldProps & { inputMode?: 'numeric'; required?: boolean }) {
  const id = useId();
  const fault = faultOf(state, name);
  return (
    <Frame id={id} label={label} hint={hint} fault={fault}>
      <input
        id={id}
        name={name}
        type="text"
        inputMode={inputMode}
        required={required}
        autoComplete="off"
        spellCheck={false}
        defaultValue={typed(state, name, initial)}
        aria-invalid={fault !== null}
        aria-describedby={describedBy(id, hint, fault)}
        className={inputClass}
      />
    </Frame>
  );
}

/** A choice of one, as a list. */
export function SelectField({
  state,
  name,
  label,
  hint,
  initial,
  options,
}: FieldProps & { options: readonly { value: string; label: string }[] }) {
  const id = useId();
  const fault = faultOf(state, name);
  const value = typed(state, name, initial);
  return (
    <Frame id={id} label={label} hint={hint} fault={fault}>
      <select
        key={value}
        id={id}
        name={name}
        defaultValue={value}
        aria-invalid={fault !== null}
        aria-describedby={describedBy(id, hint, fault)}
        className={inputClass}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}

/** The outcome of a form, told to assistive technology as it comes. */
export function FormOutcome({ fault, done }: { fault: string | null; done: string | null }) {
  return (
    <p aria-live="polite" className={fault ? 'font-medium text-critical' : 'text-muted'}>
      {fault ?? done ?? ''}
    </p>
  );
}
