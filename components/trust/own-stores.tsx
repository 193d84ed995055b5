import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { Moment } from '#components/time/moment.tsx';
import type { OwnStoreView } from '#lib/fleet/trust/views.ts';

/** What workers trust without anybody having given it here. */
export function OwnStores({ stores }: { stores: readonly OwnStoreView[] }) {
  if (stores.length === 0)
    return <p className="text-muted">No worker has told yet what it trusts by itself, or they trust nothing by themselves.</p>;
  return (
    <ScrollRegion label="What workers trust by themselves" className="overflow-x-auto">
      <table className="w-full min-w-[36rem] border-collapse text-left">
        <thead>
          <tr className="text-muted">
            {['Store', 'Location', 'Certificates', 'Next to end', 'Doors'].map((label) => (
              <th key={label} scope="col" className="py-1 pr-4 font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {stores.map(({ kind, name, location, count, soonestAt, expired, doors }) => (
            <tr key={`${location} ${kind} ${name}`} className="border-line border-t align-top">
              <th scope="row" className="py-1.5 pr-4 font-medium wrap-anywhere">
                {kind === 'system' ? 'system' : name}
                <span className="block font-normal text-muted">
                  {kind === 'system' ? 'what the operating system trusts' : 'the file of PORT636_TRUST_BUNDLE'}
                </span>
              </th>
              <td className="py-1.5 pr-4">{location}</td>
              <td className="py-1.5 pr-4">
                {count}
                {expired > 0 && <span className="block text-muted">{expired} have expired</span>}
              </td>
              <td className="py-1.5 pr-4">{soonestAt === null ? 'none' : <Moment at={soonestAt} />}</td>
              <td className="py-1.5">{doors}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
