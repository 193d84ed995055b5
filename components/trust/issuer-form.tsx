'use client';

import Link from 'next/link';
import { useActionState } from 'react';
import { faultOf, formFault } from '#components/host/form-action.ts';
import { CheckField, FormOutcome, SelectField } from '#components/host/form-fields.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import type { IssuerView, TrustChange } from '#lib/fleet/trust/views.ts';
import { paths } from '#lib/paths.ts';
import { followsWords } from './words.ts';

/** For which domain, and that the fingerprint was compared. */
export function IssuerForm({ view, action }: { view: IssuerView; action: FormAction<TrustChange> }) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  if (state.status === 'ok')
    return (
      <p role="status" className="font-medium wrap-anywhere">
        {state.data.added === 0 ? `${state.data.name} held it already.` : `It is trusted now. ${followsWords(state.data)}`}{' '}
        <Link href={paths.host(view.host, view.port)} className="text-link underline">
          Back to {view.host}
        </Link>{' '}
        <Link href={paths.trustStore(state.data.id)} className="text-link underline">
          Open {state.data.name}
        </Link>
      </p>
    );
  const domains = view.domain === null ? [] : [{ value: String(view.domain.id), label: view.domain.name }];
  const fault = faultOf(state, 'compared');
  return (
    <form action={submit} className="flex flex-col gap-3">
      <input type="hidden" name="endpointId" value={view.endpointId} />
      <input type="hidden" name="sha256" value={view.certificate.sha256} />
      <div className="max-w-sm">
        <SelectField
          state={state}
          name="domainId"
          label="Trust it for"
          initial={domains[0]?.value ?? ''}
          options={[...domains, { value: '', label: 'All domains' }]}
        />
      </div>
      <CheckField
        state={state}
        name="compared"
        label="I compared the fingerprint with one that I got from the authority itself, another way than through this server."
        initial={false}
      />
      {fault !== null && (
        <p role="alert" className="font-medium text-critical">
          {fault}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" disabled={pending}>
          {pending ? 'One moment…' : 'Trust it'}
        </Button>
        <Link href={paths.host(view.host, view.port)} className="text-link underline">
          Do not trust it
        </Link>
        <FormOutcome fault={formFault(state, ['compared', 'domainId'])} done={null} />
      </div>
    </form>
  );
}
