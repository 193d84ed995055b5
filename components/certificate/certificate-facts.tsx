import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { Moment } from '#components/time/moment.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { enrolmentOf } from '#lib/diagnosis/reading/enrolment.ts';
import { keyPurposeName } from '#lib/diagnosis/reading/key-purposes.ts';
import type { CertificateFacts } from '#lib/probe/evidence.ts';
import { certificatePem, fingerprintWords } from './pem.ts';

function Line({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  );
}

const keyWords = ({ algorithm, bits, curve }: CertificateFacts['key']): string =>
  [algorithm, curve, bits === null ? null : `${bits} bits`].filter(Boolean).join(' ');

const signatureWords = ({ algorithm, hash }: CertificateFacts['signature']): string =>
  hash === null || algorithm.toUpperCase().includes(hash.replace('-', '').toUpperCase()) ? algorithm : `${algorithm} with ${hash}`;

const enrolmentWords = (facts: CertificateFacts): string => {
  const { words, kind } = enrolmentOf(facts);
  const sentence = `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  return kind === 'auto-enrolled' ? `${sentence} (inferred: such certificates renew by themselves)` : `${sentence} (inferred)`;
};

/** What Microsoft's enrolment wrote into the certificate. */
function MicrosoftLines({ facts: { microsoft } }: { facts: CertificateFacts }) {
  if (microsoft === null) return null;
  const { templateName, templateOid, templateMajorVersion, templateMinorVersion, applicationPolicies, objectGuid, sid, caVersion } =
    microsoft;
  const version = templateMajorVersion === null ? '' : `, version ${templateMajorVersion}.${templateMinorVersion ?? 0}`;
  return (
    <>
      {(templateName ?? templateOid) && (
        <Line label="Template">
          <span className="font-mono">{templateName ?? templateOid}</span>
          {version}
        </Line>
      )}
      {applicationPolicies && (
        <Line label="Application policies">
          {applicationPolicies.map((oid) => (
            <div key={oid}>{keyPurposeName(oid)}</div>
          ))}
        </Line>
      )}
      {objectGuid && (
        <Line label="Directory object">
          <span className="font-mono">{objectGuid}</span> (objectGUID it was issued to)
        </Line>
      )}
      {sid && (
        <Line label="Account">
          <span className="font-mono">{sid}</span> (security identifier it was issued to)
        </Line>
      )}
      {caVersion && <Line label="CA version">{caVersion}</Line>}
    </>
  );
}

/**
 * Everything worth reading in one certificate, with its PEM to copy or save. The page of a certificate shows its serial number and
 * fingerprint elsewhere: `withIdentifiers` false.
 */
export function CertificateFactsList({
  facts,
  lifetime,
  withIdentifiers = true,
}: {
  facts: CertificateFacts;
  lifetime: string;
  withIdentifiers?: boolean;
}) {
  if (facts.malformed) return <p>The bytes cannot be read as a certificate: {facts.malformed}</p>;
  const names = [...facts.dnsNames, ...facts.ipAddresses, ...facts.otherNames];
  const pem = certificatePem(facts.der);
  return (
    <>
      <dl className="grid grid-cols-1 gap-x-4 gap-y-1 sm:grid-cols-[9rem_minmax(0,1fr)]">
        <Line label="Names">
          {names.length === 0
            ? 'none in the subject alternative name'
            : names.map((name) => (
                <div key={name} className="font-mono">
                  {name}
                </div>
              ))}
        </Line>
        <Line label="Subject">
          <span className="font-mono">{facts.subject || 'empty'}</span>
        </Line>
        <Line label="Issuer">
          <span className="font-mono">{facts.issuer}</span>
        </Line>
        <Line label="Valid">
          {facts.notBefore && facts.notAfter ? (
            <>
              <Moment at={facts.notBefore} /> to <Moment at={facts.notAfter} /> ({lifetime})
            </>
          ) : (
            lifetime
          )}
        </Line>
        <Line label="Extended key usage">
          {facts.extendedKeyUsage === null
            ? 'not limited'
            : facts.extendedKeyUsage.map((oid) => <div key={oid}>{keyPurposeName(oid)}</div>)}
        </Line>
        <Line label="Key usage">{facts.keyUsage === null ? 'not limited' : facts.keyUsage.join(', ')}</Line>
        <Line label="CA">
          {facts.basicConstraints?.ca
            ? `yes${facts.basicConstraints.pathLength === null ? '' : `, path length ${facts.basicConstraints.pathLength}`}`
            : 'no'}
        </Line>
        <Line label="Key">{keyWords(facts.key)}</Line>
        <Line label="Signature">{signatureWords(facts.signature)}</Line>
        {!facts.basicConstraints?.ca && <Line label="Enrolment">{enrolmentWords(facts)}</Line>}
        <MicrosoftLines facts={facts} />
        {facts.mustStaple && <Line label="Must staple">yes: clients may refuse the server when it staples no OCSP answer</Line>}
        {facts.unreadableExtensions.length > 0 && <Line label="Unreadable extensions">{facts.unreadableExtensions.join(', ')}</Line>}
        {withIdentifiers && (
          <>
            <Line label="Serial number">
              <span className="font-mono">{facts.serialNumber}</span>
            </Line>
            <Line label="SHA-256">
              <span className="mb-1 block font-mono">{fingerprintWords(facts.sha256)}</span>
              <CopyButton text={facts.sha256} label="Copy SHA-256" />
            </Line>
          </>
        )}
      </dl>
      <details className="mt-2">
        <summary className="w-fit cursor-pointer rounded-sm py-1">PEM</summary>
        <ScrollRegion label="PEM text" className="mt-1 max-h-60 overflow-auto rounded-md border border-line bg-surface p-2">
          <pre className="font-mono text-xs">{pem}</pre>
        </ScrollRegion>
        <p className="mt-2 flex flex-wrap items-center gap-3">
          <CopyButton text={pem} label="Copy PEM" />
          <a
            className="text-link underline"
            download={`${facts.sha256.slice(0, 16)}.pem`}
            href={`data:application/x-pem-file;charset=utf-8,${encodeURIComponent(pem)}`}
          >
            Save PEM
          </a>
        </p>
      </details>
    </>
  );
}
