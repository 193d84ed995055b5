'use client';

import { type DragEvent, type FormEvent, useId, useRef, useState } from 'react';
import { faultOf, formFault, typed } from '#components/host/form-action.ts';
import { inputClass } from '#components/host/form-class.ts';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import { RunProgress } from './run-progress.tsx';
import { useListRun } from './use-list-run.ts';

type Props = { action: FormAction<{ id: string }>; bytesMax: number; linesMax: number };

const accepted = '.csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values';

/** Takes a list as a file, dropped or chosen, or as text. It works without JavaScript; then there is no dropping. */
export function ImportForm({ action, bytesMax, linesMax }: Props) {
  const { state, submit, follow, pending, run } = useListRun(action, 'check');
  const [dragging, setDragging] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const fileFault = refusal ?? faultOf(state, 'list');
  const textFault = faultOf(state, 'pasted');
  const fault = formFault(state, ['list', 'pasted']);

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setDragging(false);
    const { files } = event.dataTransfer;
    if (files.length === 0 || input.current === null) return;
    if (files.length > 1) return setRefusal(`These are ${files.length} files. Drop one at a time.`);
    input.current.files = files;
    setRefusal(tooLarge(files[0], bytesMax));
    input.current.focus();
  };
  const over = (event: DragEvent) => {
    event.preventDefault();
    setDragging(true);
  };
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const large = tooLarge(input.current?.files?.[0], bytesMax);
    setRefusal(large);
    const form = new FormData(event.currentTarget);
    if (large === null) void follow(form);
  };

  return (
    <form action={submit} onSubmit={send} className="space-y-4" aria-label="Import a list">
      <section
        aria-label="Drop a file"
        onDragOver={over}
        onDragLeave={() => setDragging(false)}
        onDrop={drop}
        className={`rounded-md border border-dashed p-4 ${dragging ? 'border-link bg-hover' : 'border-line-strong'}`}
      >
        <label htmlFor={`${id}-file`} className="mb-1 block font-medium">
          File
        </label>
        <input
          ref={input}
          id={`${id}-file`}
          name="list"
          type="file"
          accept={accepted}
          onChange={(event) => setRefusal(tooLarge(event.currentTarget.files?.[0], bytesMax))}
          aria-invalid={fileFault !== null}
          aria-describedby={`${id}-file-hint${fileFault ? ` ${id}-file-fault` : ''}`}
          className={`${inputClass} file:mr-3 file:rounded file:border-0 file:bg-hover file:px-2 file:py-1 file:text-ink`}
        />
        <p id={`${id}-file-hint`} className="mt-1 text-muted">
          Choose it, or drop it here. CSV, TSV or plain text of at most {bytesMax / 1_048_576} MB and {linesMax.toLocaleString('en')} lines.
        </p>
        {fileFault && (
          <p id={`${id}-file-fault`} role="alert" className="mt-1 font-medium text-critical wrap-anywhere">
            {fileFault}
          </p>
        )}
      </section>
      <div>
        <label htmlFor={`${id}-pasted`} className="mb-1 block font-medium">
          Or paste the list
        </label>
        <textarea
          id={`${id}-pasted`}
          name="pasted"
          rows={10}
          wrap="off"
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          defaultValue={typed(state, 'pasted', '')}
          aria-invalid={textFault !== null}
          aria-describedby={textFault ? `${id}-pasted-fault` : undefined}
          className={`${inputClass} font-mono text-xs leading-5`}
        />
        {textFault && (
          <p id={`${id}-pasted-fault`} role="alert" className="mt-1 font-medium text-critical wrap-anywhere">
            {textFault}
          </p>
        )}
      </div>
      {fault && (
        <p role="alert" className="font-medium text-critical">
          {fault}
        </p>
      )}
      <Button type="submit" variant="primary" disabled={pending}>
        {pending ? 'Reading …' : 'Check the list'}
      </Button>
      <RunProgress run={run} />
    </form>
  );
}

function tooLarge(file: File | undefined, bytesMax: number): string | null {
  if (file === undefined || file.size <= bytesMax) return null;
  return `${file.name} has ${Math.ceil(file.size / 1024).toLocaleString('en')} kB; a list may have at most ${(bytesMax / 1024).toLocaleString('en')} kB. Split it.`;
}
