'use client';

import { useActionState, useState } from 'react';
import { StateTile } from '#components/finding/state-tile.tsx';
import { Moment } from '#components/time/moment.tsx';
import { Button } from '#components/ui/button.tsx';
import type { BindAccountView, HostState } from '#lib/checks/read/views.ts';
import { formFault, type HostActions } from './form-action.ts';
import { FormOutcome, PasswordField, SelectField, TextField } from './form-fields.tsx';

/** Whose account it is: a host's page offers its own and its domain's, a domain's page its own alone. */
type Target = { hostId: string } | { domainId: number };
type AccountActions = Pick<HostActions, 'setAccount' | 'removeAccount' | 'confirmAccount'>;
type Kept = { target: Target; account: BindAccountView };

const TargetField = ({ target }: { target: Target }) =>
  'hostId' in target ? (
    <input type="hidden" name="hostId" value={target.hostId} />
  ) : (
    <input type="hidden" name="domainId" value={target.domainId} />
  );

function ConfirmForm({ target, account, action }: Kept & { action: HostActions['confirmAccount'] }) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  return (
    <form action={submit} className="mt-2 flex flex-col gap-2">
      <TargetField target={target} />
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

function RemoveForm({ target, account, action, domain }: Kept & { action: HostActions['removeAccount']; domain: string | null }) {
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
      <TargetField target={target} />
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

function SetForm({
  target,
  account: bindAccount,
  domain,
  action,
}: Omit<Kept, 'account'> & { account: BindAccountView | null; domain: string | null; action: HostActions['setAccount'] }) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  const scopes = [
    { value: 'host', label: 'This host alone' },
    ...(domain === null ? [] : [{ value: 'domain', label: `Every host of ${domain} that has none of its own` }]),
  ];
  return (
    <form action={submit} className="flex flex-col gap-3">
      <TargetField target={target} />
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
      {'hostId' in target ? (
        <SelectField state={state} name="scope" label="Used for" initial={bindAccount?.scope ?? 'host'} options={scopes} />
      ) : (
        <input type="hidden" name="scope" value="domain" />
      )}
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

type Props = { target: Target; account: BindAccountView | null; domain: string | null; actions: AccountActions };

/** The account that checks sign in with: what became of it, set, try again, remove. */
export function AccountForms({ target, account, domain, actions }: Props) {
  return (
    <>
      {account === null ? (
        <p className="mb-3 text-muted">
          None: checks look at TLS and the rootDSE without signing in. With an account they also prove that a simple bind works.
        </p>
      ) : (
        <div className="mb-4">
          <AccountState account={account} domain={domain} />
          {account.heldSince !== null && <ConfirmForm target={target} account={account} action={actions.confirmAccount} />}
          <RemoveForm key={account.updatedAt} target={target} account={account} domain={domain} action={actions.removeAccount} />
        </div>
      )}
      <SetForm key={account?.scope ?? 'none'} target={target} account={account} domain={domain} action={actions.setAccount} />
    </>
  );
}

/** The same as a part of a host's dialog. */
export function AccountSection(props: Props) {
  return (
    <section aria-labelledby="account">
      <h3 id="account" className="mt-6 mb-2 border-line border-t pt-4 font-semibold">
        Account for sign-in checks
      </h3>
      <AccountForms {...props} />
    </section>
  );
}
