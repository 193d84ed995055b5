'use client';

import { useActionState, useState } from 'react';
import { StateTile } from '#components/finding/state-tile.tsx';
import { Moment } from '#components/time/moment.tsx';
import { Button } from '#components/ui/button.tsx';
import type { BindAccountView, HostState } from '#lib/checks/read/views.ts';
import type { EditableHost } from './edit-forms.tsx';
import { formFault, type HostActions } from './form-action.ts';
import { FormOutcome, PasswordField, SelectField, TextField } from './form-fields.tsx';

type Kept = { hostId: string; account: BindAccountView };

function ConfirmForm({ hostId, account, action }: Kept & { action: HostActions['confirmAccount'] }) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  return (
    <form action={submit} className="mt-2 flex flex-col gap-2">
      <input type="hidden" name="hostId" value={hostId} />
      <input type="hidden" name="scope" value={account.scope} />
      <p>
        Trying it once more sends the same password again. If it is wrong, the directory counts one more failed sign-in, and its lock-out
        policy may lock the account. Look first whether the account is locked, disabled or has a new password; a new one is typed below.
      </p>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={pending}>
          {pending ? 'Asking…' : 'Try it once more'}
        </Button>
        <FormOutcome fault={formFault(state, [])} done={null} />
      </div>
    </form>
  );
}

function RemoveForm({ hostId, account, action, domain }: Kept & { action: HostActions['removeAccount']; domain: string | null }) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  const [asked, setAsked] = useState(false);
  if (!asked)
    return (
      <Button className="mt-2" onClick={() => setAsked(true)}>
        Remove the account
      </Button>
    );
  const whose = account.scope === 'domain' ? `every host of ${domain ?? 'the domain'} that has none of its own` : 'this host';
  return (
    <form action={submit} className="mt-2 flex flex-col gap-2">
      <input type="hidden" name="hostId" value={hostId} />
      <input type="hidden" name="scope" value={account.scope} />
      <p>The account and its password are forgotten for {whose}. Checks then ask without signing in.</p>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="danger" disabled={pending}>
          {pending ? 'Removing…' : 'Remove it for good'}
        </Button>
        <Button onClick={() => setAsked(false)}>Keep it</Button>
        <FormOutcome fault={formFault(state, [])} done={null} />
      </div>
    </form>
  );
}

function stateOf(account: BindAccountView): { state: HostState; word: string } {
  if (account.heldSince !== null) return { state: 'warning', word: 'On hold' };
  return account.proven ? { state: 'healthy', word: 'Accepted' } : { state: 'not-checked', word: 'Not proven yet' };
}

function AccountState({ account, domain }: { account: BindAccountView; domain: string | null }) {
  const { state, word } = stateOf(account);
  return (
    <div className="flex items-start gap-2">
      <span className="mt-0.5 shrink-0">
        <StateTile state={state} size={16} />
      </span>
      <div className="min-w-0 wrap-anywhere">
        <p>
          <span className="font-semibold">{word}</span>: <span className="font-mono">{account.dn}</span>,{' '}
          {account.scope === 'domain' ? `for the whole domain${domain === null ? '' : ` ${domain}`}` : 'for this host alone'}
        </p>
        <p className="text-muted">
          Set <Moment at={account.updatedAt} />.{' '}
          {account.heldSince !== null ? (
            <>
              Since <Moment at={account.heldSince} /> no check signs in with it, so that it is not locked out. {account.heldBecause}
            </>
          ) : account.proven ? (
            'The server accepted its password.'
          ) : (
            'The next check tries its password, once.'
          )}
        </p>
      </div>
    </div>
  );
}

function SetForm({ host, action }: { host: EditableHost; action: HostActions['setAccount'] }) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  const { bindAccount, domain } = host;
  const scopes = [
    { value: 'host', label: 'This host alone' },
    ...(domain === null ? [] : [{ value: 'domain', label: `Every host of ${domain} that has none of its own` }]),
  ];
  return (
    <form action={submit} className="flex flex-col gap-3">
      <input type="hidden" name="hostId" value={host.id} />
      <TextField
        state={state}
        name="dn"
        label="Account"
        hint="A distinguished name, user@domain or DOMAIN\user. It needs no rights beyond signing in."
        initial={bindAccount?.dn ?? ''}
      />
      <PasswordField
        state={state}
        name="password"
        label={bindAccount === null ? 'Password' : 'New password (one is set)'}
        hint="Kept encrypted and never shown again. A wrong one is sent once, then the account is on hold."
      />
      <SelectField state={state} name="scope" label="Used for" initial={bindAccount?.scope ?? 'host'} options={scopes} />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={pending}>
          {pending ? 'Keeping…' : bindAccount === null ? 'Set account' : 'Replace account'}
        </Button>
        <FormOutcome
          fault={formFault(state, ['dn', 'password', 'scope'])}
          done={state.status === 'ok' ? 'Set; the next check signs in with it.' : null}
        />
      </div>
    </form>
  );
}

/** The account that checks sign in with: what became of it, set, try again, remove. */
export function AccountSection({ host, actions }: { host: EditableHost; actions: HostActions }) {
  const { bindAccount: account, domain, id } = host;
  return (
    <section aria-labelledby="account">
      <h3 id="account" className="mt-6 mb-2 border-line border-t pt-4 font-semibold">
        Account for sign-in checks
      </h3>
      {account === null ? (
        <p className="mb-3 text-muted">
          None: checks look at TLS and the rootDSE without signing in. With an account they also prove that a simple bind works.
        </p>
      ) : (
        <div className="mb-4">
          <AccountState account={account} domain={domain} />
          {account.heldSince !== null && <ConfirmForm hostId={id} account={account} action={actions.confirmAccount} />}
          <RemoveForm key={account.updatedAt} hostId={id} account={account} domain={domain} action={actions.removeAccount} />
        </div>
      )}
      <SetForm key={account?.scope ?? 'none'} host={host} action={actions.setAccount} />
    </section>
  );
}
