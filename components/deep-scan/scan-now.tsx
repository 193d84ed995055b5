'use client';

import { scanStep } from '#components/host/probe-progress.ts';
import { type LookPhase, useRequestedLook } from '#components/host/use-requested-look.ts';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';

/** A deep scan takes a minute at most; another may be ahead of it. */
const patienceMs = 150_000;

/** How a scan ended, as the worker says it; "complete" goes without saying. */
const endings: Readonly<Record<string, string>> = {
  partial: ', but not every question could be asked',
  'not-reachable': ': the server was not reachable',
  superseded: ', but the door was changed or removed meanwhile',
};

/** Asks for a deep scan ahead of the schedule and shows how far it is. */
export function ScanNow({
  endpointId,
  scannedAt,
  action,
}: {
  endpointId: string;
  scannedAt: string | null;
  action: FormAction<{ requestId: string }>;
}) {
  const { phase, submit, progress, verdict, problem } = useRequestedLook({ endpointId, newestAt: scannedAt, patienceMs, action });
  const running = phase === 'running';
  const words: Record<LookPhase, string> = {
    idle: '',
    running: `Scanning… ${scanStep(progress) ?? 'waiting for a worker'}`,
    done: `Scanned just now${verdict === null ? '' : (endings[verdict] ?? '')}.`,
    late: 'No result yet. The worker may be busy or stopped; the result appears here when it comes.',
  };
  return (
    <>
      <form action={submit} className="print:hidden">
        <input type="hidden" name="endpointId" value={endpointId} />
        <Button type="submit" disabled={running}>
          {running ? 'Scanning…' : 'Scan now'}
        </Button>
      </form>
      <p aria-live="polite" className={`order-last basis-full empty:hidden ${problem ? 'font-medium text-critical' : 'text-muted'}`}>
        {problem ?? words[phase]}
      </p>
    </>
  );
}
