import { z } from 'zod';
import { writeAudit } from '../../access/audit.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import { NotFoundError } from '../../errors.ts';
import { feedId } from './input.ts';

export const RemoveCalendarFeedInput = z.strictObject({ feedId });
export type RemoveCalendarFeedInput = z.input<typeof RemoveCalendarFeedInput>;

/** Forgets a calendar; its address is dead from now on. */
export async function removeCalendarFeed(context: VerbContext, input: RemoveCalendarFeedInput): Promise<{ name: string }> {
  const { feedId: id } = parseInput(RemoveCalendarFeedInput, input);

  return context.db.$transaction(async (tx) => {
    const feed = await tx.calendarFeed.findUnique({ where: { id } });
    if (!feed) throw new NotFoundError('The calendar');
    await tx.calendarFeed.delete({ where: { id }, select: { id: true } });
    const { name, scope, scopeValue, alarmDays } = feed;
    await writeAudit(tx, context, { action: 'calendar.remove', subject: name, before: { scope, scopeValue, alarmDays }, after: null });
    return { name };
  });
}
