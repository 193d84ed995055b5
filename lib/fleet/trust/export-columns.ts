import type { ExportColumn } from '../../export/table.ts';
import type { AnchorView, TrustStoreView } from './views.ts';

type Row = { store: TrustStoreView; anchor: AnchorView };

/** The certificates of trust stores, each with its store. */
export const anchorRows = (stores: readonly TrustStoreView[]): Row[] =>
  stores.flatMap((store) => store.anchors.map((anchor) => ({ store, anchor })));

/** What a file of them holds. */
export const anchorColumns: readonly ExportColumn<Row>[] = [
  { id: 'store', value: ({ store }) => store.name },
  { id: 'domain', value: ({ store }) => store.domain?.name ?? null },
  { id: 'subject', value: ({ anchor }) => anchor.subject },
  { id: 'issuer', value: ({ anchor }) => anchor.issuer },
  { id: 'sha256', value: ({ anchor }) => anchor.sha256 },
  { id: 'kind', value: ({ anchor }) => anchor.kind },
  { id: 'notBefore', value: ({ anchor }) => anchor.notBefore },
  { id: 'notAfter', value: ({ anchor }) => anchor.notAfter },
  { id: 'daysLeft', value: ({ anchor }) => anchor.daysLeft },
  { id: 'hosts', value: ({ anchor }) => anchor.hosts },
  { id: 'doors', value: ({ anchor }) => anchor.doors },
  { id: 'alsoInStores', value: ({ anchor }) => anchor.alsoIn },
  { id: 'addedBy', value: ({ anchor }) => anchor.addedBy },
  { id: 'addedAt', value: ({ anchor }) => anchor.addedAt },
];
