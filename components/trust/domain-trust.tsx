import Link from 'next/link';
import type { LensView } from '#lib/fleet/trust/views.ts';
import { paths } from '#lib/paths.ts';

const isEmpty = ({ system, bundle, stores }: LensView): boolean => !system && !bundle && stores.length === 0;

/** Which authorities count for the doors of a domain, with the other ways of looking at them, and the way to change it. */
export function DomainTrust({ domain, lenses }: { domain: string; lenses: readonly LensView[] }) {
  const chosen = lenses.find(({ inForce }) => inForce);
  const others = lenses.filter((lens) => lens !== chosen);
  return (
    <>
      {chosen !== undefined && (
        <>
          <p className="wrap-anywhere">
            Its doors are judged by <span className="font-medium">{chosen.name}</span>
            {isEmpty(chosen) ? ', and nothing counts with it: it trusts nothing.' : '. What counts with it:'}
          </p>
          {!isEmpty(chosen) && (
            <ul aria-label="What counts" className="mt-1 list-disc pl-5">
              {chosen.system && <li>what the system of each worker trusts</li>}
              {chosen.bundle && <li>the file that a worker was started with, where there is one</li>}
              {chosen.stores.map(({ id, name }) => (
                <li key={id}>
                  <Link href={paths.trustStore(id)} prefetch={false} className="text-link underline wrap-anywhere">
                    {name}
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
      {others.length > 0 && (
        <p className="mt-2 text-muted wrap-anywhere">
          Shown beside it on the page of each host: {others.map(({ name }) => name).join(', ')}.
        </p>
      )}
      <p className="mt-2">
        <Link href={`${paths.trustSettings()}?${new URLSearchParams({ domain })}`} prefetch={false} className="text-link underline">
          Trust stores and lenses of {domain}
        </Link>
      </p>
    </>
  );
}
