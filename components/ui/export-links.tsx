import type { ExportFormat } from '#lib/export/table.ts';

const formats: readonly ExportFormat[] = ['csv', 'json'];

type Props = {
  /** What the file holds, as it reads behind "CSV of". */
  of: string;
  hrefOf: (format: ExportFormat) => string;
};

/** The ways to take a table along, beside its title. */
export function ExportLinks({ of, hrefOf }: Props) {
  return (
    <span className="no-print inline-flex gap-3">
      {formats.map((format) => (
        <a key={format} href={hrefOf(format)} download className="inline-flex min-h-6 items-center text-link underline">
          {format.toUpperCase()}
          <span className="sr-only"> of {of}</span>
        </a>
      ))}
    </span>
  );
}
