import { Panel } from '#components/host/panel.tsx';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import type { InstallView, TrustStoreView } from '#lib/fleet/trust/views.ts';
import { paths } from '#lib/paths.ts';
import { AnchorTable } from './anchor-table.tsx';
import { GiveForm } from './give-form.tsx';
import { Installation } from './installation.tsx';
import { Removal } from './removal.tsx';
import { StoreFacts } from './store-card.tsx';
import { StoreForm } from './store-form.tsx';
import type { TrustActions } from './trust-actions.ts';
import { riskWords } from './words.ts';

type Props = {
  store: TrustStoreView;
  domains: readonly { id: number; name: string }[];
  installation: readonly InstallView[];
  actions: TrustActions;
};

/** One trust store: what is in it, how clients are given it, and what changes it. */
export function TrustStorePage({ store, domains, installation, actions }: Props) {
  const crumbs = [{ label: 'Settings', href: paths.settings() }, { label: 'Trust', href: paths.trustSettings() }, { label: store.name }];
  return (
    <div className="max-w-5xl">
      <Breadcrumb crumbs={crumbs} />
      <h1 className="font-semibold text-xl wrap-anywhere">{store.name}</h1>
      <StoreFacts store={store} />
      <div className="mt-4 flex flex-col gap-4">
        <Panel id="anchors" title="Certificates">
          <AnchorTable store={store} remove={actions.removeAnchor} />
        </Panel>
        {installation.length > 0 && (
          <Panel
            id="install"
            title="For your clients"
            aside={
              <span className="flex flex-wrap gap-x-4">
                {(['pem', 'p7b'] as const).map((format) => (
                  <a
                    key={format}
                    href={paths.trustStoreFile(store.id, { format })}
                    download
                    className="inline-flex min-h-6 items-center text-link underline"
                  >
                    {format === 'pem' ? 'All as one PEM file' : 'All as PKCS #7 (.p7b)'}
                  </a>
                ))}
              </span>
            }
          >
            <p className="mb-2 max-w-[75ch]">
              Clients that verify have to trust the same roots. Give them the certificate, make it known as below, and see that it is.
            </p>
            <Installation storeId={store.id} certificates={installation} />
          </Panel>
        )}
        <Panel id="add" title="Add certificates from a file">
          <GiveForm action={actions.giveFile} domains={domains} initialDomain="" store={store} />
        </Panel>
        <Panel id="change" title="Name and domain">
          <StoreForm store={store} domains={domains} action={actions.editStore} />
        </Panel>
        <Panel id="remove" title="Trust it no longer">
          <Removal
            action={actions.removeStore}
            fields={{ storeId: store.id }}
            label={`Remove the trust store ${store.name}`}
            question={riskWords(store)}
            confirm={`Remove ${store.name}`}
          />
        </Panel>
      </div>
    </div>
  );
}
