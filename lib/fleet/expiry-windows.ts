import { z } from 'zod';
import { defaultExpiryWindows, type ExpiryWindows } from '../diagnosis/rule.ts';

/** The windows of expiry: how forms give them, how the database keeps them, and which are in force. */

export const windowDaysMax = 3_650;
export const windowPercentMin = 0.1;

const dayWords = `The days are a whole number from 1 to ${windowDaysMax}.`;
const days = z.union(
  [
    z.literal('').transform(() => null),
    z.null(),
    z.coerce.number<number | string>(dayWords).int(dayWords).min(1, dayWords).max(windowDaysMax, dayWords),
  ],
  dayWords,
);
const percentWords = `The share of the lifetime is a number of per cent from ${windowPercentMin} to 100, such as 20 or 2.5.`;
const percent = z.union(
  [
    z.literal('').transform(() => null),
    z.null(),
    z.coerce.number<number | string>(percentWords).min(windowPercentMin, percentWords).max(100, percentWords),
  ],
  percentWords,
);

/** Fields of a form: days, and shares in per cent. All four empty: the windows of the level above hold. */
export const windowFields = { warningDays: days, warningShare: percent, criticalDays: days, criticalShare: percent };
type WindowFields = { [Field in keyof ExpiryWindows]: number | null };

const fieldNames = ['warningDays', 'warningShare', 'criticalDays', 'criticalShare'] as const;

/** All four or none, and critical no wider than warning; each fault is told at its field. */
export function checkWindows(given: WindowFields, context: z.RefinementCtx): void {
  const fault = (field: keyof ExpiryWindows, message: string) => context.addIssue({ code: 'custom', path: [field], message });
  const missing = fieldNames.filter((field) => given[field] === null);
  if (missing.length === fieldNames.length) return;
  for (const field of missing) fault(field, 'Fill in all four, or leave all four empty to inherit.');
  const { warningDays, warningShare, criticalDays, criticalShare } = given;
  if (criticalDays !== null && warningDays !== null && criticalDays > warningDays)
    fault('criticalDays', `Critical must lie within warning: at most ${warningDays} days, and this is ${criticalDays}.`);
  if (criticalShare !== null && warningShare !== null && criticalShare > warningShare)
    fault('criticalShare', `Critical must lie within warning: at most ${warningShare} per cent, and this is ${criticalShare}.`);
}

/** The windows that checked fields mean; null where they inherit. */
export function windowsOf({ warningDays, warningShare, criticalDays, criticalShare }: WindowFields): ExpiryWindows | null {
  if (warningDays === null || warningShare === null || criticalDays === null || criticalShare === null) return null;
  return { warningDays, warningShare: shareOf(warningShare), criticalDays, criticalShare: shareOf(criticalShare) };
}

/** 33.3 per cent as 0.333, without what binary fractions add. */
const shareOf = (percent: number): number => Math.round(percent * 1_000) / 100_000;

const fraction = z.number().min(0).max(1);
const keptWindows = z.object({
  warningDays: z.number().min(0),
  warningShare: fraction,
  criticalDays: z.number().min(0),
  criticalShare: fraction,
});

/** Windows as a column keeps them; null where none are set, or where this version cannot read them. */
export const readWindows = (column: unknown): ExpiryWindows | null => keptWindows.safeParse(column).data ?? null;

/** Where the windows in force are set; `usual`: nowhere, so those of lib/diagnosis/rule.ts hold. */
export type WindowsSource = 'host' | 'domain' | 'installation' | 'usual';

/** The windows in force for a host, from the columns of the host, its domain and the installation. */
export function windowsInForce(columns: { host?: unknown; domain?: unknown; installation?: unknown }): {
  windows: ExpiryWindows;
  from: WindowsSource;
} {
  for (const from of ['host', 'domain', 'installation'] as const) {
    const windows = readWindows(columns[from]);
    if (windows !== null) return { windows, from };
  }
  return { windows: defaultExpiryWindows, from: 'usual' };
}
