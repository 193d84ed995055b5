import Link from 'next/link';
import type { RenewalView } from '#lib/certificates/renewals/views.ts';
import { paths } from '#lib/paths.ts';

/** Why a server may keep serving the old certificate although the new one is there; nothing where that is not so. */
export function StillServed({ view }: { view: Pick<RenewalView, 'doors' | 'successor' | 'closedAt'> }) {
  const old = view.doors.filter(({ serves }) => serves === 'old');
  if (view.closedAt !== null || view.successor === null || old.length === 0) return null;
  const hasDomainController = old.some(({ profile }) => profile === null || profile.startsWith('ad-'));
  return (
    <div className="mt-3 rounded-md bg-sunken px-3 py-2">
      <p className="font-semibold">
        The new certificate is there, and {old.length === 1 ? 'a door still serves' : `${old.length} doors still serve`} the old one.
      </p>
      <p className="mt-1 max-w-[80ch]">
        {hasDomainController
          ? 'A domain controller looks into the personal store of the NTDS service first, and only then into that of the computer; among those that fit it takes the one that ends last. It loads a new one at a restart, or when renewServerCertificate is written to its rootDSE ([MS-ADTS] 3.1.1.3.3.22). '
          : 'Most servers load a certificate only when they start or are told to read their configuration again. '}
        <Link href={paths.cause('renewed-but-not-served')} prefetch={false} className="text-link underline">
          What to do
        </Link>
      </p>
    </div>
  );
}
