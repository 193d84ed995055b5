'use client';

import { useActionState, useState } from 'react';
import { formFault } from '#components/host/form-action.ts';
import { FormOutcome } from '#components/host/form-fields.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import { windowWords } from '#lib/diagnosis/expiry.ts';
import type { ExpiryWindows } from '#lib/diagnosis/rule.ts';
import { WindowFields, windowFieldNames } from './window-fields.tsx';
import { previewRows, typedWindows } from './window-preview.ts';

/** What the windows mean for certificates of usual lifetimes. */
function Preview({ windows }: { windows: ExpiryWindows | null }) {
  if (windows === null) return <p className="text-muted">The table of examples comes back when all four numbers are there.</p>;
  return (
    <table className="w-full text-left">
      <caption className="mb-1 text-left text-muted">What this means, in time left to the end:</caption>
      <thead>
        <tr>
          <th scope="col" className="py-1 pr-3 font-medium">
            Lifetime
          </th>
          <th scope="col" className="py-1 pr-3 font-medium">
            Warns at
          </th>
          <th scope="col" className="py-1 font-medium">
            Critical at
          </th>
        </tr>
      </thead>
      <tbody>
        {previewRows(windows).map(({ lifetime, warning, critical }) => (
          <tr key={lifetime} className="border-line border-t">
            <th scope="row" className="py-1 pr-3 font-normal">
              {lifetime}
            </th>
            <td className="py-1 pr-3">{warning}</td>
            <td className="py-1">{critical}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The windows of the installation or of a domain, with what they mean for certificates while they are typed. */
export function WindowsForm({
  action,
  windows,
  inherited,
  inheritedName,
  domainId,
  done,
}: {
  action: FormAction<{ windows: ExpiryWindows | null }>;
  windows: ExpiryWindows | null;
  inherited: ExpiryWindows;
  /** Whose windows empty fields take, as in "the usual windows". */
  inheritedName: string;
  domainId?: number;
  done: string;
}) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  const [shown, setShown] = useState<ExpiryWindows | null>(windows ?? inherited);
  return (
    <form
      action={submit}
      onInput={(event) => setShown(typedWindows(new FormData(event.currentTarget), inherited))}
      className="flex flex-col gap-3"
    >
      {domainId !== undefined && <input type="hidden" name="domainId" value={domainId} />}
      <WindowFields state={state} windows={windows} />
      <p className="text-muted">
        The shorter of days and share counts. All four empty take {inheritedName}: {windowWords(inherited)}. Days go from 1 to 3650, shares
        from 0.1 to 100 %; for days alone write 100 %.
      </p>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={pending}>
          {pending ? 'Saving…' : 'Save windows'}
        </Button>
        <FormOutcome fault={formFault(state, windowFieldNames)} done={state.status === 'ok' ? done : null} />
      </div>
      <Preview windows={shown} />
    </form>
  );
}
