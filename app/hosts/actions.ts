'use server';

import { z } from 'zod';
import type { VerbContext } from '#lib/access/verb-context.ts';
import { readHostsFilter } from '#lib/checks/read/hosts-table/filter.ts';
import { readMatchingHostIds } from '#lib/checks/read/hosts-table/read-hosts-table.ts';
import { changeHosts } from '#lib/fleet/bulk/change-hosts.ts';
import { deleteHosts } from '#lib/fleet/bulk/delete-hosts.ts';
import { type ChangeHostsInput, type DeleteHostsInput, UndoBulkChangeInput } from '#lib/fleet/bulk/input.ts';
import { undoBulkChange } from '#lib/fleet/bulk/undo-bulk-change.ts';
import { parametersOf } from '#lib/list-address.ts';
import { defineAction } from '../_server/define-action.ts';

/** The hosts as the form names them; all else is the verb's to check. */
const ChosenHosts = z.looseObject({
  hostIds: z.string().optional(),
  /** Instead of ids: the query of a list, with its question mark; all hosts that it finds now. */
  matching: z.string().max(4_000).optional(),
});
type ChosenHosts = z.output<typeof ChosenHosts>;

async function withIds({ db, now }: VerbContext, { hostIds, matching, ...rest }: ChosenHosts) {
  if (matching === undefined) return { ...rest, hostIds: hostIds ?? '' };
  return { ...rest, hostIds: await readMatchingHostIds(db, readHostsFilter(parametersOf(new URLSearchParams(matching))), now) };
}

/** The ids are not sent back: they may be many, and the form has them. */
const shared = { schema: ChosenHosts, secrets: ['hostIds'], revalidate: ['/hosts'] };

export const changeMany = defineAction({
  ...shared,
  role: 'operator',
  // The verb checks the whole of its input.
  verb: async (context, input: ChosenHosts) => changeHosts(context, (await withIds(context, input)) as ChangeHostsInput),
});
export const deleteMany = defineAction({
  ...shared,
  role: 'admin',
  verb: async (context, input: ChosenHosts) => deleteHosts(context, (await withIds(context, input)) as DeleteHostsInput),
});
export const undoMany = defineAction({ schema: UndoBulkChangeInput, role: 'operator', verb: undoBulkChange, revalidate: ['/hosts'] });
