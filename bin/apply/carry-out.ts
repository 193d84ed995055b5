import { now } from '../../lib/clock.ts';
import { settings } from '../../lib/config/env.ts';
import { AppError } from '../../lib/errors.ts';
import type { FleetFilePlan, GivenFleetFile } from '../../lib/fleet/fleet-file/apply-fleet-file.ts';

/** Where results and faults are told. */
export type Voice = { say: (line: string) => void; complain: (line: string) => void };

/**
 * Tells what a fleet file changes in the database at `url`, then changes it unless it is a dry run. Returns the exit code: 0 when it is
 * done or there is nothing to do, 1 when it could not be done, 3 when the file is at fault. The database code must have been generated.
 */
export async function carryOut(
  url: string,
  given: GivenFleetFile,
  { isDry, prune }: { isDry: boolean; prune: boolean },
  { say, complain }: Voice,
): Promise<number> {
  const { createDatabase } = await import('../../lib/db/client.ts');
  const { applyFleetFile, changesNothing, planFleetFile } = await import('../../lib/fleet/fleet-file/apply-fleet-file.ts');
  const { describePlan } = await import('../../lib/fleet/fleet-file/describe-plan.ts');
  const db = createDatabase(url);
  const context = { db, now: now(), actor: 'fleet file' };
  const options = { prune, intervalSeconds: settings().probe.intervalSeconds };
  try {
    const show = (plan: FleetFilePlan) => {
      for (const line of describePlan(plan)) say(line);
    };
    if (isDry) {
      show(await planFleetFile(context, given, options));
      say('Nothing was changed: this was a dry run.');
    } else if (!changesNothing(await applyFleetFile(context, given, options, show))) say('Done: the fleet is as the file says.');
    return 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.faults.length === 0) complain(error.message);
    for (const { message } of error.faults) complain(message);
    complain('Nothing was changed.');
    return error.code === 'invalid-input' ? 3 : 1;
  } finally {
    await db.$disconnect();
  }
}
