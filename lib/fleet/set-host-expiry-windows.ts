import { z } from 'zod';
import { writeAudit } from '../access/audit.ts';
import { parseInput } from '../access/parse-input.ts';
import type { VerbContext } from '../access/verb-context.ts';
import { windowWords } from '../diagnosis/expiry.ts';
import type { ExpiryWindows } from '../diagnosis/rule.ts';
import { checkWindows, readWindows, windowFields, windowsOf } from './expiry-windows.ts';
import { hostId } from './input.ts';
import { announceFleet, loadHost, windowsColumn } from './internal.ts';

export const SetHostExpiryWindowsInput = z.strictObject({ hostId, ...windowFields }).superRefine(checkWindows);
export type SetHostExpiryWindowsInput = z.input<typeof SetHostExpiryWindowsInput>;

/** Sets a host's own windows of expiry; all empty for those of its domain. Its doors are checked again at once. */
export async function setHostExpiryWindows(
  context: VerbContext,
  input: SetHostExpiryWindowsInput,
): Promise<{ windows: ExpiryWindows | null }> {
  const given = parseInput(SetHostExpiryWindowsInput, input);
  const windows = windowsOf(given);

  return context.db.$transaction(async (tx) => {
    const host = await loadHost(tx, given.hostId);
    const before = readWindows(host.expiryWindows);
    if (JSON.stringify(before) === JSON.stringify(windows)) return { windows };
    await tx.host.update({
      where: { id: host.id },
      data: { expiryWindows: windowsColumn(windows), updatedAt: context.now },
      select: { id: true },
    });
    if (host.pausedAt === null)
      await tx.endpointState.updateMany({ where: { endpoint: { hostId: host.id } }, data: { nextDueAt: context.now } });
    await tx.change.create({
      data: {
        hostId: host.id,
        at: context.now,
        kind: 'configuration',
        before: `Expiry windows: ${windowWords(before)}`,
        after: `Expiry windows: ${windowWords(windows)}`,
      },
      select: { id: true },
    });
    await writeAudit(tx, context, { action: 'host.set-expiry-windows', subject: host.name, before, after: windows });
    await announceFleet(tx);
    return { windows };
  });
}
