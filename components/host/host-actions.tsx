'use client';

import Link from 'next/link';
import { useActionState, useEffect, useRef, useState } from 'react';
import { useSingleKeys } from '#components/shell/use-single-keys.ts';
import { Button } from '#components/ui/button.tsx';
import { paths } from '#lib/paths.ts';
import { AccountSection } from './account-section.tsx';
import { EditDoors } from './door-forms.tsx';
import { type EditableHost, EditHostForm } from './edit-forms.tsx';
import { formFault, type HostActions } from './form-action.ts';
import { FormOutcome } from './form-fields.tsx';
import { HostDialog } from './host-dialog.tsx';
import { HostWindows } from './host-windows.tsx';
import { DeleteForm, PauseForm } from './lifecycle-forms.tsx';
import { ProbeNow } from './probe-now.tsx';

type Open = 'edit' | 'pause' | 'delete' | null;

/** Opens a dialog. Where no script runs, a page of its own changes the host. */
const scriptOnly = '[@media(scripting:none)]:hidden';

function CopyTicket({ ticket }: { ticket: string }) {
  const [said, setSaid] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const copy = async (): Promise<void> => {
    const copied = await navigator.clipboard.writeText(ticket).then(
      () => true,
      () => false,
    );
    setSaid(copied ? 'Copied' : 'The browser refused to copy');
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = setTimeout(() => setSaid(null), 3_000);
  };
  useSingleKeys({ c: () => void copy() });
  return (
    <Button onClick={() => void copy()} aria-keyshortcuts="c">
      <span aria-live="polite">{said ?? 'Copy for ticket'}</span>
      {said === null && <kbd>C</kbd>}
    </Button>
  );
}

function ResumeButton({ hostId, action }: { hostId: string; action: HostActions['resume'] }) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  return (
    <form action={submit} className="flex items-center gap-2">
      <input type="hidden" name="hostId" value={hostId} />
      <Button type="submit" disabled={pending}>
        {pending ? 'Resuming…' : 'Resume'}
      </Button>
      <FormOutcome fault={formFault(state, [])} done={null} />
    </form>
  );
}

/** What can be done with a host: probe, copy, edit, pause, delete. */
export function HostActionBar({
  host,
  endpointId,
  checkedAt,
  paused,
  ticket,
  actions,
}: {
  host: EditableHost;
  endpointId: string;
  checkedAt: string | null;
  paused: boolean;
  ticket: string;
  actions: HostActions;
}) {
  const [open, setOpen] = useState<Open>(null);
  useEffect(() => {
    if (paused) setOpen((current) => (current === 'pause' ? null : current));
  }, [paused]);
  const close = (): void => setOpen(null);
  return (
    <div className="flex flex-wrap items-center gap-2">
      {!paused && <ProbeNow key={endpointId} endpointId={endpointId} checkedAt={checkedAt} action={actions.probe} />}
      {paused && <ResumeButton hostId={host.id} action={actions.resume} />}
      <CopyTicket ticket={ticket} />
      <Button onClick={() => setOpen('edit')} className={scriptOnly}>
        Edit
      </Button>
      {!paused && (
        <Button onClick={() => setOpen('pause')} className={scriptOnly}>
          Pause
        </Button>
      )}
      <Button onClick={() => setOpen('delete')} className={scriptOnly}>
        Delete
      </Button>
      <Link
        href={paths.newBulkChange({ host: host.id })}
        prefetch={false}
        className="text-link underline [@media(scripting:enabled)]:hidden"
      >
        Change or delete this host
      </Link>
      <HostDialog open={open === 'edit'} onOpenChange={close} title={`Edit ${host.name}`}>
        <EditHostForm host={host} action={actions.edit} />
        <HostWindows host={host} action={actions.setWindows} />
        <h3 className="mt-6 border-line border-t pt-4 font-semibold">Doors</h3>
        <EditDoors host={host} actions={actions} />
        <AccountSection target={{ hostId: host.id }} account={host.bindAccount} domain={host.domain} actions={actions} />
      </HostDialog>
      <HostDialog open={open === 'pause'} onOpenChange={close} title={`Pause ${host.name}`}>
        <PauseForm hostId={host.id} name={host.name} action={actions.pause} />
      </HostDialog>
      <HostDialog open={open === 'delete'} onOpenChange={close} title={`Delete ${host.name}?`}>
        <DeleteForm hostId={host.id} name={host.name} action={actions.remove} />
      </HostDialog>
    </div>
  );
}
