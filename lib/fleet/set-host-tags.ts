import { z } from 'zod';
import { writeAudit } from '../access/audit.ts';
import { parseInput } from '../access/parse-input.ts';
import type { VerbContext } from '../access/verb-context.ts';
import { hostId, tags } from './input.ts';
import { announceFleet, loadHost } from './internal.ts';
import { makeTaggedDue } from './waivers/due-doors.ts';

export const SetHostTagsInput = z.strictObject({ hostId, tags });
export type SetHostTagsInput = z.input<typeof SetHostTagsInput>;

/** Sets all the tags of a host; empty for none. */
export async function setHostTags(context: VerbContext, input: SetHostTagsInput): Promise<{ tags: string[] }> {
  const given = parseInput(SetHostTagsInput, input);

  return context.db.$transaction(async (tx) => {
    const { id, name } = await loadHost(tx, given.hostId);
    const before = await tx.host.findUniqueOrThrow({ where: { id }, select: { tags: true } });
    if (before.tags.join() === given.tags.join()) return { tags: given.tags };
    await tx.host.update({ where: { id }, data: { tags: given.tags, updatedAt: context.now }, select: { id: true } });
    await makeTaggedDue(tx, [id], context.now);
    await tx.change.create({
      data: { hostId: id, at: context.now, kind: 'configuration', before: words(before.tags), after: words(given.tags) },
      select: { id: true },
    });
    await writeAudit(tx, context, { action: 'host.set-tags', subject: name, before, after: { tags: given.tags } });
    await announceFleet(tx);
    return { tags: given.tags };
  });
}

const words = (tags: readonly string[]): string => `Tags: ${tags.join(', ') || 'none'}`;
