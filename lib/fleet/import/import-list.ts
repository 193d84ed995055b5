import type { VerbContext } from '../../access/verb-context.ts';
import { settings } from '../../config/env.ts';
import { InvalidInputError } from '../../errors.ts';
import { applyFleet } from '../desired/apply.ts';
import type { PlanCounts } from '../desired/plan.ts';
import { loadRegistered } from '../desired/registered.ts';
import { decodeList } from './decode.ts';
import { importAction } from './import-draft.ts';
import { guessMapping } from './mapping.ts';
import { readList } from './read-list.ts';
import { reviewList } from './review.ts';
import type { ImportRow } from './views.ts';

/**
 * Imports a list as it is most probably meant, at once: all of it or, when a line is at fault, nothing. A dry run changes nothing
 * either. Throws InvalidInputError with every faulty line.
 */
export async function importList(
  context: VerbContext,
  list: { name: string; bytes: Uint8Array },
  { isDry }: { isDry: boolean },
): Promise<{ counts: PlanCounts; rows: ImportRow[] }> {
  const decoded = decodeList(list.bytes);
  if (!decoded.ok) throw new InvalidInputError([{ field: 'list', value: list.name, message: decoded.message }]);
  const mapping = guessMapping(decoded.text);
  if (!mapping.columns.includes('name'))
    throw new InvalidInputError([{ field: 'list', value: list.name, message: 'No column holds hosts. Call the one that does name.' }]);
  const read = readList(decoded.text, mapping);
  const registered = await loadRegistered(context.db, { names: read.hosts.map(({ name }) => name) });
  const options = { managedBy: null, intervalSeconds: settings().probe.intervalSeconds };
  const { rows, plan } = reviewList(read, registered, options);
  const faults = rows
    .filter(({ state }) => state === 'bad')
    .map(({ line, host, words }) => ({ field: `lines.${line}`, value: host, message: `Line ${line}: ${words.join(' ')}` }));
  if (faults.length > 0) throw new InvalidInputError(faults);
  if (isDry) return { counts: plan.counts, rows };
  const applied = await applyFleet(context, read.hosts, {
    ...options,
    audit: ({ counts }) => ({ action: importAction, subject: list.name, before: null, after: counts }),
  });
  return { counts: applied.counts, rows };
}
