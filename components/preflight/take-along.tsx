'use client';

import { Button } from '#components/ui/button.tsx';
import type { PreflightView } from '#lib/certificates/preflight/views.ts';
import type { ExportFormat } from '#lib/export/table.ts';

const formats: readonly ExportFormat[] = ['csv', 'json'];

/** Hands out the table of hosts as a file. The server keeps no result, so the browser writes it from what it shows. */
export function TakeAlong({ view }: { view: PreflightView }) {
  const save = async (format: ExportFormat) => {
    const [{ tableFile }, { preflightColumns }] = await Promise.all([import('#lib/export/table.ts'), import('./export-columns.ts')]);
    const body = tableFile('preflight', preflightColumns, view.hosts).write(format);
    const address = URL.createObjectURL(new Blob([body], { type: format === 'csv' ? 'text/csv' : 'application/json' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = `preflight-${view.checkedAt.slice(0, 10)}.${format}`;
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <span className="no-print inline-flex gap-1.5 noscript:hidden">
      {formats.map((format) => (
        <Button key={format} onClick={() => void save(format)}>
          {format.toUpperCase()}
          <span className="sr-only"> of these hosts</span>
        </Button>
      ))}
    </span>
  );
}
