import { fingerprintWords } from '#components/certificate/pem.ts';
import { CopyButton } from '#components/ui/copy-button.tsx';
import type { CertificatePage } from '#lib/certificates/details/views.ts';

function Identifier({
  label,
  hint,
  shown,
  copied,
  button,
}: {
  label: string;
  hint: string;
  shown: string;
  copied: string;
  button: string;
}) {
  return (
    <div className="min-w-0">
      <dt>
        <span className="font-medium">{label}</span> <span className="text-muted">{hint}</span>
      </dt>
      <dd className="wrap-anywhere">
        <span className="mb-1 block font-mono">{shown}</span>
        <CopyButton text={copied} label={button} />
      </dd>
    </div>
  );
}

/** What other tools know the certificate by, each in the spelling that they take. */
export function Identifiers({ page: { facts, sha1 } }: { page: CertificatePage }) {
  const thumbprint = sha1.toUpperCase();
  return (
    <dl className="grid gap-3">
      <Identifier
        label="SHA-256"
        hint="as browsers and OpenSSL show it"
        shown={fingerprintWords(facts.sha256)}
        copied={facts.sha256}
        button="Copy SHA-256"
      />
      <Identifier
        label="Thumbprint"
        hint="SHA-1, as Windows and PowerShell take it"
        shown={thumbprint}
        copied={thumbprint}
        button="Copy thumbprint"
      />
      {facts.serialNumber !== '' && (
        <Identifier
          label="Serial number"
          hint="as certutil shows and takes it"
          shown={facts.serialNumber}
          copied={facts.serialNumber}
          button="Copy serial number"
        />
      )}
      {facts.publicKeySha256 !== null && (
        <div className="min-w-0">
          <dt className="font-medium">Key, SHA-256</dt>
          <dd className="font-mono wrap-anywhere">{facts.publicKeySha256}</dd>
        </div>
      )}
    </dl>
  );
}
