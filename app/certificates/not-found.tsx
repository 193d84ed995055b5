import Link from 'next/link';
import { paths } from '#lib/paths.ts';

/** Shown for a certificate that was never seen, and for an address that is no fingerprint. */
export default function CertificateNotFound() {
  return (
    <div className="max-w-2xl">
      <h1 className="font-semibold text-xl">This certificate has not been seen here</h1>
      <p className="mt-2">
        No watched server has sent a certificate with this SHA-256 fingerprint, and no trust store holds it. The address has 64 hexadecimal
        digits; a Windows thumbprint is a SHA-1 fingerprint with 40, and the list of certificates finds those too.
      </p>
      <p className="mt-4">
        <Link href={paths.certificates()} className="text-link underline">
          Look for it among all certificates
        </Link>
      </p>
    </div>
  );
}
