import type { ActionState } from '#components/ui/action-state.ts';

/** The id of the open plan that stands in the way of a form; null when none does. */
export function otherPlan(state: ActionState): string | null {
  return state.status === 'invalid' ? (state.faults.find(({ field }) => field === 'plan')?.value ?? null) : null;
}
