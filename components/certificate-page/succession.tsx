import Link from 'next/link';
import { dayWords } from '#components/time/day.ts';
import type { CertificatePage, CertificateRef, RenewalRef } from '#lib/certificates/details/views.ts';
import { paths } from '#lib/paths.ts';
import { CertificateLink } from './certificate-link.tsx';

function Others({ title, own, others, none }: { title: string; own: string; others: readonly CertificateRef[]; none: string | null }) {
  if (others.length === 0 && none === null) return null;
  return (
    <div>
      <h3 className="font-medium">{title}</h3>
      {others.length === 0 ? (
        <p className="text-muted">{none}</p>
      ) : (
        <ul>
          {others.map((other) => (
            <li key={other.sha256}>
              <CertificateLink certificate={other} />{' '}
              <Link
                href={paths.certificateComparison(own, other.sha256)}
                prefetch={false}
                aria-label={`Compare with ${other.name}, ${title.toLowerCase()}`}
                className="text-link underline"
              >
                Compare
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Renewal({ renewal: { id, part, state, owner, dueOn, automatic } }: { renewal: RenewalRef }) {
  const details = [
    state,
    owner ? `with ${owner}` : '',
    dueOn === null ? '' : `due on ${dayWords(dueOn)}`,
    automatic ? 'found by itself' : '',
  ];
  return (
    <li>
      <Link href={paths.renewal(id)} prefetch={false} className="text-link underline">
        {part === 'old' ? 'Its replacement' : 'The renewal that it belongs to'}
      </Link>{' '}
      <span className="text-muted">{details.filter(Boolean).join(', ')}</span>
    </li>
  );
}

/** What it took the place of, what took its place, and how its renewal stands. */
export function Succession({ page }: { page: CertificatePage }) {
  const own = page.facts.sha256;
  return (
    <div className="grid gap-3">
      <Others title="Predecessor" own={own} others={page.predecessor === null ? [] : [page.predecessor]} none="None is known." />
      <Others title="Successor" own={own} others={page.successors} none="None has been seen." />
      <Others title="With the same key" own={own} others={page.sameKey} none={null} />
      <div>
        <h3 className="font-medium">Renewal</h3>
        {page.renewals.length === 0 ? (
          <p className="text-muted">
            No renewal is planned.{' '}
            <Link href={paths.renewals({ certificate: own })} prefetch={false} className="text-link underline">
              Plan its renewal
            </Link>
          </p>
        ) : (
          <ul>
            {page.renewals.map((renewal) => (
              <Renewal key={renewal.id} renewal={renewal} />
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
