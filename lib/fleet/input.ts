import { isIP } from 'node:net';
import { z } from 'zod';
import { normaliseHostName } from './host-name.ts';

/** Fields that several verbs have. They take what a form sends (texts, `on`) as well as plain values, and their own output. */

export const intervalSecondsMin = 30;
export const intervalSecondsMax = 86_400;
const intervalWords = 'Checks can be 30 seconds to 24 hours (86400 seconds) apart.';

export const intervalSeconds = z.coerce
  .number<number | string>(intervalWords)
  .int(intervalWords)
  .min(intervalSecondsMin, intervalWords)
  .max(intervalSecondsMax, intervalWords);

/** Left empty for the interval that the installation is set to. */
export const optionalIntervalSeconds = z.union([z.literal('').transform(() => undefined), intervalSeconds], intervalWords).optional();

export const site = z
  .string()
  .trim()
  .max(64, 'A site can be 64 characters long at most.')
  .regex(/^\P{Cc}*$/u, 'A site cannot hold control characters.');

/** Who looks after certificates: a person, a team or an address; empty inherits. */
export const owner = z
  .string('The owner is a name, or empty.')
  .trim()
  .max(120, 'An owner can be 120 characters long at most.')
  .regex(/^\P{Cc}*$/u, 'An owner cannot hold control characters.');

const tagsMax = 32;
const tagLengthMax = 40;

/** Tags, as a list or as text with commas, semicolons or spaces between them; lower case, sorted, each once. */
export const tags = z
  .union([z.string().transform((text) => text.split(/[\s,;]+/).filter(Boolean)), z.array(z.string().trim())], 'The tags are a list.')
  .transform((list, context) => {
    const each = new Set(list.map((tag) => tag.normalize('NFC').toLowerCase()));
    for (const tag of each)
      if (tag.length > tagLengthMax || !/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._:/-]*$/u.test(tag))
        context.addIssue(
          `${JSON.stringify(tag)} is no tag: a letter or digit, then letters, digits and . _ : / -, ${tagLengthMax} characters at most.`,
        );
    if (each.size > tagsMax) context.addIssue(`A host can have ${tagsMax} tags at most; these are ${each.size}.`);
    return [...each].sort();
  });

export const notesLengthMax = 10_000;

/** Markdown. Lines end in a line feed alone. */
export const notes = z
  .string('The notes are text.')
  .transform((text) => text.replace(/\r\n?/g, '\n').trim())
  .pipe(
    z
      .string()
      .max(notesLengthMax, `Notes can be ${notesLengthMax} characters long at most.`)
      .regex(/^[\P{Cc}\n\t]*$/u, 'Notes cannot hold control characters.'),
  );

export const hostId = z.uuid('The host is named by its id.');
const domainWords = 'The domain is named by its id.';
export const domainId = z.coerce.number<number | string>(domainWords).int(domainWords).min(1, domainWords).max(2_147_483_647, domainWords);
export const endpointId = z.uuid('The endpoint is named by its id.');

const portWords = 'A port is a whole number from 1 to 65535.';
export const port = z.coerce.number<number | string>(portWords).int(portWords).min(1, portWords).max(65_535, portWords);

/** A checkbox: absent or empty when clear. */
export const checkbox = z
  .union([z.boolean(), z.enum(['on', 'true']).transform(() => true), z.enum(['', 'off', 'false']).transform(() => false)])
  .default(false);

const expectedAddressesMax = 64;

/** IP literals, as a list or as text with commas, spaces or lines between them; in their one spelling, sorted, each once. */
export const addressList = z
  .union(
    [z.string().transform((text) => text.split(/[\s,;]+/).filter(Boolean)), z.array(z.string().trim())],
    'The expected addresses are a list.',
  )
  .transform((list, context) => {
    const addresses = new Set<string>();
    for (const text of list) {
      const normalised = isIP(text) !== 0 ? normaliseHostName(text) : null;
      if (normalised?.ok) addresses.add(normalised.name);
      else context.addIssue(`${JSON.stringify(text)} is not an IPv4 or IPv6 address, such as 192.0.2.10 or 2001:db8::10.`);
    }
    if (addresses.size > expectedAddressesMax) context.addIssue(`At most ${expectedAddressesMax} addresses can be expected.`);
    return [...addresses].sort();
  });
export const expectedAddresses = addressList.default([]);

const slowWords = 'A probe can count as slow from 1 to 120000 milliseconds on.';

/** Milliseconds, or empty for the usual three seconds. */
export const slowAfterMs = z.union(
  [
    z.literal('').transform(() => null),
    z.null(),
    z.coerce.number<number | string>(slowWords).int(slowWords).min(1, slowWords).max(120_000, slowWords),
  ],
  slowWords,
);
