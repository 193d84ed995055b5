import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import type { InstallPart, InstallView } from '#lib/fleet/trust/views.ts';
import { paths } from '#lib/paths.ts';

function Command({ of, label, text }: { of: string; label: string; text: string }) {
  return (
    <div className="mt-1">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-muted">{label}</p>
        <CopyButton text={text} label="Copy" />
      </div>
      <ScrollRegion label={`${of}: ${label}`} className="overflow-x-auto rounded-md bg-sunken p-2">
        <pre className="font-mono">{text}</pre>
      </ScrollRegion>
    </div>
  );
}

function Part({ part, of }: { part: InstallPart; of: string }) {
  return (
    <section aria-label={`${part.title}: ${of}`} className="border-line border-t py-2 first:border-t-0">
      <h4 className="font-medium">{part.title}</h4>
      {part.note !== null && <p className="wrap-anywhere">{part.note}</p>}
      <Command of={part.title} label={`With ${part.needs} in the current folder`} text={part.install} />
      <Command of={part.title} label="See whether it worked" text={part.verify} />
    </section>
  );
}

/** How clients are made to trust each certificate of a store, with the files that it takes. */
export function Installation({ storeId, certificates }: { storeId: string; certificates: readonly InstallView[] }) {
  return certificates.map(({ sha256, name, parts }) => (
    <details key={sha256} className="border-line border-t py-1 first:border-t-0" open={certificates.length === 1}>
      <summary className="cursor-pointer py-1 font-medium wrap-anywhere">{name}</summary>
      <p className="flex flex-wrap gap-x-4 py-1">
        {(['pem', 'cer'] as const).map((format) => (
          <a
            key={format}
            href={paths.trustStoreFile(storeId, { format, sha256 })}
            download
            className="inline-flex min-h-6 items-center text-link underline"
          >
            {format === 'pem' ? 'PEM file' : 'DER file (.cer)'}
            <span className="sr-only"> of {name}</span>
          </a>
        ))}
      </p>
      {parts.map((part) => (
        <Part key={part.id} part={part} of={name} />
      ))}
    </details>
  ));
}
