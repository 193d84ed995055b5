'use client';

import { useRouter } from 'next/navigation';
import { useActionState, useEffect, useId } from 'react';
import { faultOf, formFault, typed } from '#components/host/form-action.ts';
import { CheckField, FormOutcome, PasswordField, TextField } from '#components/host/form-fields.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import { paths } from '#lib/paths.ts';

const accounts = [
  { value: 'none', label: 'None', hint: 'DNS, and what the directory shows to everybody.' },
  { value: 'stored', label: 'The stored account of the domain', hint: 'Set on the page of any of its hosts.' },
  { value: 'typed', label: 'An account for this discovery alone', hint: 'Any user of the domain will do: it only reads.' },
] as const;
const fields = ['domain', 'resolvers', 'forest', 'account', 'dn', 'password'];

/** Asks for a domain, and starts its discovery. */
export function DiscoverForm({
  action,
  given,
  usualResolvers,
}: {
  action: FormAction<{ runId: string; domain: string }>;
  /** Already filled in. */
  given: { domain: string; resolvers: string; forest: boolean };
  /** DNS servers that are asked where none is named, in words. */
  usualResolvers: string;
}) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  const router = useRouter();
  const started = state.status === 'ok' ? state.data : null;
  const runId = started?.runId;
  useEffect(() => {
    if (runId !== undefined) router.push(paths.discoveryRun(runId));
  }, [runId, router]);
  return (
    <form action={submit} className="group flex flex-col gap-4">
      <TextField
        state={state}
        name="domain"
        label="Domain"
        hint="As in DNS, such as corp.example. Upper case, a dot at its end and letters with accents are all right."
        initial={given.domain}
        required
      />
      <TextField
        state={state}
        name="resolvers"
        label="DNS servers (optional)"
        hint={`Addresses, each with a port if it is not 53, such as 192.0.2.53 or [2001:db8::53]:5353. Empty: ${usualResolvers}.`}
        initial={given.resolvers}
      />
      <CheckField
        state={state}
        name="forest"
        label="The whole forest"
        hint="Looks at every domain of the forest in one go."
        initial={given.forest}
      />
      <AccountChoice state={state} />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" disabled={pending}>
          {pending ? 'Starting…' : 'Discover'}
        </Button>
        <FormOutcome fault={formFault(state, fields)} done={null} />
        {started && (
          <p role="status">
            The discovery of {started.domain} has begun.{' '}
            <a href={paths.discoveryRun(started.runId)} className="text-link underline">
              See how far it is
            </a>
          </p>
        )}
      </div>
    </form>
  );
}

/** Whether and as whom to sign in. The fields of a typed account are hidden by CSS alone, so that they work without JavaScript. */
function AccountChoice({ state }: { state: Parameters<typeof faultOf>[0] }) {
  const id = useId();
  const chosen = typed(state, 'account', 'none');
  const fault = faultOf(state, 'account');
  return (
    <fieldset aria-describedby={`${id}-why`} className="min-w-0">
      <legend className="mb-1 font-medium">Account to read the directory with</legend>
      <p id={`${id}-why`} className="mb-2 text-muted">
        The directory tells more than DNS: sites, read-only servers, global catalogs and servers without records. A password is sent over
        TLS alone, to a server whose certificate proves who it is, and once.
      </p>
      {accounts.map(({ value, label, hint }) => (
        <div key={`${value} ${chosen}`} className="flex min-h-7 items-start gap-2">
          <input
            id={`${id}-${value}`}
            type="radio"
            name="account"
            value={value}
            defaultChecked={chosen === value}
            className="mt-1 size-4 shrink-0"
          />
          <label htmlFor={`${id}-${value}`} className="min-w-0">
            {label} <span className="block text-muted">{hint}</span>
          </label>
        </div>
      ))}
      {fault && (
        <p role="alert" className="mt-1 font-medium text-critical wrap-anywhere">
          {fault}
        </p>
      )}
      <div className="mt-3 hidden gap-4 group-has-[[value=typed]:checked]:grid sm:grid-cols-2">
        <TextField state={state} name="dn" label="Account" hint="A user principal name, DOMAIN\user or a distinguished name." initial="" />
        <PasswordField
          state={state}
          name="password"
          label="Password"
          hint="Kept encrypted until the discovery is over, then removed."
          required={false}
        />
      </div>
    </fieldset>
  );
}
