import { z } from 'zod';
import { domainId } from '../input.ts';

/** Name of a trust store. `system` is the name of what the workers' systems trust. */
export const storeName = z
  .string('The name is text.')
  .trim()
  .min(1, 'Give it a name, such as Corporate roots.')
  .max(80, 'A name can be 80 characters long at most.')
  .regex(/^\P{Cc}*$/u, 'A name cannot hold control characters.')
  .refine((name) => name.toLowerCase() !== 'system', 'The name system is that of what the workers’ systems trust. Choose another.');

export const lensName = z
  .string('The name is text.')
  .trim()
  .min(1, 'Give it a name, such as corporate root only.')
  .max(80, 'A name can be 80 characters long at most.')
  .regex(/^\P{Cc}*$/u, 'A name cannot hold control characters.')
  .refine(
    (name) => !['system', 'all configured'].includes(name.toLowerCase()),
    'Every domain has the lenses “system” and “all configured”. Choose another name.',
  );

/** A domain by its id; empty or null for all domains. */
export const scope = z.union([z.literal('').transform(() => null), z.null(), domainId], 'Choose a domain, or all domains.');

export const storeId = z.uuid('The trust store is named by its id.');
export const lensId = z.uuid('The lens is named by its id.');
export const sha256 = z
  .string()
  .toLowerCase()
  .regex(/^[0-9a-f]{64}$/, 'A certificate is named by its SHA-256, 64 hexadecimal digits.');

/** SHA-256 of certificates, as a list or as text with spaces between. */
export const sha256s = z
  .union([z.string().transform((text) => text.split(/\s+/).filter(Boolean)), z.array(z.string())], 'The certificates are a list.')
  .pipe(z.array(sha256).max(1_000, 'At most 1,000 certificates can be chosen at once.'));
