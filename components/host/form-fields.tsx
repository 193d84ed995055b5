'use client';

import { type ReactNode, useId } from 'react';
import { type ActionState, sentBack } from '#components/ui/action-state.ts';
import { faultOf, typed } from './form-action.ts';
import { inputClass } from './form-class.ts';

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
        <p id={`${id}-fault`} role="alert" className="mt-1 font-medium text-critical wrap-anywhere">
          {fault}
        </p>
      )}
    </div>
  );
}

const describedBy = (id: string, hint: string | undefined, fault: string | null): string | undefined =>
  [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ') || undefined;

/** A line of text with its label, hint and fault; what was typed stays after a fault. `list` is the id of a datalist of suggestions. */
export function TextField({
  state,
  name,
  label,
  hint,
  initial,
  type = 'text',
  list,
  inputMode,
  required,
}: FieldProps & { type?: 'text' | 'date'; list?: string; inputMode?: 'numeric' | 'decimal'; required?: boolean }) {
  const id = useId();
  const fault = faultOf(state, name);
  return (
    <Frame id={id} label={label} hint={hint} fault={fault}>
      <input
        id={id}
        name={name}
        type={type}
        list={list}
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

/** Several lines of text. */
export function LinesField({ state, name, label, hint, initial, rows = 2 }: FieldProps & { rows?: number }) {
  const id = useId();
  const fault = faultOf(state, name);
  return (
    <Frame id={id} label={label} hint={hint} fault={fault}>
      <textarea
        id={id}
        name={name}
        rows={rows}
        autoComplete="off"
        spellCheck={false}
        defaultValue={typed(state, name, initial)}
        aria-invalid={fault !== null}
        aria-describedby={describedBy(id, hint, fault)}
        className={`${inputClass} font-mono`}
      />
    </Frame>
  );
}

/** A calendar day, such as `2026-12-18`; empty for none. */
export function DateField({ state, name, label, hint, initial }: FieldProps) {
  const id = useId();
  const fault = faultOf(state, name);
  return (
    <Frame id={id} label={label} hint={hint} fault={fault}>
      <input
        id={id}
        name={name}
        type="date"
        min="2000-01-01"
        max="2199-12-31"
        defaultValue={typed(state, name, initial)}
        aria-invalid={fault !== null}
        aria-describedby={describedBy(id, hint, fault)}
        className={inputClass}
      />
    </Frame>
  );
}

/** A file. Browsers never give a form its file again: after a fault it has to be chosen anew. */
export function FileField({ state, name, label, hint, accept }: Omit<FieldProps, 'initial'> & { accept?: string }) {
  const id = useId();
  const fault = faultOf(state, name);
  return (
    <Frame id={id} label={label} hint={hint} fault={fault}>
      <input
        id={id}
        name={name}
        type="file"
        accept={accept}
        aria-invalid={fault !== null}
        aria-describedby={describedBy(id, hint, fault)}
        className={`${inputClass} file:mr-3 file:rounded file:border-0 file:bg-hover file:px-2 file:py-1 file:text-ink`}
      />
    </Frame>
  );
}

/** A secret: what was typed never comes back, and the field says when it has to be typed again. */
export function PasswordField({ state, name, label, hint, required = true }: Omit<FieldProps, 'initial'> & { required?: boolean }) {
  const id = useId();
  const refused = state.status === 'invalid' || state.status === 'error';
  const fault = [faultOf(state, name), refused ? 'The password has to be typed again.' : null].filter(Boolean).join(' ') || null;
  return (
    <Frame id={id} label={label} hint={hint} fault={fault}>
      <input
        id={id}
        name={name}
        type="password"
        required={required}
        autoComplete="new-password"
        aria-invalid={fault !== null}
        aria-describedby={describedBy(id, hint, fault)}
        className={inputClass}
      />
    </Frame>
  );
}

/** Yes or no; `value` is what is sent for yes. What was chosen stays after a fault. */
export function CheckField({
  state,
  name,
  label,
  hint,
  initial,
  value = 'on',
}: Omit<FieldProps, 'initial'> & { initial: boolean; value?: string }) {
  const values = sentBack(state);
  const checked = values === null ? initial : values[name] === value;
  const id = useId();
  return (
    <div className="flex min-h-6 items-start gap-2">
      <input
        key={String(checked)}
        id={id}
        type="checkbox"
        name={name}
        value={value}
        defaultChecked={checked}
        aria-describedby={hint && `${id}-hint`}
        className="mt-0.5 size-4 shrink-0"
      />
      <div className="min-w-0">
        <label htmlFor={id}>{label}</label>
        {hint && (
          <p id={`${id}-hint`} className="text-muted">
            {hint}
          </p>
        )}
      </div>
    </div>
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
