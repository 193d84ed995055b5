import { StateTile } from '#components/finding/state-tile.tsx';
import type { HostState } from '#lib/checks/read/views.ts';
import type { StageStatus } from './stage-rows.ts';

/** The word of each stage status. */
export const stageStatusWords: Readonly<Record<StageStatus, string>> = {
  ok: 'OK',
  warning: 'Warning',
  fault: 'Fault',
  failed: 'Failed',
  'not-reached': 'Not reached',
  'not-asked': 'Not asked',
};

const glyphOf: Readonly<Record<StageStatus, HostState>> = {
  ok: 'healthy',
  warning: 'warning',
  fault: 'critical',
  failed: 'critical',
  'not-reached': 'not-checked',
  'not-asked': 'not-checked',
};

/** Glyph and word of a stage's status. */
export function StageMark({ status }: { status: StageStatus }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <StateTile state={glyphOf[status]} size={16} />
      <span className={status === 'not-reached' || status === 'not-asked' ? 'text-muted' : undefined}>{stageStatusWords[status]}</span>
    </span>
  );
}
