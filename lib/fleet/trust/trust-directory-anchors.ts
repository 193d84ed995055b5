import { z } from 'zod';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import { InvalidInputError, NotFoundError } from '../../errors.ts';
import { changeTrust } from './anchor.ts';
import { publishedIn } from './directory-offers.ts';
import { scope, sha256s } from './input.ts';
import { trustInto } from './trust-issuer.ts';
import type { TrustChange } from './views.ts';

export const TrustDirectoryAnchorsInput = z.strictObject({
  runId: z.uuid('The discovery is named by its id.'),
  domainId: scope,
  chosen: sha256s,
});
export type TrustDirectoryAnchorsInput = z.input<typeof TrustDirectoryAnchorsInput>;

/** Trusts certificates that a discovery found published in the directory: those chosen, and no others. Throws InvalidInputError and NotFoundError. */
export async function trustDirectoryAnchors(context: VerbContext, input: TrustDirectoryAnchorsInput): Promise<TrustChange> {
  const given = parseInput(TrustDirectoryAnchorsInput, input);
  if (given.chosen.length === 0)
    throw new InvalidInputError([{ field: 'chosen', message: 'No certificate is ticked. Tick those that shall be trusted.' }]);
  return changeTrust(context, async (tx) => {
    const run = await tx.discoveryRun.findUnique({ where: { id: given.runId }, select: { domainName: true, record: true } });
    if (run === null) throw new NotFoundError('The discovery');
    const published = publishedIn(run.record).anchors.filter(({ facts }) => given.chosen.includes(facts.sha256));
    if (published.length < new Set(given.chosen).size) throw new NotFoundError('A certificate of the directory that is ticked');
    const named = `From the directory of ${run.domainName}`;
    return trustInto(
      tx,
      context,
      { origin: 'directory', domainId: given.domainId, named },
      published.map(({ facts }) => facts),
    );
  });
}
