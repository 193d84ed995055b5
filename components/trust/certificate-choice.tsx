import { Moment } from '#components/time/moment.tsx';
import type { ReviewedCertificate } from '#lib/fleet/trust/views.ts';
import { Fingerprint } from './fingerprint.tsx';
import { kindWords } from './words.ts';

/** One certificate with all that decides whether it is to be trusted, and the box to tick. */
export function CertificateChoice({
  certificate,
  isTicked,
  note,
}: {
  certificate: ReviewedCertificate;
  isTicked: boolean;
  note?: string | undefined;
}) {
  const { sha256, name, subject, issuer, notBefore, notAfter, kind, selfSigned, dates, inStores } = certificate;
  const id = `anchor-${sha256}`;
  const label = kind === 'single' ? `Trust this single certificate: ${name}` : `Trust ${name}`;
  return (
    <li className="border-line border-t py-3 first:border-t-0">
      <div className="flex items-start gap-2">
        <input
          id={id}
          type="checkbox"
          name={`anchor:${sha256}`}
          defaultChecked={isTicked}
          aria-describedby={`${id}-facts`}
          className="mt-1 size-4 shrink-0"
        />
        <div className="min-w-0 flex-1">
          <label htmlFor={id} className="font-medium wrap-anywhere">
            {label}
          </label>
          <div id={`${id}-facts`}>
            <p>
              {kindWords[kind]}
              {selfSigned ? ', signed by itself' : ''}.
              {dates === 'expired' && <strong className="font-semibold text-critical"> It has expired.</strong>}
              {dates === 'not-yet-valid' && <strong className="font-semibold text-critical"> It is not valid yet.</strong>}
              {kind === 'single' && ' No other certificate becomes trusted by it; a renewal has to be trusted anew.'}
            </p>
            {note && <p>{note}</p>}
            {inStores.length > 0 && <p className="text-muted wrap-anywhere">Already in {inStores.join(', ')}.</p>}
          </div>
          <dl className="mt-1 grid grid-cols-1 gap-x-4 sm:grid-cols-[6rem_minmax(0,1fr)]">
            <dt className="text-muted">Subject</dt>
            <dd className="font-mono wrap-anywhere">{subject}</dd>
            <dt className="text-muted">Issuer</dt>
            <dd className="font-mono wrap-anywhere">{issuer}</dd>
            <dt className="text-muted">Valid</dt>
            <dd>
              {notBefore && notAfter ? (
                <>
                  <Moment at={notBefore} /> to <Moment at={notAfter} />
                </>
              ) : (
                'not readable'
              )}
            </dd>
            <dt className="text-muted">SHA-256</dt>
            <dd>
              <Fingerprint sha256={sha256} />
            </dd>
          </dl>
        </div>
      </div>
    </li>
  );
}
