import type { ReactNode } from 'react';
import { AccountForms } from '#components/host/account-section.tsx';
import type { HostActions } from '#components/host/form-action.ts';
import { Panel } from '#components/host/panel.tsx';
import { VerdictPolicyForm } from '#components/locations/verdict-policy-form.tsx';
import { ConfirmedForm } from '#components/settings/confirmed-form.tsx';
import { LineForm } from '#components/settings/line-form.tsx';
import { WindowsForm } from '#components/settings/windows-form.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import type { VerdictPolicy } from '#lib/checks/read/host-state.ts';
import type { ExpiryWindows } from '#lib/diagnosis/rule.ts';
import type { DomainView } from '#lib/fleet/domains/views.ts';
import { NotesForm, ResolversForm } from './domain-forms.tsx';

/** The changes that the page of a domain offers. */
export type DomainActions = Pick<HostActions, 'setAccount' | 'removeAccount' | 'confirmAccount'> & {
  setResolvers: FormAction<{ resolvers: string[]; externalResolvers: string[] }>;
  setNotes: FormAction<{ notes: string }>;
  setOwner: FormAction<{ owner: string }>;
  setWindows: FormAction<{ windows: ExpiryWindows | null }>;
  setPolicy: FormAction<{ policy: VerdictPolicy }>;
  remove: FormAction<{ name: string }>;
};

type Props = {
  view: DomainView;
  actions: DomainActions;
  /** Further settings, each a panel of its own. */
  children: ReactNode;
};

/** All that is set for the hosts of a domain. */
export function DomainSettings({ view, actions, children }: Props) {
  const { id, name, owner, windows, inheritedWindows, account, resolvers, externalResolvers, notes, hostCount, policy } = view;
  return (
    <section aria-labelledby="settings" className="mt-8">
      <h2 id="settings" className="mb-3 scroll-mt-20 font-semibold text-lg">
        Settings of {name}
      </h2>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Panel id="resolvers" title="Resolvers">
          <ResolversForm
            key={JSON.stringify([resolvers, externalResolvers])}
            domainId={id}
            resolvers={resolvers}
            externalResolvers={externalResolvers}
            action={actions.setResolvers}
          />
        </Panel>
        <Panel id="account" title="Account for sign-in checks">
          <AccountForms target={{ domainId: id }} account={account} domain={name} actions={actions} />
        </Panel>
        <Panel id="owner" title="Owner">
          <LineForm
            action={actions.setOwner}
            field="owner"
            label="Owner of its certificates"
            hint="Who looks after them, where a host names nobody itself: a person, a team or an address."
            initial={owner}
            domainId={id}
            save="Save owner"
          />
        </Panel>
        <Panel id="windows" title="Windows of expiry">
          <WindowsForm
            action={actions.setWindows}
            windows={windows}
            inherited={inheritedWindows}
            inheritedName="the windows for everything"
            domainId={id}
            done="Saved. Its hosts are checked again now."
          />
        </Panel>
        <Panel id="policy" title="Several locations">
          <VerdictPolicyForm domainId={id} policy={policy} action={actions.setPolicy} />
        </Panel>
        {children}
        <Panel id="edit-notes" title="Edit notes">
          <NotesForm key={notes} domainId={id} notes={notes} action={actions.setNotes} />
        </Panel>
        {hostCount === 0 && (
          <Panel id="remove" title="Remove the domain">
            <ConfirmedForm
              action={actions.remove}
              field="domainId"
              value={String(id)}
              ask="Remove this domain"
              label={`Remove ${name}`}
              question={`${name} has no hosts. All that is set on it is forgotten.`}
              confirm="Remove it for good"
              keep="Keep it"
            />
          </Panel>
        )}
      </div>
    </section>
  );
}
