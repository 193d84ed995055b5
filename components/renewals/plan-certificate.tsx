import Link from 'next/link';
import { Moment } from '#components/time/moment.tsx';
import type { RenewalCertificate } from '#lib/certificates/renewals/views.ts';
import { paths } from '#lib/paths.ts';
import { shortSha } from './renewal-words.ts';

/** A certificate that a plan names: name, issuer, validity, and the way to its page. */
export function PlanCertificate({ certificate }: { certificate: RenewalCertificate }) {
  const { sha256, name, issuerName, notBefore, notAfter } = certificate;
  const facts = [
    { label: 'Name', value: <span className="font-mono">{name}</span> },
    { label: 'Issuer', value: issuerName },
    { label: 'Valid from', value: notBefore ? <Moment at={notBefore} /> : 'not readable' },
    { label: 'Ends', value: notAfter ? <Moment at={notAfter} /> : 'not readable' },
  ];
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
      {facts.map(({ label, value }) => (
        <div key={label} className="contents">
          <dt className="text-muted">{label}</dt>
          <dd className="wrap-anywhere">{value}</dd>
        </div>
      ))}
      <dt className="text-muted">SHA-256</dt>
      <dd>
        <Link href={paths.certificate(sha256)} prefetch={false} className="font-mono text-link underline">
          {shortSha(sha256)}…
        </Link>
      </dd>
    </dl>
  );
}
