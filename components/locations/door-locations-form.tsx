'use client';

import { useActionState, useId, useState } from 'react';
import { faultOf, formFault } from '#components/host/form-action.ts';
import { FormOutcome } from '#components/host/form-fields.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import type { Reach } from '#lib/fleet/locations/views.ts';

type Props = {
  endpointId: string;
  /** The door as people name it. */
  door: string;
  probedFrom: readonly string[];
  locations: readonly { name: string; reach: Reach }[];
  action: FormAction<{ locations: string[] }>;
};

/** From where a door is probed: some locations by name, or all there are and will be. */
export function DoorLocationsForm({ endpointId, door, probedFrom, locations, action }: Props) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  const [chosen, setChosen] = useState<readonly string[]>(probedFrom);
  const id = useId();
  const toggle = (name: string, on: boolean): void => setChosen(on ? [...chosen, name] : chosen.filter((other) => other !== name));
  const fault = faultOf(state, 'locations');
  return (
    <form action={submit}>
      <input type="hidden" name="endpointId" value={endpointId} />
      <input type="hidden" name="locations" value={chosen.join(',')} />
      <fieldset aria-describedby={`${id}-hint`}>
        <legend className="mb-1 font-medium">Locations that probe {door}</legend>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          {locations.map(({ name, reach }) => (
            <label key={name} className="inline-flex min-h-6 items-center gap-2">
              <input
                type="checkbox"
                className="size-4 shrink-0"
                checked={chosen.includes(name)}
                onChange={(event) => toggle(name, event.currentTarget.checked)}
              />
              <span className="wrap-anywhere">
                {name} <span className="text-muted">({reach})</span>
              </span>
            </label>
          ))}
          <Button type="submit" disabled={pending}>
            {pending ? 'Saving…' : 'Set locations'}
          </Button>
        </div>
      </fieldset>
      <p id={`${id}-hint`} className="mt-1 text-muted">
        {chosen.length === 0 ? 'None ticked: all of them, and those to come.' : `From ${chosen.toSorted().join(', ')} alone.`}
      </p>
      {fault && (
        <p role="alert" className="mt-1 font-medium text-critical wrap-anywhere">
          {fault}
        </p>
      )}
      <FormOutcome fault={formFault(state, ['locations'])} done={state.status === 'ok' ? 'Locations set.' : null} />
    </form>
  );
}
