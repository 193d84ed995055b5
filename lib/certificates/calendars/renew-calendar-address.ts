import { z } from 'zod';
import { writeAudit } from '../../access/audit.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import { NotFoundError } from '../../errors.ts';
import { feedId } from './input.ts';
import { hashOfSecret, newSecret } from './secret.ts';
import type { CalendarSecret } from './views.ts';

export const RenewCalendarAddressInput = z.strictObject({ feedId });
export type RenewCalendarAddressInput = z.input<typeof RenewCalendarAddressInput>;

/** Gives a calendar a new secret address, returned this once; the old one is dead from now on. */
export async function renewCalendarAddress(context: VerbContext, input: RenewCalendarAddressInput): Promise<CalendarSecret> {
  const { feedId: id } = parseInput(RenewCalendarAddressInput, input);
  const secret = newSecret();

  return context.db.$transaction(async (tx) => {
    const feed = await tx.calendarFeed.findUnique({ where: { id }, select: { name: true } });
    if (!feed) throw new NotFoundError('The calendar');
    await tx.calendarFeed.update({ where: { id }, data: { tokenHash: hashOfSecret(secret), fetchedAt: null }, select: { id: true } });
    await writeAudit(tx, context, { action: 'calendar.renew-address', subject: feed.name, before: null, after: null });
    return { id, name: feed.name, secret };
  });
}
