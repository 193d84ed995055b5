import { randomUUID } from 'node:crypto';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import type { Transaction } from '../../db/client.ts';
import { InvalidInputError, NotFoundError } from '../../errors.ts';
import { announceFleet, lockRegistration } from '../internal.ts';
import { sameValue } from './fields.ts';
import { ChangeHostsInput, type HostsChange } from './input.ts';
import { planChange } from './plan-change.ts';
import { type BulkRow, lockHosts, readRowsOfHosts } from './rows.ts';
import type { BulkOutcome } from './views.ts';
import { type Difference, writeField } from './write-field.ts';

/** As many tags as one host may have; see lib/fleet/input.ts. */
const tagsMax = 32;

/**
 * Changes one thing of many hosts in one transaction, with a record by which it can be undone. Hosts that are like that already are
 * not touched. Throws InvalidInputError, also for a domain or location that does not exist, and NotFoundError when none of the hosts
 * exists any more.
 */
export async function changeHosts(context: VerbContext, input: ChangeHostsInput): Promise<BulkOutcome> {
  const change = parseInput(ChangeHostsInput, input);
  const plan = planChange(change, context.now);
  const { field, summary } = plan;
  return context.db.$transaction(
    async (tx) => {
      if (change.action === 'move') await lockRegistration(tx);
      await refuseUnknown(tx, change);
      await lockHosts(tx, change.hostIds);
      const rows = await readRowsOfHosts(tx, field, change.hostIds);
      if (rows.length === 0) throw new NotFoundError(change.hostIds.length === 1 ? 'The host' : 'Any of the hosts');
      const differences = rows
        .map((row): Difference => ({ row, next: plan.nextOf(row) }))
        .filter(({ row, next }) => !sameValue(row.value, next));
      if (change.action === 'add-tags') refuseTooManyTags(differences);
      const chosen = countHosts(rows);
      if (differences.length === 0) return { changeId: null, summary, chosen, changed: 0, managed: 0 };

      const changeId = randomUUID();
      const changedRows = differences.map(({ row }) => row);
      const changed = countHosts(changedRows);
      await tx.bulkChange.create({
        data: {
          ...{ id: changeId, at: context.now, actor: context.actor, action: change.action, summary, hostCount: changed },
          before: { field, rows: changedRows.map(({ id, subject, value }) => [id, subject, value]) as never },
          after: { values: Object.fromEntries(differences.map(({ row, next }) => [row.id, next])) as never },
        },
        select: { id: true },
      });
      await writeField(tx, context, { name: field, differences, action: change.action, changeId });
      await announceFleet(tx);
      return { changeId, summary, chosen, changed, managed: countHosts(changedRows.filter(({ managedBy }) => managedBy !== null)) };
    },
    { timeout: 120_000, maxWait: 10_000 },
  );
}

const countHosts = (rows: readonly BulkRow[]): number => new Set(rows.map(({ hostId }) => hostId)).size;

/** What is named must be there: a slip of the pen would leave hosts without a domain, or doors that nobody probes. */
async function refuseUnknown(tx: Transaction, change: HostsChange): Promise<void> {
  if (change.action === 'move' && change.domain !== '' && (await tx.domain.count({ where: { name: change.domain } })) === 0)
    throw new InvalidInputError([
      { field: 'domain', value: change.domain, message: `There is no domain ${change.domain}. Choose one that hosts are in, or none.` },
    ]);
  if (change.action !== 'set-locations') return;
  // Locked, so that none is removed until the doors name it.
  const known = await tx.$queryRaw<{ name: string }[]>`SELECT name FROM locations ORDER BY name FOR KEY SHARE`;
  const names = known.map(({ name }) => name);
  const missing = change.locations.filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw new InvalidInputError([
      {
        field: 'locations',
        value: missing.join(', '),
        message: `There is no location ${missing.join(', ')}. There are: ${names.join(', ') || 'none yet'}.`,
      },
    ]);
}

function refuseTooManyTags(differences: readonly Difference[]): void {
  const full = differences.filter(({ next }) => Array.isArray(next) && next.length > tagsMax).map(({ row }) => row.hostName);
  if (full.length === 0) return;
  const others = full.length > 1 ? ` and ${full.length - 1} more` : '';
  throw new InvalidInputError([
    { field: 'tags', message: `A host can have ${tagsMax} tags at most; ${full[0]}${others} would have more.` },
  ]);
}
