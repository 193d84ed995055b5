'use client';

import Link from 'next/link';
import { useActionState, useRef } from 'react';
import { formFault } from '#components/host/form-action.ts';
import { FormOutcome } from '#components/host/form-fields.tsx';
import { type ActionState, type FormAction, sentBack } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import { count } from '#lib/diagnosis/reading/wording.ts';
import type { ComparedServer } from '#lib/fleet/discovery/views.ts';
import { paths } from '#lib/paths.ts';
import { ServerTable } from './server-table.tsx';

/** A door that can be ticked. */
export type DoorChoice = { port: number; label: string; globalCatalog: boolean; proposed: boolean };

type Registered = { hostCount: number; doorCount: number };

/** Lets a person tick what to register. Nothing is registered that is not ticked. */
export function RegisterForm({
  action,
  runId,
  servers,
  doors,
}: {
  action: FormAction<Registered>;
  runId: string;
  servers: readonly ComparedServer[];
  doors: readonly DoorChoice[];
}) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  const form = useRef<HTMLFormElement>(null);
  const fresh = servers.filter(({ standing }) => standing === 'new');
  const known = servers.filter(({ standing }) => standing === 'known');
  const tickAll = (ticked: boolean) => {
    for (const box of form.current?.querySelectorAll<HTMLInputElement>('input[data-standing="new"]') ?? []) box.checked = ticked;
  };
  const values = sentBack(state);
  const isTicked = (server: ComparedServer): boolean =>
    values !== null
      ? values[`server.${server.name}`] === 'on'
      : server.standing === 'new' && server.conflicts.length === 0 && server.addresses.length > 0;
  return (
    <form ref={form} action={submit} className="flex min-w-0 flex-col gap-4">
      <input type="hidden" name="runId" value={runId} />
      {fresh.length === 0 ? (
        <p>Every server that was found is registered.</p>
      ) : (
        <div className="flex flex-wrap items-center gap-2 [@media(scripting:none)]:hidden">
          <Button onClick={() => tickAll(true)}>Tick all new</Button>
          <Button onClick={() => tickAll(false)}>Untick all new</Button>
        </div>
      )}
      {fresh.length > 0 && <ServerTable title="New" servers={fresh} isTicked={isTicked} ticks={tickKey(state)} />}
      {known.length > 0 && <ServerTable title="Known" servers={known} isTicked={isTicked} ticks={tickKey(state)} />}
      <DoorChoices doors={doors} state={state} />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" disabled={pending}>
          {pending ? 'Registering…' : 'Register what is ticked'}
        </Button>
        <FormOutcome fault={formFault(state, [])} done={null} />
        <div role="status">{state.status === 'ok' && <Outcome registered={state.data} />}</div>
      </div>
    </form>
  );
}

/** Boxes are made anew when the form comes back, so that they are ticked as they were. */
const tickKey = (state: ActionState): string => {
  const values = sentBack(state);
  return values === null ? state.status : JSON.stringify(values);
};

function DoorChoices({ doors, state }: { doors: readonly DoorChoice[]; state: ActionState }) {
  const values = sentBack(state);
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium">Doors of each ticked server</legend>
      <div className="flex flex-wrap gap-x-6 gap-y-1">
        {doors.map(({ port, label, proposed, globalCatalog }) => {
          const ticked = values === null ? proposed : values[`door.${port}`] === 'on';
          return (
            <label key={`${port} ${ticked}`} className="flex min-h-7 items-center gap-2">
              <input type="checkbox" name={`door.${port}`} defaultChecked={ticked} className="size-4 shrink-0" />
              <span>
                {label}
                {globalCatalog && <span className="text-muted"> (where it is one)</span>}
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}

function Outcome({ registered: { hostCount, doorCount } }: { registered: Registered }) {
  if (doorCount === 0) return <p>Nothing new: what is ticked is registered already.</p>;
  const what =
    hostCount === 0 ? `${count(doorCount, 'door')} added` : `${count(hostCount, 'host')} registered (${count(doorCount, 'door')})`;
  return (
    <p className="rounded-md border border-line-strong bg-sunken px-3 py-2">
      {what}. {doorCount === 1 ? 'The first check is' : 'Their first checks are'} running.{' '}
      <Link href={paths.board()} prefetch={false} className="text-link underline">
        See them on the board
      </Link>
    </p>
  );
}
