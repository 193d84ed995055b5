import { TextField } from '#components/host/form-fields.tsx';
import type { ActionState } from '#components/ui/action-state.ts';
import { percentOf } from '#lib/diagnosis/expiry.ts';
import type { ExpiryWindows } from '#lib/diagnosis/rule.ts';

/** Names of the fields, for telling their faults from others. */
export const windowFieldNames = ['warningDays', 'warningShare', 'criticalDays', 'criticalShare'];

const text = (value: number | undefined): string => (value === undefined ? '' : String(value));
const percentText = (share: number | undefined): string => (share === undefined ? '' : String(percentOf(share)));

/** The four numbers of the windows of expiry; null windows leave them empty. */
export function WindowFields({ state, windows }: { state: ActionState; windows: ExpiryWindows | null }) {
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <TextField
        state={state}
        name="warningDays"
        label="Warning, days before the end"
        initial={text(windows?.warningDays)}
        inputMode="numeric"
      />
      <TextField
        state={state}
        name="warningShare"
        label="Warning, % of the lifetime"
        initial={percentText(windows?.warningShare)}
        inputMode="decimal"
      />
      <TextField
        state={state}
        name="criticalDays"
        label="Critical, days before the end"
        initial={text(windows?.criticalDays)}
        inputMode="numeric"
      />
      <TextField
        state={state}
        name="criticalShare"
        label="Critical, % of the lifetime"
        initial={percentText(windows?.criticalShare)}
        inputMode="decimal"
      />
    </div>
  );
}
