'use client';

import { useId } from 'react';
import { profileNames } from '#components/article/profile-words.ts';
import { SelectField, TextField } from '#components/host/form-fields.tsx';
import { WindowFields, windowFieldNames } from '#components/settings/window-fields.tsx';
import type { ActionState } from '#components/ui/action-state.ts';
import { profiles } from '#lib/diagnosis/rule.ts';
import type { BulkAction } from '#lib/fleet/bulk/views.ts';
import type { BulkChoices } from './bulk-target.ts';

/** Names of the fields of each change, for telling their faults from those of the whole form. */
export const changeFieldNames: Readonly<Record<BulkAction, readonly string[]>> = {
  'set-interval': ['intervalSeconds'],
  'add-tags': ['tags'],
  'remove-tags': ['tags'],
  'set-owner': ['owner'],
  'set-site': ['site'],
  move: ['domain'],
  'set-expiry-windows': windowFieldNames,
  'set-profile': ['profile'],
  'set-ldaps-intended': ['ldapsIntended'],
  'set-locations': ['locations'],
  pause: ['reason'],
  resume: [],
  delete: ['confirmation'],
};

type Props = { action: BulkAction; state: ActionState; choices: BulkChoices; count: number };

/** What a change asks for. */
export function ChangeFields({ action, state, choices, count }: Props) {
  const listId = useId();
  switch (action) {
    case 'set-interval':
      return (
        <TextField
          state={state}
          name="intervalSeconds"
          label="Seconds between checks"
          hint="30 seconds to 24 hours (86400 seconds), for every door of these hosts."
          initial=""
          inputMode="numeric"
          required
        />
      );
    case 'add-tags':
    case 'remove-tags':
      return (
        <>
          <TextField
            state={state}
            name="tags"
            label="Tags"
            hint="With commas or spaces between them, such as tier0, rack:7."
            initial=""
            list={listId}
            required
          />
          <Suggestions id={listId} values={choices.tags} />
        </>
      );
    case 'set-owner':
      return (
        <TextField
          state={state}
          name="owner"
          label="Owner of their certificates"
          hint="A person, a team or an address. Empty takes the domain's owner."
          initial=""
        />
      );
    case 'set-site':
      return <TextField state={state} name="site" label="Site or group" hint="Empty takes the site that each host tells." initial="" />;
    case 'move':
      return (
        <SelectField
          state={state}
          name="domain"
          label="Domain"
          hint="Groups the hosts and gives them the domain's account, owner, windows, resolvers and trust. Names stay as they are."
          initial=""
          options={[{ value: '', label: 'The one that each name says' }, ...choices.domains.map((name) => ({ value: name, label: name }))]}
        />
      );
    case 'set-expiry-windows':
      return (
        <>
          <WindowFields state={state} windows={null} />
          <p className="text-muted">All four empty take the windows of the domain, else of the installation.</p>
        </>
      );
    case 'set-profile':
      return (
        <SelectField
          state={state}
          name="profile"
          label="Kind of server"
          initial=""
          options={[
            { value: '', label: 'Recognise it by itself' },
            ...profiles.map((profile) => ({ value: profile, label: profileNames[profile] })),
          ]}
        />
      );
    case 'set-ldaps-intended':
      return (
        <SelectField
          state={state}
          name="ldapsIntended"
          label="LDAPS on these hosts"
          hint="Where it is not intended, TLS ports are not probed and nothing is judged; the hosts stay in the list as healthy."
          initial="false"
          options={[
            { value: 'false', label: 'is not intended' },
            { value: 'true', label: 'is intended' },
          ]}
        />
      );
    case 'set-locations':
      return (
        <>
          <TextField
            state={state}
            name="locations"
            label="Locations"
            hint={`With commas between them; empty probes from all. There are: ${choices.locations.join(', ') || 'none yet'}.`}
            initial=""
            list={listId}
          />
          <Suggestions id={listId} values={choices.locations} />
        </>
      );
    case 'pause':
      return (
        <TextField state={state} name="reason" label="Reason (optional)" hint="Shown to everybody who looks at the hosts." initial="" />
      );
    case 'resume':
      return <p>Hosts that are paused are checked again at once.</p>;
    case 'delete':
      return (
        <>
          <p>
            <strong>This cannot be undone.</strong> The hosts are deleted with their doors and their whole history. To stop the checks for a
            while, pause the hosts instead.
          </p>
          <TextField state={state} name="confirmation" label={`Type ${count} to confirm`} initial="" inputMode="numeric" required />
        </>
      );
  }
}

function Suggestions({ id, values }: { id: string; values: readonly string[] }) {
  return (
    <datalist id={id}>
      {values.map((value) => (
        <option key={value} value={value} />
      ))}
    </datalist>
  );
}
