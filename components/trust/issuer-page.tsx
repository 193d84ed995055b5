import { Panel } from '#components/host/panel.tsx';
import { Moment } from '#components/time/moment.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import type { IssuerView, TrustChange } from '#lib/fleet/trust/views.ts';
import { paths } from '#lib/paths.ts';
import { Fingerprint } from './fingerprint.tsx';
import { IssuerForm } from './issuer-form.tsx';
import { kindWords } from './words.ts';

/** A certificate of a door's chain, with all that has to be looked at before it is trusted. */
export function IssuerPage({ view, action }: { view: IssuerView; action: FormAction<TrustChange> }) {
  const { certificate, host, port, sent } = view;
  return (
    <div className="max-w-3xl">
      <Breadcrumb crumbs={[{ label: `${host}:${port}`, href: paths.host(host, port), isName: true }, { label: 'Trust an issuer' }]} />
      <h1 className="font-semibold text-xl wrap-anywhere">Trust {certificate.name}?</h1>
      <p className="mt-2 max-w-[75ch]">
        {sent ? `It came from ${host} itself: whoever answers there could have made it. ` : ''}Once it is trusted, every server with a
        certificate of it counts as sound. So compare the fingerprint first, with one from the authority’s own page, document or
        administrator.
      </p>
      <div className="mt-4">
        <Panel id="issuer" title="The certificate">
          <dl className="grid grid-cols-1 gap-x-4 gap-y-1 sm:grid-cols-[8rem_minmax(0,1fr)]">
            <dt className="text-muted">What it is</dt>
            <dd>
              {kindWords[certificate.kind]}
              {certificate.dates === 'expired' && <strong className="font-semibold text-critical">, expired</strong>}
              {certificate.dates === 'not-yet-valid' && <strong className="font-semibold text-critical">, not valid yet</strong>}
            </dd>
            <dt className="text-muted">Subject</dt>
            <dd className="font-mono wrap-anywhere">{certificate.subject}</dd>
            <dt className="text-muted">Issuer</dt>
            <dd className="font-mono wrap-anywhere">{certificate.selfSigned ? 'itself' : certificate.issuer}</dd>
            <dt className="text-muted">Valid</dt>
            <dd>
              {certificate.notBefore && certificate.notAfter ? (
                <>
                  <Moment at={certificate.notBefore} /> to <Moment at={certificate.notAfter} />
                </>
              ) : (
                'not readable'
              )}
            </dd>
            <dt className="text-muted">SHA-256</dt>
            <dd className="text-base">
              <Fingerprint sha256={certificate.sha256} />
            </dd>
            {certificate.inStores.length > 0 && (
              <>
                <dt className="text-muted">Already in</dt>
                <dd className="wrap-anywhere">{certificate.inStores.join(', ')}</dd>
              </>
            )}
          </dl>
          <div className="mt-4 border-line border-t pt-3">
            <IssuerForm view={view} action={action} />
          </div>
        </Panel>
      </div>
    </div>
  );
}
