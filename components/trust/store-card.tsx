import Link from 'next/link';
import { Moment } from '#components/time/moment.tsx';
import { count } from '#lib/diagnosis/reading/wording.ts';
import type { TrustStoreView } from '#lib/fleet/trust/views.ts';
import { paths } from '#lib/paths.ts';
import { AnchorTable } from './anchor-table.tsx';
import { originWords, scopeWords } from './words.ts';

/** Where a store comes from and what hangs on it, in two lines. */
export function StoreFacts({ store }: { store: TrustStoreView }) {
  return (
    <p className="text-muted wrap-anywhere">
      For {scopeWords(store)}; {count(store.anchors.length, 'certificate')},{' '}
      {store.managedBy === 'demo' ? 'part of the demo, since' : `${originWords[store.origin]} by ${store.createdBy}`}{' '}
      <Moment at={store.createdAt} />
      {store.managedBy !== null &&
        store.managedBy !== 'demo' &&
        `; managed by ${store.managedBy}, which brings it back when it is removed here`}
      . {store.doors === 0 ? 'No door’s path ends in it.' : `The paths of ${count(store.doors, 'door')} end in it.`}
    </p>
  );
}

/** One trust store with its certificates. */
export function StoreCard({ store }: { store: TrustStoreView }) {
  const id = `store-${store.id}`;
  return (
    <section aria-labelledby={id} className="min-w-0 border-line border-t py-3 first:border-t-0">
      <h3 id={id} className="font-medium">
        <Link href={paths.trustStore(store.id)} prefetch={false} className="text-link underline wrap-anywhere">
          {store.name}
        </Link>
      </h3>
      <StoreFacts store={store} />
      <div className="mt-1">
        <AnchorTable store={store} />
      </div>
    </section>
  );
}
