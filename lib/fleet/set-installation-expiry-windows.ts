import { z } from 'zod';
import { writeAudit } from '../access/audit.ts';
import { parseInput } from '../access/parse-input.ts';
import type { VerbContext } from '../access/verb-context.ts';
import type { ExpiryWindows } from '../diagnosis/rule.ts';
import { checkWindows, readWindows, windowFields, windowsOf } from './expiry-windows.ts';
import { announceFleet, windowsColumn } from './internal.ts';

export const SetInstallationExpiryWindowsInput = z.strictObject(windowFields).superRefine(checkWindows);
export type SetInstallationExpiryWindowsInput = z.input<typeof SetInstallationExpiryWindowsInput>;

/**
 * Sets the windows of expiry for every host that neither itself nor its domain has any; all empty for the usual ones. The whole fleet
 * is not checked at once for it: doors are judged by them from their next regular check on.
 */
export async function setInstallationExpiryWindows(
  context: VerbContext,
  input: SetInstallationExpiryWindowsInput,
): Promise<{ windows: ExpiryWindows | null }> {
  const windows = windowsOf(parseInput(SetInstallationExpiryWindowsInput, input));

  return context.db.$transaction(async (tx) => {
    const row = await tx.installation.findUnique({ where: { id: 1 }, select: { expiryWindows: true } });
    const before = readWindows(row?.expiryWindows);
    if (JSON.stringify(before) === JSON.stringify(windows)) return { windows };
    const expiryWindows = windowsColumn(windows);
    await tx.installation.upsert({ where: { id: 1 }, create: { id: 1, expiryWindows }, update: { expiryWindows }, select: { id: true } });
    await writeAudit(tx, context, { action: 'installation.set-expiry-windows', subject: 'the installation', before, after: windows });
    await announceFleet(tx);
    return { windows };
  });
}
