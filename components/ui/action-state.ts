import type { InputFault } from '#lib/errors.ts';

/** How a form's action ended; what was typed comes back when something was wrong with it. */
export type ActionState<Data = unknown> =
  | { status: 'idle' }
  | { status: 'ok'; data: Data }
  | { status: 'invalid'; faults: readonly InputFault[]; values: Readonly<Record<string, string>> }
  | { status: 'error'; message: string; values?: Readonly<Record<string, string>> };

/** What was typed into a form that was refused, by field; null when it was not. Secrets never come back. */
export function sentBack(state: ActionState): Readonly<Record<string, string>> | null {
  return state.status === 'invalid' || state.status === 'error' ? (state.values ?? null) : null;
}

/** A server action as forms use it. */
export type FormAction<Data> = (state: ActionState<Data>, form: FormData) => Promise<ActionState<Data>>;
