import Link from 'next/link';
import { Panel } from '#components/host/panel.tsx';
import { RequirementLists } from '#components/requirements/requirement-list.tsx';
import { Moment } from '#components/time/moment.tsx';
import type { UploadedCertificate, UploadView } from '#lib/certificates/preflight/views.ts';
import { paths } from '#lib/paths.ts';

const roleWords: Readonly<Record<UploadedCertificate['role'], string>> = {
  server: 'Server’s certificate',
  issuer: 'Issuer',
  other: 'Not part of the chain',
};

/** What was uploaded, and what is asked of the file itself. */
export function UploadSummary({ upload }: { upload: UploadView }) {
  return (
    <Panel id="preflight-upload" title={`Upload: ${upload.form}`}>
      <ul className="space-y-3">
        {upload.certificates.map((certificate) => (
          <li key={certificate.sha256} className="min-w-0">
            <p className="wrap-anywhere">
              <span className="text-muted">{upload.kind === 'request' ? 'Asked for' : roleWords[certificate.role]}: </span>
              {certificate.isKnown ? (
                <Link href={paths.certificate(certificate.sha256)} prefetch={false} className="font-medium text-link underline">
                  {certificate.name}
                </Link>
              ) : (
                <span className="font-medium">{certificate.name}</span>
              )}
              {certificate.isKnown && <span className="text-muted"> (seen before)</span>}
            </p>
            <Facts certificate={certificate} isRequest={upload.kind === 'request'} />
          </li>
        ))}
      </ul>
      {upload.properties.length > 0 && (
        <dl className="mt-3 grid grid-cols-1 gap-x-4 gap-y-1 border-line border-t pt-3 sm:grid-cols-[10rem_minmax(0,1fr)]">
          {upload.properties.map(({ label, value }) => (
            <div key={label} className="contents">
              <dt className="text-muted">{label}</dt>
              <dd className="wrap-anywhere">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {upload.notes.map((note) => (
        <p key={note} className="mt-3 rounded-md border border-line-strong bg-sunken px-3 py-2">
          {note}
        </p>
      ))}
      {upload.rows.length > 0 && (
        <section className="mt-4 border-line border-t pt-3" aria-label="What is asked of the file">
          <h3 className="font-semibold">The file itself</h3>
          <RequirementLists matrices={[{ leafSha256: 'file', addresses: [], rows: upload.rows }]} name="" port={0} findings={[]} />
        </section>
      )}
    </Panel>
  );
}

function Facts({ certificate, isRequest }: { certificate: UploadedCertificate; isRequest: boolean }) {
  const { names, notBefore, notAfter, issuer, key, sha256 } = certificate;
  return (
    <p className="text-muted wrap-anywhere">
      {names.length > 0 && (
        <>
          {names.length === 1 ? 'Name' : 'Names'} <span className="font-mono">{names.join(', ')}</span>;{' '}
        </>
      )}
      {key}.{' '}
      {notBefore && notAfter && (
        <>
          Valid from <Moment at={notBefore} /> to <Moment at={notAfter} />.{' '}
        </>
      )}
      {!isRequest && (
        <>
          Issued by {issuer}. SHA-256 <span className="font-mono">{sha256}</span>
        </>
      )}
    </p>
  );
}
