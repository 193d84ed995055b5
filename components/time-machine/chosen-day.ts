import { type Day, isDay } from './days.ts';

/** The day that a page looks ahead to, as its address asks for it. */
export type ChosenDay =
  | { status: 'now' }
  | { status: 'at'; day: Day }
  /** `message` names the field, what was given, and what is allowed. */
  | { status: 'refused'; message: string };

const clipped = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** The day in an address's `at`; now when it is left out or empty. Days before `today` are refused: nothing is kept of the whole fleet. */
export function parseChosenDay(value: string | readonly string[] | undefined, today: Day): ChosenDay {
  const allowed = `Write a date from ${today} on, such as ${today.slice(0, 4)}-12-31.`;
  if (value !== undefined && typeof value !== 'string')
    return { status: 'refused', message: `As of: the address has it ${value.length} times. Give it once. ${allowed}` };
  const text = value?.trim() ?? '';
  if (text === '') return { status: 'now' };
  if (!isDay(text)) return { status: 'refused', message: `As of: “${clipped(text)}” is not a date. ${allowed}` };
  if (text < today)
    return {
      status: 'refused',
      message: `As of: ${text} is past, and this page only looks ahead. A host’s own page can be judged as of an earlier time. ${allowed}`,
    };
  return { status: 'at', day: text };
}
