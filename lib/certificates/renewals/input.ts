import { z } from 'zod';

/** Fields that the verbs of renewal plans share. They take what a form sends as well as plain values. */

export const planId = z.uuid('The renewal plan is named by its id.');

const emptyToNull = z.literal('').transform(() => null);

/** A day of a form's date field, `2026-12-18`; null when empty. */
const day = (which: string) => {
  const words = `The ${which} is a date from 2000-01-01 to 2199-12-31, such as 2026-12-18, or empty.`;
  const isDay = (text: string): boolean => {
    const ms = /^2[01]\d\d-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
    return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
  };
  return z.union([emptyToNull, z.null(), z.string().trim().refine(isDay, words)], words).default(null);
};

const noControl = /^\P{Cc}*$/u;

export const planFields = {
  /** Empty takes the owner that hosts or domains name. */
  owner: z
    .string('The owner is a name, or empty.')
    .trim()
    .max(120, 'An owner can be 120 characters long at most.')
    .regex(noControl, 'An owner cannot hold control characters.')
    .default(''),
  note: z
    .string('The note is text, or empty.')
    .trim()
    .max(2_000, 'A note can be 2000 characters long at most.')
    .regex(/^[\P{Cc}\t\r\n]*$/u, 'A note cannot hold control characters other than line breaks.')
    .default(''),
  dueOn: day('due day'),
  /** Part of the issuer's name; null for any. */
  expectedIssuer: z
    .union(
      [
        emptyToNull,
        z.null(),
        z
          .string()
          .trim()
          .max(200, 'The expected issuer can be 200 characters long at most.')
          .regex(noControl, 'The expected issuer cannot hold control characters.')
          .transform((text) => (text === '' ? null : text)),
      ],
      'The expected issuer is part of its name of at most 200 characters, such as Corp Issuing CA, or empty.',
    )
    .default(null),
  /** Day in UTC from whose beginning on the new certificate is valid; null for any. */
  expectedNotBefore: day('day of "valid from"'),
};

/** Midnight UTC, as date columns and "valid from" have it. */
export const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`);
