import { z } from 'zod';
import { profiles } from '../../diagnosis/rule.ts';
import { checkWindows, windowFields } from '../expiry-windows.ts';
import { intervalSeconds, owner, site, tags } from '../input.ts';

/** What each change to many hosts is given, as forms send it. Fields mean what they mean for one host. */

/** More hosts than this are not changed in one transaction. */
export const bulkHostsMax = 50_000;

const hostIds = z
  .union([z.array(z.string()), z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean))], 'The hosts are named by their ids.')
  .transform((ids) => [...new Set(ids.map((id) => id.toLowerCase()))])
  .pipe(
    z
      .array(z.uuid('The hosts are named by their ids.'))
      .min(1, 'No host is chosen.')
      .max(bulkHostsMax, `At most ${bulkHostsMax.toLocaleString('en')} hosts can be changed at once.`),
  );

const someTags = tags.refine((list) => list.length > 0, 'Name at least one tag.');
const profile = z.union(
  [z.enum(profiles), z.literal('').transform(() => null), z.null()],
  `The kind of server is one of ${profiles.join(', ')}, or empty.`,
);
const yesOrNo = z.union(
  [z.boolean(), z.enum(['true', 'on']).transform(() => true), z.enum(['false', 'off']).transform(() => false)],
  'Say whether LDAPS is intended: true or false.',
);
const locations = z
  .union(
    [z.string().transform((text) => text.split(/[,;\n]+/)), z.array(z.string())],
    'The locations are names with commas between them, or empty for all.',
  )
  .transform((names) => [...new Set(names.map((name) => name.trim()).filter(Boolean))].sort());

export const ChangeHostsInput = z.discriminatedUnion(
  'action',
  [
    z.strictObject({ hostIds, action: z.literal('set-interval'), intervalSeconds }),
    z.strictObject({ hostIds, action: z.literal('add-tags'), tags: someTags }),
    z.strictObject({ hostIds, action: z.literal('remove-tags'), tags: someTags }),
    z.strictObject({ hostIds, action: z.literal('set-owner'), owner }),
    z.strictObject({ hostIds, action: z.literal('set-site'), site }),
    /** Empty: the domain that the host's name says. */
    z.strictObject({ hostIds, action: z.literal('move'), domain: z.string('The domain is named.').trim().toLowerCase() }),
    z.strictObject({ hostIds, action: z.literal('set-expiry-windows'), ...windowFields }).superRefine(checkWindows),
    z.strictObject({ hostIds, action: z.literal('set-profile'), profile }),
    z.strictObject({ hostIds, action: z.literal('set-ldaps-intended'), ldapsIntended: yesOrNo }),
    z.strictObject({ hostIds, action: z.literal('set-locations'), locations }),
    z.strictObject({
      hostIds,
      action: z.literal('pause'),
      reason: z.string().trim().max(500, 'A reason can be 500 characters long at most.').default(''),
    }),
    z.strictObject({ hostIds, action: z.literal('resume') }),
  ],
  'Choose what is to be changed.',
);
export type ChangeHostsInput = z.input<typeof ChangeHostsInput>;
/** The same once it was checked. */
export type HostsChange = z.output<typeof ChangeHostsInput>;

export const DeleteHostsInput = z.strictObject({
  hostIds,
  /** How many hosts there are to delete, typed by whoever means it. */
  confirmation: z.string('Type the number of hosts.').trim(),
});
export type DeleteHostsInput = z.input<typeof DeleteHostsInput>;

export const UndoBulkChangeInput = z.strictObject({ changeId: z.uuid('The change is named by its id.') });
export type UndoBulkChangeInput = z.input<typeof UndoBulkChangeInput>;
