import { StateTile } from '#components/finding/state-tile.tsx';
import { Panel } from '#components/host/panel.tsx';
import { Moment } from '#components/time/moment.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { ExportLinks } from '#components/ui/export-links.tsx';
import type { HostView } from '#lib/checks/read/views.ts';
import { paths } from '#lib/paths.ts';
import { DeepScanReport } from './deep-scan-report.tsx';
import { ScanNow } from './scan-now.tsx';
import { emptyScanWords, oldScanWords } from './scan-state.ts';

/** The newest deep scan of a door, when and from where, and a way to have one now. */
export function DeepScanPanel({ view, action }: { view: HostView; action: FormAction<{ requestId: string }> }) {
  const { deepScan, door } = view;
  const { scan, at, running } = deepScan;
  const old = oldScanWords(view);
  return (
    <Panel
      id="deep-scan"
      title="Deep scan"
      aside={
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          {scan && at && (
            <span className="text-muted">
              <Moment at={at} /> from {scan.location}
              {scan.address && (
                <>
                  {' at '}
                  <span className="font-mono wrap-anywhere">{scan.address}</span>
                </>
              )}
            </span>
          )}
          {scan && (
            <ExportLinks
              of="this deep scan"
              hrefOf={(format) => paths.hostExport(view.name, door.target.port, { table: 'deep-scan', format })}
            />
          )}
          {!view.paused && view.ldapsIntended && (
            <ScanNow key={door.endpointId} endpointId={door.endpointId} scannedAt={at} action={action} />
          )}
        </div>
      }
    >
      {scan && running && <p className="mb-2">A deep scan is running now. What follows is the one before.</p>}
      {old && (
        <p className="mb-2 flex items-start gap-2">
          <span className="mt-0.5 shrink-0">
            <StateTile state="stale" size={16} />
          </span>
          <span>{old}</span>
        </p>
      )}
      {scan ? <DeepScanReport scan={scan} /> : <p className="text-muted">{emptyScanWords(view)}</p>}
    </Panel>
  );
}
