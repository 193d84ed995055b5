import { z } from 'zod';
import { lineOf } from '#components/setup/registration.ts';

const text = z.string().default('');

/** Either form of the set-up page: a list in `lines`, or one host by name and door. Both come to a list. */
export const RegistrationForm = z
  .object({ lines: z.string().optional(), name: text, door: z.string().default('636'), port: text, transport: text, site: text })
  .transform(({ lines, site, ...oneHost }) => ({ lines: lines ?? lineOf(oneHost), site }));
