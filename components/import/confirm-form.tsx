'use client';

import { useActionState } from 'react';
import { formFault } from '#components/host/form-action.ts';
import { Button } from '#components/ui/button.tsx';
import { count } from '#lib/diagnosis/reading/wording.ts';
import { paths } from '#lib/paths.ts';
import type { ReviewActions } from './review-parts.ts';
import { RunProgress } from './run-progress.tsx';
import { useListRun } from './use-list-run.ts';

type Props = Pick<ReviewActions, 'confirm' | 'discard'> & {
  draftId: string;
  digest: string;
  /** Hosts that are new or change. */
  hosts: number;
  /** Why it cannot be imported; null when it can. */
  hindrance: string | null;
};

/** Imports the list as it is shown, or forgets it. */
export function ConfirmForm({ confirm, discard, draftId, digest, hosts, hindrance }: Props) {
  const { state, submit, send, pending, run } = useListRun(confirm, 'import');
  const [discarded, submitDiscard, discarding] = useActionState(discard, { status: 'idle' });
  const fault = formFault(state, []) ?? formFault(discarded, []);
  return (
    <div className="mt-3 space-y-3">
      {hindrance !== null && <p className="font-medium">{hindrance}</p>}
      <div className="flex flex-wrap gap-3">
        {hindrance === null && (
          <form action={submit} onSubmit={send}>
            <input type="hidden" name="draftId" value={draftId} />
            <input type="hidden" name="digest" value={digest} />
            <Button type="submit" variant="primary" disabled={pending || discarding}>
              Import {count(hosts, 'host')}
            </Button>
          </form>
        )}
        <form action={submitDiscard}>
          <input type="hidden" name="draftId" value={draftId} />
          <Button type="submit" disabled={pending || discarding}>
            Discard the list
          </Button>
        </form>
      </div>
      <RunProgress run={run} />
      {fault && (
        <p role="alert" className="font-medium text-critical">
          {fault}{' '}
          <a href={paths.importDraft(draftId)} className="text-link underline">
            Look again
          </a>
        </p>
      )}
    </div>
  );
}
