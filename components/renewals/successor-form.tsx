'use client';

import { useActionState } from 'react';
import { formFault } from '#components/host/form-action.ts';
import { FileField, FormOutcome, LinesField } from '#components/host/form-fields.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';

export type SuccessorAction = FormAction<{ sha256: string; name: string; warnings: string[] }>;

/** Gives the new certificate, as a file or as text. Folded when there is one already; what speaks against that one stays in sight. */
export function SuccessorForm({ id, isAnother, action }: { id: string; isAnother: boolean; action: SuccessorAction }) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  return (
    <div className="flex flex-col gap-3">
      {isAnother && state.status === 'ok' && state.data.warnings.length > 0 && (
        <div role="alert" className="mt-3 rounded-md border border-warning px-3 py-2">
          <p className="font-semibold text-warning">It was taken. Mind this:</p>
          <ul className="list-disc pl-5">
            {state.data.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </div>
      )}
      <details open={!isAnother || state.status === 'invalid'} className={isAnother ? 'mt-3' : undefined}>
        <summary className="mb-3 min-h-6 w-fit cursor-pointer text-link">
          {isAnother ? 'Give another one' : 'Choose its file or paste it'}
        </summary>
        <form action={submit} className="flex flex-col gap-3">
          <input type="hidden" name="planId" value={id} />
          <FileField
            state={state}
            name="certificate"
            label="File"
            hint="PEM, DER or PKCS #7, its chain may be in it. No key is needed; none is kept."
            accept=".pem,.crt,.cer,.der,.p7b,.p7c,.txt,application/x-x509-ca-cert,application/pkix-cert,application/x-pkcs7-certificates"
          />
          <LinesField
            state={state}
            name="pasted"
            label="Or paste it"
            hint="Text that begins with -----BEGIN CERTIFICATE-----"
            initial=""
            rows={4}
          />
          <div className="flex flex-wrap items-center gap-3">
            <Button type="submit" variant="primary" disabled={pending}>
              {pending ? 'Reading…' : 'Give the new certificate'}
            </Button>
            <FormOutcome
              fault={formFault(state, ['certificate', 'pasted'])}
              done={state.status === 'ok' ? `Kept: ${state.data.name}.` : null}
            />
          </div>
        </form>
      </details>
    </div>
  );
}
