import { paths } from '#lib/paths.ts';
import type { FieldChoice } from './review-parts.ts';

/** What lists can look like. */
export function FormatGuide({ fields }: { fields: readonly FieldChoice[] }) {
  return (
    <>
      <p>One host or address per line, or cells with commas, semicolons, tabs or bars between them. A head is welcome and not needed:</p>
      <pre className="mt-2 whitespace-pre-wrap rounded-md bg-sunken p-2 font-mono text-xs leading-5 wrap-anywhere">
        {
          'host;port;site;owner;tags\ndc01.corp.example;636;FRA-1;Ada;core\ndc01.corp.example;3269;;;\n"[2001:db8::10]";636;BER;Bob;"core, edge"'
        }
      </pre>
      <details className="mt-2">
        <summary className="min-h-6 cursor-pointer text-link">All {fields.length} columns</summary>
        <dl className="mt-2 space-y-1">
          {fields.map(({ id, label, cell }) => (
            <div key={id}>
              <dt className="font-mono text-xs">{id}</dt>
              <dd className="text-muted">
                {label}: {cell}
              </dd>
            </div>
          ))}
        </dl>
      </details>
      <p className="mt-2">
        <a href={paths.hostsExport()} download className="text-link underline">
          The hosts of now as such a list
        </a>
      </p>
    </>
  );
}
