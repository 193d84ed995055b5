import { DateField, LinesField, TextField } from '#components/host/form-fields.tsx';
import type { ActionState } from '#components/ui/action-state.ts';

/** What a plan is filled with at first. */
export type PlanFieldValues = {
  owner: string;
  note: string;
  dueOn: string | null;
  expectedIssuer: string | null;
  expectedNotBefore: string | null;
};

export const emptyPlan: PlanFieldValues = { owner: '', note: '', dueOn: null, expectedIssuer: null, expectedNotBefore: null };

/** Names of the fields below. */
export const planFieldNames = ['owner', 'note', 'dueOn', 'expectedIssuer', 'expectedNotBefore'] as const;

/** The fields that a plan is made and edited with. */
export function PlanFields({ state, initial, ownerHint }: { state: ActionState; initial: PlanFieldValues; ownerHint: string }) {
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField state={state} name="owner" label="Owner" hint={ownerHint} initial={initial.owner} />
        <DateField state={state} name="dueOn" label="Due" hint="Overdue once this day has passed." initial={initial.dueOn ?? ''} />
        <TextField
          state={state}
          name="expectedIssuer"
          label="Expected issuer (optional)"
          hint="Part of its name. Together with the day beside it, this tells the new certificate when it is first served."
          initial={initial.expectedIssuer ?? ''}
        />
        <DateField
          state={state}
          name="expectedNotBefore"
          label="Valid from, at the earliest (optional)"
          hint="In UTC. An older certificate is not taken for the new one."
          initial={initial.expectedNotBefore?.slice(0, 10) ?? ''}
        />
      </div>
      <LinesField state={state} name="note" label="Note (optional)" initial={initial.note} />
    </>
  );
}
