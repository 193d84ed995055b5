'use client';

import { useActionState, useId, useState } from 'react';
import { type FormAction, sentBack } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import { FaultList } from './fault-list.tsx';
import { Outcome } from './outcome.tsx';
import { doors, lineFaults, type Registration } from './registration.ts';
import { inputClass, SiteField } from './site-field.tsx';

/** Registers one host by one of its doors. */
export function OneHostForm({ action }: { action: FormAction<Registration> }) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  const id = useId();
  const typed = (field: string, initial = '') => sentBack(state)?.[field] ?? initial;
  const [chosenDoor, setDoor] = useState<string | null>(null);
  const door = chosenDoor ?? typed('door', '636');
  const faults = lineFaults(state);
  const faulty = state.status === 'invalid';
  return (
    <form action={submit} className="space-y-4" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} className="font-semibold text-base">
        Add one host
      </h2>
      <Outcome state={state} />
      <FaultList id={`${id}-faults`} faults={faults} message={state.status === 'error' ? state.message : null} oneLine />
      <div>
        <label htmlFor={`${id}-name`} className="mb-1 block font-medium">
          Name or address
        </label>
        <input
          key={`name ${typed('name')}`}
          id={`${id}-name`}
          name="name"
          type="text"
          required
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          defaultValue={typed('name')}
          aria-invalid={faulty}
          aria-describedby={`${id}-name-hint${faulty ? ` ${id}-faults` : ''}`}
          className={`${inputClass} font-mono`}
        />
        <p id={`${id}-name-hint`} className="mt-1 text-muted">
          The name that clients connect to, such as <span className="font-mono">dc01.corp.example</span>: the certificate is checked against
          it.
        </p>
      </div>
      <div className="group grid gap-4 sm:grid-cols-2">
        <div>
          <label htmlFor={`${id}-door`} className="mb-1 block font-medium">
            Door
          </label>
          <select
            key={typed('door', '636')}
            id={`${id}-door`}
            name="door"
            defaultValue={typed('door', '636')}
            onChange={(event) => setDoor(event.target.value)}
            className={inputClass}
          >
            {doors.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </div>
        <SiteField key={`site ${typed('site')}`} id={`${id}-site`} typed={typed('site')} />
      </div>
      {/* Shown by CSS alone, so that the fields are there before and without JavaScript. */}
      <fieldset className={`grid gap-4 sm:grid-cols-2 ${door === 'other' ? '' : '[@media(scripting:enabled)]:hidden'}`}>
        <legend className="sr-only">Another port</legend>
        <div>
          <label htmlFor={`${id}-port`} className="mb-1 block font-medium">
            Port <span className="font-normal text-muted [@media(scripting:enabled)]:hidden">(of another port)</span>
          </label>
          <input
            key={`port ${typed('port')}`}
            id={`${id}-port`}
            name="port"
            type="text"
            inputMode="numeric"
            required={door === 'other'}
            autoComplete="off"
            placeholder="1 to 65535"
            defaultValue={typed('port')}
            className={inputClass}
          />
        </div>
        <div>
          <label htmlFor={`${id}-transport`} className="mb-1 block font-medium">
            Speaks
          </label>
          <select
            key={typed('transport', 'ldaps')}
            id={`${id}-transport`}
            name="transport"
            defaultValue={typed('transport', 'ldaps')}
            className={inputClass}
          >
            <option value="ldaps">LDAPS</option>
            <option value="starttls">StartTLS</option>
          </select>
        </div>
      </fieldset>
      <Button type="submit" variant="primary" disabled={pending}>
        {pending ? 'Registering …' : 'Add host'}
      </Button>
    </form>
  );
}
