import { type ActionState, type FormAction, sentBack } from '#components/ui/action-state.ts';
import type { ExpiryWindows } from '#lib/diagnosis/rule.ts';

/** The changes that the page of a host offers. */
export type HostActions = {
  probe: FormAction<{ requestId: string }>;
  edit: FormAction<{ name: string }>;
  setWindows: FormAction<{ windows: ExpiryWindows | null }>;
  pause: FormAction<{ name: string }>;
  resume: FormAction<{ name: string }>;
  remove: FormAction<{ name: string }>;
  setInterval: FormAction<{ intervalSeconds: number }>;
  addDoor: FormAction<{ endpointId: string; port: number }>;
  removeDoor: FormAction<{ name: string; port: number }>;
  setSlow: FormAction<{ slowAfterMs: number | null }>;
  setLocations: FormAction<{ locations: string[] }>;
  setAccount: FormAction<{ name: string; dn: string }>;
  removeAccount: FormAction<{ name: string }>;
  confirmAccount: FormAction<{ name: string }>;
};

/** What was typed into a field before it was refused, else what it held at first. */
export function typed(state: ActionState, field: string, initial: string): string {
  const values = sentBack(state);
  return values === null ? initial : (values[field] ?? '');
}

/** What is wrong with a field; null when nothing is. */
export function faultOf(state: ActionState, field: string): string | null {
  if (state.status !== 'invalid') return null;
  const faults = state.faults.filter((fault) => fault.field === field);
  return faults.length === 0 ? null : faults.map((fault) => fault.message).join(' ');
}

/** What is wrong with the form as a whole: errors, and faults of fields that it does not show. */
export function formFault(state: ActionState, fields: readonly string[]): string | null {
  if (state.status === 'error') return state.message;
  if (state.status !== 'invalid') return null;
  const others = state.faults.filter((fault) => !fields.includes(fault.field));
  return others.length === 0 ? null : others.map((fault) => fault.message).join(' ');
}
