'use client';

import { useId } from 'react';
import { formFault, typed } from '#components/host/form-action.ts';
import { inputClass } from '#components/host/form-class.ts';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import { RunProgress } from './run-progress.tsx';
import { useListRun } from './use-list-run.ts';

/** The text of the list, to be corrected in place. */
export function CorrectForm({ action, draftId, text }: { action: FormAction<{ id: string }>; draftId: string; text: string }) {
  const { state, submit, send, pending, run } = useListRun(action, 'correct');
  const id = useId();
  const fault = formFault(state, []);
  return (
    <form action={submit} onSubmit={send} className="mt-3 space-y-3">
      <input type="hidden" name="draftId" value={draftId} />
      <label htmlFor={id} className="block font-medium">
        The list
      </label>
      <textarea
        key={text}
        id={id}
        name="pasted"
        rows={14}
        wrap="off"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        defaultValue={typed(state, 'pasted', text)}
        aria-invalid={fault !== null}
        aria-describedby={fault ? `${id}-fault` : undefined}
        className={`${inputClass} font-mono text-xs leading-5`}
      />
      {fault && (
        <p id={`${id}-fault`} role="alert" className="font-medium text-critical">
          {fault}
        </p>
      )}
      <Button type="submit" disabled={pending}>
        {pending ? 'Reading …' : 'Check it again'}
      </Button>
      <RunProgress run={run} />
    </form>
  );
}
