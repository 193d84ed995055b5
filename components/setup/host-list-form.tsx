'use client';

import { useActionState, useId } from 'react';
import { type FormAction, sentBack } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import { FaultList } from './fault-list.tsx';
import { Outcome } from './outcome.tsx';
import { lineFaults, type Registration } from './registration.ts';
import { SiteField } from './site-field.tsx';

const examples = [
  ['dc01.corp.example', 'LDAPS on port 636'],
  ['dc01.corp.example:3269', 'LDAPS, global catalog'],
  ['dc02.corp.example:389', 'StartTLS; 3268 likewise'],
  ['ldaps://ldap.corp.example:10636', 'LDAPS on a port of your own'],
  ['ldap://[2001:db8::10]', 'StartTLS on 389, by address'],
] as const;

/** Registers a list of doors, one per line: all of them, or none when a line is at fault. */
export function HostListForm({ action }: { action: FormAction<Registration> }) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  const id = useId();
  const typed = (field: string) => sentBack(state)?.[field] ?? '';
  const faults = lineFaults(state);
  const faulty = state.status === 'invalid';
  return (
    <form action={submit} className="space-y-4" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} className="font-semibold text-base">
        Paste many hosts
      </h2>
      <Outcome state={state} />
      <FaultList id={`${id}-faults`} faults={faults} message={state.status === 'error' ? state.message : null} oneLine={false} />
      <div>
        <label htmlFor={`${id}-lines`} className="mb-1 block font-medium">
          Hosts, one per line
        </label>
        <textarea
          key={typed('lines')}
          id={`${id}-lines`}
          name="lines"
          required
          rows={8}
          wrap="off"
          autoCapitalize="none"
          spellCheck={false}
          defaultValue={typed('lines')}
          aria-invalid={faulty}
          aria-describedby={`${id}-lines-hint${faulty ? ` ${id}-faults` : ''}`}
          className="w-full rounded-md border border-line-strong bg-surface px-3 py-2 font-mono text-xs leading-5"
        />
        <div id={`${id}-lines-hint`} className="mt-1 text-muted">
          <p>A line can look like this. Anything from a # on is left out.</p>
          <dl className="mt-1 grid gap-x-4 sm:grid-cols-[auto_1fr]">
            {examples.map(([line, meaning]) => (
              <div key={line} className="contents">
                <dt className="font-mono text-ink text-xs wrap-anywhere">{line}</dt>
                <dd className="mb-1 text-xs sm:mb-0">{meaning}</dd>
              </div>
            ))}
          </dl>
        </div>
      </div>
      <SiteField key={`site ${typed('site')}`} id={`${id}-site`} typed={typed('site')} />
      <Button type="submit" variant="primary" disabled={pending}>
        {pending ? 'Registering …' : 'Add hosts'}
      </Button>
    </form>
  );
}
