import { DAY_MS, expiryThresholds } from '#lib/diagnosis/expiry.ts';
import type { ExpiryWindows } from '#lib/diagnosis/rule.ts';

/** Lifetimes that people meet: public certificates from 2029 on, ACME, public ones until 2026, and those of one's own authority. */
const lifetimes = [
  { label: '47 days', days: 47 },
  { label: '90 days', days: 90 },
  { label: '398 days', days: 398 },
  { label: '2 years', days: 730 },
  { label: '5 years', days: 1_826 },
];

export type PreviewRow = { lifetime: string; warning: string; critical: string };

/** "30 days", "9.4 days", "1 day", "14.4 hours". */
function left(days: number): string {
  if (days < 1) return `${Math.round(days * 240) / 10} hours`;
  const rounded = Math.round(days * 10) / 10;
  return rounded === 1 ? '1 day' : `${rounded} days`;
}

/** When certificates of these lifetimes turn to warning and to critical with the windows, in time left. */
export const previewRows = (windows: ExpiryWindows): PreviewRow[] =>
  lifetimes.map(({ label, days }) => {
    const validity = { notBefore: new Date(0), notAfter: new Date(days * DAY_MS) };
    const { warningDays, criticalDays } = expiryThresholds(validity, windows);
    return { lifetime: label, warning: left(warningDays), critical: left(criticalDays) };
  });

const numberOf = (text: FormDataEntryValue | null): number | null => {
  const number = typeof text === 'string' && text.trim() !== '' ? Number(text) : Number.NaN;
  return Number.isFinite(number) && number > 0 ? number : null;
};

/**
 * The windows that a form shows now. Null while one of the numbers is missing or is none; `inherited` when all four are empty.
 */
export function typedWindows(form: FormData, inherited: ExpiryWindows): ExpiryWindows | null {
  const texts = ['warningDays', 'warningShare', 'criticalDays', 'criticalShare'].map((name) => form.get(name));
  if (texts.every((text) => text === '')) return inherited;
  const [warningDays, warningPercent, criticalDays, criticalPercent] = texts.map(numberOf);
  if (warningDays == null || warningPercent == null || criticalDays == null || criticalPercent == null) return null;
  return { warningDays, warningShare: warningPercent / 100, criticalDays, criticalShare: criticalPercent / 100 };
}
