import Link from 'next/link';
import { paths } from '#lib/paths.ts';

/** Shown for a domain that nobody is known to be in. */
export default function DomainNotFound() {
  return (
    <div className="max-w-2xl">
      <h1 className="font-semibold text-xl">This domain is not known here</h1>
      <p className="mt-2">
        No host of it is registered, and nobody added it by name. It may have gone with its last host, or the address may hold a typing
        mistake.
      </p>
      <p className="mt-4">
        <Link href={paths.domains()} className="text-link underline">
          Look for it among the domains, or add it
        </Link>
      </p>
    </div>
  );
}
