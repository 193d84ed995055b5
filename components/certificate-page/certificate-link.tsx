import Link from 'next/link';
import { shortFingerprint } from '#components/certificate/pem.ts';
import { Moment } from '#components/time/moment.tsx';
import type { CertificateRef } from '#lib/certificates/details/views.ts';
import { paths } from '#lib/paths.ts';

/** A certificate by name, start of its fingerprint and end, with the way to its page. */
export function CertificateLink({ certificate: { sha256, name, notAfter } }: { certificate: CertificateRef }) {
  return (
    <span className="wrap-anywhere">
      <Link href={paths.certificate(sha256)} prefetch={false} className="font-mono text-link underline">
        {name}
      </Link>{' '}
      <span className="text-muted">
        <span className="font-mono">{shortFingerprint(sha256)}</span>
        {notAfter === null ? ', dates cannot be read' : ', ends '}
        {notAfter !== null && <Moment at={notAfter} />}
      </span>
    </span>
  );
}
