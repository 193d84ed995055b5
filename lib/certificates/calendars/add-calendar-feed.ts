import { z } from 'zod';
import { writeAudit } from '../../access/audit.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import type { Transaction } from '../../db/client.ts';
import { ConflictError, InvalidInputError } from '../../errors.ts';
import { alarmDays, calendarName } from './input.ts';
import { hashOfSecret, newSecret } from './secret.ts';
import { type CalendarSecret, calendarScopes } from './views.ts';

export const AddCalendarFeedInput = z.strictObject({
  name: calendarName,
  scope: z.enum(calendarScopes, 'A calendar has all certificates, those of an owner, or those of a domain.'),
  /** The owner's or the domain's name; empty for all. */
  scopeValue: z.string().trim().max(253, 'The name of an owner or domain can be 253 characters long at most.').default(''),
  alarmDays,
});
export type AddCalendarFeedInput = z.input<typeof AddCalendarFeedInput>;

const feedsMax = 200;

/** Makes a calendar. Its secret is returned this once; only the hash is kept. */
export async function addCalendarFeed(context: VerbContext, input: AddCalendarFeedInput): Promise<CalendarSecret> {
  const given = parseInput(AddCalendarFeedInput, input);
  const scopeValue = given.scope === 'all' ? '' : given.scope === 'domain' ? given.scopeValue.toLowerCase() : given.scopeValue;
  const secret = newSecret();

  return context.db.$transaction(async (tx) => {
    if (!(await hasSubject(tx, given.scope, scopeValue))) {
      const what = given.scope === 'owner' ? 'Nobody named' : 'No domain named';
      throw new InvalidInputError([
        { field: 'scopeValue', value: scopeValue, message: `${what} ${JSON.stringify(scopeValue)} is known. Choose one from the list.` },
      ]);
    }
    if ((await tx.calendarFeed.count()) >= feedsMax)
      throw new ConflictError(`There are ${feedsMax} calendars already. Remove those that nobody fetches.`);
    const { name, scope } = given;
    const { id } = await tx.calendarFeed.create({
      data: {
        ...{ name, scope, scopeValue, alarmDays: given.alarmDays },
        ...{ tokenHash: hashOfSecret(secret), createdBy: context.actor, createdAt: context.now },
      },
      select: { id: true },
    });
    const after = { scope, scopeValue, alarmDays: given.alarmDays };
    await writeAudit(tx, context, { action: 'calendar.add', subject: name, before: null, after });
    return { id, name, secret };
  });
}

/** Is there an owner or a domain of that name? */
async function hasSubject(tx: Transaction, scope: AddCalendarFeedInput['scope'], name: string): Promise<boolean> {
  if (scope === 'all') return true;
  if (name === '') return false;
  if (scope === 'domain') return (await tx.domain.count({ where: { name } })) > 0;
  return (await tx.domain.count({ where: { owner: name } })) > 0 || (await tx.host.count({ where: { owner: name } })) > 0;
}
