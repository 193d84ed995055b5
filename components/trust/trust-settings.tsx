import Link from 'next/link';
import { Panel } from '#components/host/panel.tsx';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import { ExportLinks } from '#components/ui/export-links.tsx';
import type { TrustSettingsView } from '#lib/fleet/trust/views.ts';
import { paths } from '#lib/paths.ts';
import { DirectoryOfferForm } from './directory-offers.tsx';
import { DomainLenses } from './domain-lenses.tsx';
import { GiveForm } from './give-form.tsx';
import { OwnStores } from './own-stores.tsx';
import { StoreCard } from './store-card.tsx';
import type { TrustActions } from './trust-actions.ts';
import { UnreadDirectories } from './unread-directories.tsx';

function Narrowed({ domain }: { domain: string }) {
  return (
    <p className="mt-2">
      Shown: what counts for{' '}
      <Link href={paths.domain(domain)} prefetch={false} className="text-link underline wrap-anywhere">
        {domain}
      </Link>
      .{' '}
      <Link href={paths.trustSettings()} prefetch={false} className="text-link underline">
        Show all domains
      </Link>
    </p>
  );
}

/** Whom the checks trust: the stores, what they are told by workers and directories, and by which lens each domain is judged. */
export function TrustSettings({ view, actions }: { view: TrustSettingsView; actions: TrustActions }) {
  const { stores, own, domains, offers, unread, domain } = view;
  const only = domain === null ? undefined : domains[0];
  return (
    <div className="max-w-5xl">
      <Breadcrumb crumbs={[{ label: 'Settings', href: paths.settings() }, { label: 'Trust' }]} />
      <h1 className="font-semibold text-xl">Trust</h1>
      <p className="mt-2 max-w-[75ch]">
        A server’s certificate is sound when its path ends at a certificate in one of these stores. Nothing gets into them by itself.
      </p>
      {domain !== null && <Narrowed domain={domain} />}
      <div className="mt-4 flex flex-col gap-4">
        <Panel
          id="stores"
          title="Trust stores"
          aside={
            stores.length > 0 && (
              <ExportLinks
                of="the trusted certificates"
                hrefOf={(format) => paths.trustExport({ ...(domain === null ? {} : { domain }), format })}
              />
            )
          }
        >
          {stores.length === 0 ? (
            <p className="text-muted">
              There is none yet: only what the workers trust by themselves counts. Servers of a private authority are reported as not
              trusted until its root is given below.
            </p>
          ) : (
            stores.map((store) => <StoreCard key={store.id} store={store} />)
          )}
        </Panel>
        <Panel id="give" title="Trust certificates from a file">
          <GiveForm action={actions.giveFile} domains={domains} initialDomain={only === undefined ? '' : String(only.id)} />
        </Panel>
        <Panel id="offers" title="Published in directories">
          <p className="mb-2 max-w-[75ch] text-muted">
            Read by discoveries that sign in: the containers Certification Authorities, NTAuthCertificates and AIA. They are offered here,
            and trusted only when you tick them.
          </p>
          {unread.length > 0 && <UnreadDirectories unread={unread} />}
          {offers.length === 0 ? (
            <p className="text-muted">
              {domain === null ? 'No discovery has read a directory yet.' : `No discovery has read the directory of ${domain} yet.`}{' '}
              <Link href={paths.discover()} prefetch={false} className="text-link underline">
                Discover a domain
              </Link>{' '}
              with an account.
            </p>
          ) : (
            offers.map((offer) => (
              <DirectoryOfferForm key={offer.runId} offer={offer} domains={domains} action={actions.trustFromDirectory} />
            ))
          )}
        </Panel>
        <Panel id="lenses" title="Lenses: what counts for which domain">
          <p className="mb-2 max-w-[75ch] text-muted">
            One lens decides the verdicts of a domain’s doors. The others are shown on the page of each host, so that it can be seen what
            clients with other stores make of it.
          </p>
          {domains.length === 0 ? (
            <p className="text-muted">No host is in a domain yet.</p>
          ) : (
            domains.map((each) => <DomainLenses key={each.id} domain={each} stores={stores} actions={actions} />)
          )}
        </Panel>
        <Panel id="own" title="What workers trust by themselves">
          <OwnStores stores={own} />
        </Panel>
      </div>
    </div>
  );
}
