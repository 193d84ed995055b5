'use client';

import { useActionState } from 'react';
import { WindowFields, windowFieldNames } from '#components/settings/window-fields.tsx';
import { Button } from '#components/ui/button.tsx';
import { windowWords } from '#lib/diagnosis/expiry.ts';
import type { EditableHost } from './edit-forms.tsx';
import { formFault, type HostActions } from './form-action.ts';
import { FormOutcome } from './form-fields.tsx';

const sources = {
  host: 'set for this host',
  domain: "its domain's",
  installation: "the installation's",
  usual: 'the usual ones',
} as const;

/** From when on the certificates of this host count as expiring: what is in force, and windows of its own. */
export function HostWindows({ host, action }: { host: EditableHost; action: HostActions['setWindows'] }) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  const { expiryWindows } = host.subject;
  return (
    <section aria-labelledby="host-windows">
      <h3 id="host-windows" className="mt-6 mb-2 border-line border-t pt-4 font-semibold">
        Expiry windows
      </h3>
      <p className="mb-3 text-muted">
        In force: {windowWords(expiryWindows)} ({sources[host.expiryWindowsFrom]}). Empty fields take the windows of the domain, else of the
        installation. The doors are checked again at once.
      </p>
      <form action={submit} className="flex flex-col gap-3">
        <input type="hidden" name="hostId" value={host.id} />
        <WindowFields state={state} windows={host.expiryWindowsFrom === 'host' ? expiryWindows : null} />
        <div className="flex items-center gap-3">
          <Button type="submit" disabled={pending}>
            {pending ? 'Saving…' : 'Set expiry windows'}
          </Button>
          <FormOutcome fault={formFault(state, windowFieldNames)} done={state.status === 'ok' ? 'Set.' : null} />
        </div>
      </form>
    </section>
  );
}
