import Link from 'next/link';
import { CertificateStateBadge } from '#components/certificates/certificate-state-badge.tsx';
import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { Moment } from '#components/time/moment.tsx';
import { count } from '#lib/diagnosis/reading/wording.ts';
import type { TrustStoreView } from '#lib/fleet/trust/views.ts';
import { paths } from '#lib/paths.ts';
import { Removal } from './removal.tsx';
import type { TrustActions } from './trust-actions.ts';
import { kindWords } from './words.ts';

/** The certificates of a store, that which ends first at the top. With `remove` each can be taken out. */
export function AnchorTable({ store, remove }: { store: TrustStoreView; remove?: TrustActions['removeAnchor'] }) {
  if (store.anchors.length === 0) return <p className="text-muted">There is no certificate in it, so it trusts nothing.</p>;
  return (
    <ScrollRegion label={`Certificates of ${store.name}`} className="overflow-x-auto">
      <table className="w-full min-w-[44rem] border-collapse text-left">
        <thead>
          <tr className="text-muted">
            {['Certificate', 'State', 'Ends', 'Doors whose path ends at it', ...(remove ? ['Change'] : [])].map((label) => (
              <th key={label} scope="col" className="py-1 pr-4 font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {store.anchors.map(({ sha256, name, kind, state, notAfter, doors, hosts, alsoIn }) => (
            <tr key={sha256} className="border-line border-t align-top">
              <th scope="row" className="py-1.5 pr-4 font-normal">
                <Link href={paths.certificate(sha256)} prefetch={false} className="font-medium text-link underline wrap-anywhere">
                  {name}
                </Link>
                <span className="block text-muted">{kindWords[kind]}</span>
              </th>
              <td className="py-1.5 pr-4">
                <CertificateStateBadge state={state} />
              </td>
              <td className="py-1.5 pr-4">{notAfter === null ? 'not known' : <Moment at={notAfter} />}</td>
              <td className="py-1.5 pr-4">
                {doors === 0 ? 'none' : `${count(doors, 'door')} of ${count(hosts, 'host')}`}
                {alsoIn.length > 0 && <span className="block text-muted wrap-anywhere">also trusted by {alsoIn.join(', ')}</span>}
              </td>
              {remove && (
                <td className="py-1.5">
                  <Removal
                    action={remove}
                    fields={{ storeId: store.id, sha256 }}
                    label={`Remove ${name} from ${store.name}`}
                    question={
                      doors === 0 || alsoIn.length > 0
                        ? `${name} is taken out of ${store.name}. ${doors === 0 ? 'No door’s path ends at it.' : `It stays trusted by ${alsoIn.join(', ')}.`}`
                        : `${count(doors, 'door')} of ${count(hosts, 'host')} would not be trusted any more.`
                    }
                    confirm="Trust it no longer"
                  />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
