import Link from 'next/link';
import { Panel } from '#components/host/panel.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import { ExportLinks } from '#components/ui/export-links.tsx';
import type { ExpirySettingsView } from '#lib/certificates/settings/views.ts';
import { defaultExpiryWindows, type ExpiryWindows } from '#lib/diagnosis/rule.ts';
import { paths } from '#lib/paths.ts';
import { DomainTable } from './domain-table.tsx';
import { FreezeForm } from './freeze-form.tsx';
import { FreezeList } from './freeze-list.tsx';
import { LineForm } from './line-form.tsx';
import { WindowsForm } from './windows-form.tsx';

type Windows = FormAction<{ windows: ExpiryWindows | null }>;

/** The changes that the page offers. */
export type ExpirySettingsActions = {
  setWindows: Windows;
  setDomainWindows: Windows;
  setDomainOwner: FormAction<{ owner: string }>;
  setOrganisation: FormAction<{ organisation: string }>;
  addFreeze: FormAction<{ id: string; name: string }>;
  editFreeze: FormAction<{ id: string; name: string }>;
  removeFreeze: FormAction<{ name: string }>;
};

type Props = {
  view: ExpirySettingsView;
  /** Names of the domain and id of the freeze whose forms are open. */
  domain: string | null;
  freeze: string | null;
  zones: readonly string[];
  actions: ExpirySettingsActions;
};

/** Windows of expiry, owners, change freezes and the organisation's name. */
export function ExpirySettings({ view, domain, freeze, zones, actions }: Props) {
  const editedFreeze = view.freezes.find(({ id }) => id === freeze) ?? null;
  return (
    <div className="max-w-5xl">
      <Breadcrumb crumbs={[{ label: 'Settings', href: paths.settings() }, { label: 'Expiry' }]} />
      <h1 className="mt-1 font-semibold text-xl">Expiry settings</h1>
      <p className="mt-2 max-w-[75ch] text-muted">
        From when on an ending certificate is a warning, and from when on it is critical. The windows of a host (in its Edit dialog) go
        before those of its domain, and those before the windows for everything else.
      </p>
      <div className="mt-4 grid items-start gap-4 lg:grid-cols-2">
        <Panel id="windows" title="Windows for everything">
          <WindowsForm
            action={actions.setWindows}
            windows={view.windows}
            inherited={defaultExpiryWindows}
            inheritedName="the usual windows"
            done="Saved. Hosts follow at their next regular check."
          />
        </Panel>
        <div className="flex flex-col gap-4">
          <Panel id="help" title="How to choose">
            <HelpText />
          </Panel>
          <Panel id="organisation" title="Organisation">
            <LineForm
              action={actions.setOrganisation}
              field="organisation"
              label="Name of the organisation"
              hint="Stands at the head of reports. Empty for none."
              initial={view.organisation}
              save="Save name"
            />
          </Panel>
        </div>
      </div>
      <div className="mt-4 flex flex-col gap-4">
        <Domains view={view} domain={domain} actions={actions} />
        <Panel
          id="freezes"
          title="Change freezes"
          aside={
            view.freezes.length > 0 && (
              <ExportLinks of="the change freezes" hrefOf={(format) => paths.expirySettingsExport({ table: 'freezes', format })} />
            )
          }
        >
          <p className="mb-2 text-muted">Periods in which nobody may change servers. They may overlap.</p>
          <FreezeList freezes={view.freezes} remove={actions.removeFreeze} />
          <h3 id="freeze" className="mt-4 mb-2 scroll-mt-20 border-line border-t pt-4 font-semibold">
            {editedFreeze === null ? 'Add a freeze' : `Edit ${editedFreeze.name}`}
          </h3>
          <FreezeForm
            key={editedFreeze?.id ?? 'new'}
            freeze={editedFreeze}
            action={editedFreeze === null ? actions.addFreeze : actions.editFreeze}
            zones={zones}
          />
          {editedFreeze !== null && (
            <p className="mt-2">
              <Link href={`${paths.expirySettings()}#freeze`} prefetch={false} className="text-link underline">
                Add another freeze instead
              </Link>
            </p>
          )}
        </Panel>
      </div>
    </div>
  );
}

/** Of auto-enrolment: https://www.gradenegger.eu/en/planning-of-certificate-validity-and-renewal-period-of-end-entitaets-certificates-with-auto-enrollment/ */
function HelpText() {
  return (
    <div className="flex flex-col gap-2">
      <p>
        Days suit certificates that people renew: they need the same notice whatever the lifetime. Shares suit short ones: 30 days of notice
        would have a 47-day certificate warn for two thirds of its life. The shorter of both counts, so one setting does for both.
      </p>
      <p>
        AD CS auto-enrolment renews by itself within the renewal period of the template, six weeks before the end unless changed, and not
        before 80 % of the lifetime has passed. With the usual windows a warning of a certificate for a year or longer therefore means that
        auto-enrolment has already missed its turn.
      </p>
      <p>
        After a change here hosts follow at their next regular check; after a change for a domain or a host its doors are checked again at
        once.
      </p>
    </div>
  );
}

function Domains({ view, domain, actions }: Pick<Props, 'view' | 'domain' | 'actions'>) {
  const edited = view.domains.find(({ name }) => name === domain) ?? null;
  return (
    <Panel
      id="domains"
      title="Domains"
      aside={
        view.domains.length > 0 && (
          <ExportLinks of="the domains" hrefOf={(format) => paths.expirySettingsExport({ table: 'domains', format })} />
        )
      }
    >
      {view.domains.length === 0 ? (
        <p className="text-muted">
          No domain is known yet. Domains come with the first host that is{' '}
          <Link href={paths.setup()} prefetch={false} className="text-link underline">
            added
          </Link>
          .
        </p>
      ) : (
        <DomainTable domains={view.domains} current={edited?.name ?? null} />
      )}
      {edited !== null && (
        <section key={edited.id} aria-labelledby="domain" className="mt-4 border-line border-t pt-4">
          <h3 id="domain" className="mb-2 scroll-mt-20 font-semibold wrap-anywhere">
            {edited.name}
          </h3>
          <div className="grid items-start gap-6 lg:grid-cols-2">
            <LineForm
              action={actions.setDomainOwner}
              field="owner"
              label="Owner of its certificates"
              hint="Who looks after them, where a host names nobody itself: a person, a team or an address."
              initial={edited.owner}
              domainId={edited.id}
              save="Save owner"
            />
            <WindowsForm
              action={actions.setDomainWindows}
              windows={edited.windows}
              inherited={view.windows ?? defaultExpiryWindows}
              inheritedName="the windows for everything"
              domainId={edited.id}
              done="Saved. Its hosts are checked again now."
            />
          </div>
        </section>
      )}
    </Panel>
  );
}
