import type { InputFault } from '#lib/errors.ts';

/** How a form's action ended; what was typed comes back when something was wrong with it. */
export type ActionState<Data = unknown> =
  | { status: 'idle' }
  | { status: 'ok'; data: Data }
  | { status: 'invalid'; faults: readonly InputFault[]; values: Readonly<Record<string, string>> }
  | { status: 'error'; message: string };

/** A server action as forms use it. */
export type FormAction<Data> = (state: ActionState<Data>, form: FormData) => Promise<ActionState<Data>>;
