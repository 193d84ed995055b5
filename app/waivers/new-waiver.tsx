import { Panel } from '#components/host/panel.tsx';
import { WaiverForm } from '#components/waivers/waiver-form.tsx';
import { now } from '#lib/clock.ts';
import { rules } from '#lib/diagnosis/rules/index.ts';
import type { parseWaiverDraft } from '#lib/fleet/waivers/filter.ts';
import { accept } from './actions.ts';

const findings = rules
  .map(({ id, no, title }) => ({ id, label: `${no} ${title}` }))
  .sort((one, other) => (one.label < other.label ? -1 : 1));
const daysProposed = 30;

/** The form that accepts a finding, filled in with what the address names. */
export function NewWaiver({ draft }: { draft: ReturnType<typeof parseWaiverDraft> }) {
  const lastDay = new Date(now().getTime() + daysProposed * 86_400_000).toISOString().slice(0, 10);
  return (
    <Panel id="accept" title="Accept a finding">
      <WaiverForm key={JSON.stringify(draft)} draft={draft} findings={findings} lastDay={lastDay} action={accept} />
    </Panel>
  );
}
