import { dayWords } from '#components/time/day.ts';
import type { RenewalEvent, RenewalStep } from '#lib/certificates/renewals/views.ts';

/** Steps as labels. */
export const stepNames: Readonly<Record<RenewalStep, string>> = {
  open: 'Open',
  ordered: 'Ordered',
  issued: 'Issued',
  serving: 'Served',
  done: 'Done',
  cancelled: 'Cancelled',
};

/** The first letter as a capital. */
export const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The start of a fingerprint, as people compare it. */
export const shortSha = (sha256: string): string => sha256.slice(0, 16);

const fieldNames: Readonly<Record<string, string>> = {
  ...{ owner: 'owner', note: 'note', dueOn: 'due day', expectedIssuer: 'expected issuer', expectedNotBefore: 'valid from' },
};

/** What happened, in one sentence. */
export function eventWords({ action, before, after }: RenewalEvent): string {
  const text = (value: unknown): string => {
    if (value === null || value === undefined || value === '') return 'none';
    return /^\d{4}-\d{2}-\d{2}$/.test(String(value)) ? dayWords(String(value)) : String(value);
  };
  switch (action) {
    case 'renewal.plan':
      return after?.automatic === true
        ? `Made by itself, as a newer certificate reached one door and not all ${text(after.doors)}.`
        : `Planned for ${text(after?.doors)} ${after?.doors === 1 ? 'door' : 'doors'}.`;
    case 'renewal.edit': {
      const changed = Object.keys(fieldNames).filter((field) => before?.[field] !== after?.[field]);
      return `Changed: ${changed.map((field) => `${fieldNames[field]} from ${text(before?.[field])} to ${text(after?.[field])}`).join('; ')}.`;
    }
    case 'renewal.state':
      return `Set from ${text(before?.state)} to ${text(after?.state)}.`;
    case 'renewal.set-successor':
      return [`The new certificate was given: ${shortSha(text(after?.successor))}.`, after?.warnings].filter(Boolean).join(' ');
    case 'renewal.successor-seen':
      return `A door serves a certificate that fits the plan: ${shortSha(text(after?.successor))}.`;
    case 'renewal.clear-successor':
      return 'The new certificate was taken back.';
    case 'renewal.served':
      return `${text(after?.door)} serves the new certificate.`;
    case 'renewal.went-back':
      return `${text(after?.door)} no longer serves the new certificate.`;
    case 'renewal.done':
      return `Done: all ${text(after?.doors)} doors serve the new certificate.`;
    case 'renewal.reopen':
      return 'Opened again, as a door went back within a day.';
    default:
      return action;
  }
}
