'use client';

import { useId, useState } from 'react';
import { HostDialog } from '#components/host/host-dialog.tsx';
import { count as counted } from '#lib/diagnosis/reading/wording.ts';
import { type BulkAction, bulkActions } from '#lib/fleet/bulk/views.ts';
import { type BulkActions, type BulkChoices, type BulkTarget, targetCount } from './bulk-target.ts';
import { ChangeForm } from './change-form.tsx';
import { bulkActionLabels } from './host-words.ts';

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  target: BulkTarget;
  /** Hosts of the list that a fleet file or the demonstration manages. */
  managedCount: number;
  choices: BulkChoices;
  actions: BulkActions;
};

/** Chooses what is done to the chosen hosts, and does it. A file of its own, so that the list does not bring it before somebody asks. */
export function ChangeDialog({ open, onOpenChange, target, managedCount, choices, actions }: Props) {
  const id = useId();
  const [action, setAction] = useState<BulkAction>('set-owner');
  return (
    <HostDialog open={open} onOpenChange={onOpenChange} title={`Change ${counted(targetCount(target), 'host')}`}>
      <div className="flex flex-col gap-4">
        <div>
          <label htmlFor={id} className="mb-1 block font-medium">
            What to do
          </label>
          <select
            id={id}
            value={action}
            onChange={(event) => setAction(bulkActions.find((one) => one === event.target.value) ?? 'set-owner')}
            className="min-h-9 w-full rounded-md border border-line-strong bg-surface px-2 py-1"
          >
            {bulkActions.map((one) => (
              <option key={one} value={one}>
                {bulkActionLabels[one]}
              </option>
            ))}
          </select>
        </div>
        <ManagedNote count={managedCount} />
        <ChangeForm key={action} action={action} target={target} choices={choices} actions={actions} />
      </div>
    </HostDialog>
  );
}

/** What is set here and in a fleet file is set by the file in the end. */
export function ManagedNote({ count }: { count: number }) {
  return count === 0 ? null : (
    <p className="rounded-md border border-line-strong px-3 py-2">
      This list has {counted(count, 'host')} that {count === 1 ? 'comes' : 'come'} from a fleet file or the demonstration. Where you change
      one of them, the file puts back what it says of it: change that in the file.
    </p>
  );
}
