import { z } from 'zod';
import { writeAudit } from '../access/audit.ts';
import { parseInput } from '../access/parse-input.ts';
import type { VerbContext } from '../access/verb-context.ts';

export const SetInstallationOrganisationInput = z.strictObject({
  organisation: z
    .string('The organisation is a name, or empty.')
    .trim()
    .max(120, "The organisation's name can be 120 characters long at most.")
    .regex(/^\P{Cc}*$/u, "The organisation's name cannot hold control characters."),
});
export type SetInstallationOrganisationInput = z.input<typeof SetInstallationOrganisationInput>;

/** Names the organisation, for the head of reports; empty for none. */
export async function setInstallationOrganisation(
  context: VerbContext,
  input: SetInstallationOrganisationInput,
): Promise<{ organisation: string }> {
  const { organisation } = parseInput(SetInstallationOrganisationInput, input);

  return context.db.$transaction(async (tx) => {
    const row = await tx.installation.findUnique({ where: { id: 1 }, select: { organisation: true } });
    const before = row?.organisation ?? '';
    if (before === organisation) return { organisation };
    await tx.installation.upsert({ where: { id: 1 }, create: { id: 1, organisation }, update: { organisation }, select: { id: true } });
    await writeAudit(tx, context, {
      action: 'installation.set-organisation',
      subject: 'the installation',
      before: { organisation: before },
      after: { organisation },
    });
    return { organisation };
  });
}
