'use client';

import { useActionState } from 'react';
import { profileNames } from '#components/article/profile-words.ts';
import { Button } from '#components/ui/button.tsx';
import type { HostView } from '#lib/checks/read/views.ts';
import { profiles } from '#lib/diagnosis/rule.ts';
import { formFault, type HostActions } from './form-action.ts';
import { CheckField, FormOutcome, LinesField, SelectField, TextField } from './form-fields.tsx';

/** What the forms need to know of a host. */
export type EditableHost = Pick<
  HostView,
  | 'id'
  | 'name'
  | 'site'
  | 'domain'
  | 'profile'
  | 'profileSetByHand'
  | 'address'
  | 'standsForDomain'
  | 'expectedAddresses'
  | 'reachedFromOutside'
  | 'ldapsIntended'
  | 'owner'
  | 'subject'
  | 'expiryWindowsFrom'
  | 'bindAccount'
  | 'doors'
  | 'locations'
>;

const kinds = [
  { value: '', label: 'Recognise it by itself' },
  ...profiles.map((profile) => ({ value: profile, label: profileNames[profile] })),
];

const ownerHint = ({ owner }: EditableHost): string =>
  `Who looks after them: a person, a team or an address. Empty takes the domain's owner${owner?.from === 'domain' ? `, ${owner.name}` : ''}.`;

/** What a host is registered with beside its name, its doors and its account. */
export function EditHostForm({ host, action }: { host: EditableHost; action: HostActions['edit'] }) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  return (
    <form action={submit} className="flex flex-col gap-3">
      <input type="hidden" name="hostId" value={host.id} />
      <TextField
        state={state}
        name="site"
        label="Site or group"
        hint="Groups the host on the board; empty takes the site it tells."
        initial={host.site}
      />
      <TextField
        state={state}
        name="owner"
        label="Owner of its certificates"
        hint={ownerHint(host)}
        initial={host.owner?.from === 'host' ? host.owner.name : ''}
      />
      <TextField
        state={state}
        name="address"
        label="Address override"
        hint="Dialled instead of what the name resolves to; the name is still the one looked for in the certificate. Empty asks DNS."
        initial={host.address ?? ''}
      />
      <SelectField
        state={state}
        name="profile"
        label="Kind of server"
        initial={host.profileSetByHand ? (host.profile ?? '') : ''}
        options={kinds}
      />
      <LinesField
        state={state}
        name="expectedAddresses"
        label="Expected addresses"
        hint="What the name must resolve to, neither more nor less: addresses with commas or lines between them. Empty accepts any."
        initial={host.expectedAddresses.join('\n')}
      />
      <CheckField
        state={state}
        name="standsForDomain"
        label="The name stands for a whole domain"
        hint="Any of its servers may answer, so a differing server name is no finding."
        initial={host.standsForDomain}
      />
      <CheckField
        state={state}
        name="reachedFromOutside"
        label="Clients come from outside"
        hint="They are in another network than the server, so a name that resolves to an internal address is a finding."
        initial={host.reachedFromOutside}
      />
      <CheckField
        state={state}
        name="ldapsIntended"
        value="false"
        label="LDAPS is not intended on this host"
        hint="Its TLS ports are not probed and nothing is judged; it counts as healthy and stays in the list."
        initial={!host.ldapsIntended}
      />
      <div className="flex items-center gap-3">
        <Button type="submit" disabled={pending}>
          {pending ? 'Saving…' : 'Save host'}
        </Button>
        <FormOutcome
          fault={formFault(state, ['site', 'owner', 'address', 'profile', 'expectedAddresses'])}
          done={state.status === 'ok' ? 'Saved.' : null}
        />
      </div>
    </form>
  );
}
