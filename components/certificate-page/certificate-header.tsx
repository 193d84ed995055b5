import Link from 'next/link';
import { lifetimeWords } from '#components/certificate/lifetime.ts';
import { Moment } from '#components/time/moment.tsx';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import type { CertificatePage } from '#lib/certificates/details/views.ts';
import { paths } from '#lib/paths.ts';
import { Standing, windowsSentence } from './standing.tsx';
import { kindWords, useSentence } from './use-words.ts';

const downloads = [
  { format: 'pem', label: 'PEM' },
  { format: 'chain', label: 'PEM with its chain' },
  { format: 'der', label: 'DER' },
  { format: 'txt', label: 'Text' },
] as const;

/** What it is, how it stands, who uses it, and the ways to take it along. */
export function CertificateHeader({ page, now }: { page: CertificatePage; now: Date }) {
  const { facts, kind, standing, firstSeenAt, use } = page;
  return (
    <header className="mb-4">
      <Breadcrumb crumbs={[{ label: 'Certificates', href: paths.certificates() }, { label: kindWords[kind] }]} />
      <h1 className="mt-1 font-semibold text-xl wrap-anywhere">
        <span className="font-mono">{page.name}</span> <span className="font-normal text-muted">{kindWords[kind]}</span>
      </h1>
      <p className="mt-2">
        <Standing state={standing.state} isUsed={use.endpoints > 0} lifetime={lifetimeWords(facts.notBefore, facts.notAfter, now)} />
      </p>
      <p className="mt-1">
        {facts.notAfter !== null && (
          <>
            Valid to <Moment at={facts.notAfter} />.{' '}
          </>
        )}
        {useSentence(page)} First seen <Moment at={firstSeenAt} />.
      </p>
      <p className="mt-1 text-muted">{windowsSentence(standing)}</p>
      <div className="no-print mt-3 flex flex-wrap items-center gap-2">
        <Link href={paths.certificateComparison(facts.sha256, '')} prefetch={false} className={buttonClass()}>
          Compare with another
        </Link>
        <span className="text-muted">Download:</span>
        {downloads.map(({ format, label }) => (
          <a key={format} href={paths.certificateFile(facts.sha256, format)} download className={buttonClass()}>
            {label}
          </a>
        ))}
      </div>
    </header>
  );
}
