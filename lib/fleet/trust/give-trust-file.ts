import { z } from 'zod';
import type { FileVerbContext } from '../../access/given-file.ts';
import { parseInput } from '../../access/parse-input.ts';
import { InvalidInputError } from '../../errors.ts';
import { addTrustAnchors, addTrustStore } from './add-trust-store.ts';
import { reviewTrustFile } from './review-trust-file.ts';
import type { GivenTrust, TrustChange, TrustReview } from './views.ts';

/** Names of the boxes that are ticked for a certificate: this, and its SHA-256. */
export const anchorField = 'anchor:';

/**
 * What the form sends: first a file or pasted text; then, to confirm, the certificates that were listed, with a field for each that is
 * ticked. With a store's id they are added to it.
 */
export const GiveTrustFileInput = z
  .object({
    pasted: z.string().default(''),
    storeId: z.string().default(''),
    name: z.string().default(''),
    domainId: z.string().default(''),
    certificates: z.string().default(''),
    confirmed: z.string().default(''),
  })
  .catchall(z.string());
export type GiveTrustFileInput = z.input<typeof GiveTrustFileInput>;

/**
 * Lists the certificates of a file, and trusts those that are ticked once that is confirmed: nothing is trusted before it was listed.
 * What is wrong with the choice comes back with the list.
 */
export async function giveTrustFile(context: FileVerbContext, input: GiveTrustFileInput): Promise<GivenTrust> {
  const given = parseInput(GiveTrustFileInput, input);
  const { name, domainId, certificates } = given;
  const chosen = Object.keys(given).flatMap((field) => (field.startsWith(anchorField) ? [field.slice(anchorField.length)] : []));
  if (given.confirmed === '') {
    const review = await reviewTrustFile(context, { pasted: given.pasted });
    return { step: 'review', review, faults: [], typed: { name: nameFor(review), domainId, chosen: sound(review) } };
  }
  try {
    return { step: 'done', change: await confirm(context, { ...given, chosen }) };
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    const review = await reviewTrustFile({ ...context, files: {} }, { pasted: certificates });
    return { step: 'review', review, faults: error.faults, typed: { name, domainId, chosen } };
  }
}

type Confirmed = { storeId: string; name: string; domainId: string; certificates: string; chosen: string[] };

const confirm = (context: FileVerbContext, { storeId, name, domainId, certificates, chosen }: Confirmed): Promise<TrustChange> =>
  storeId === ''
    ? addTrustStore(context, { name, domainId, certificates, chosen })
    : addTrustAnchors(context, { storeId, certificates, chosen });

/** Ticked at first: authorities that are in their dates. A single certificate is trusted by a tick of one's own. */
const sound = ({ certificates }: TrustReview): string[] =>
  certificates.flatMap(({ sha256, kind, dates }) => (kind !== 'single' && dates === 'valid' ? [sha256] : []));

const nameFor = ({ certificates }: TrustReview): string => {
  const roots = certificates.filter(({ kind }) => kind === 'root');
  return roots.length === 1 ? (roots[0]?.name.slice(0, 80) ?? '') : '';
};
