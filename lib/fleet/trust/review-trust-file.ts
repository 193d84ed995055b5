import { z } from 'zod';
import type { FileVerbContext } from '../../access/given-file.ts';
import { parseInput } from '../../access/parse-input.ts';
import { readTrustFile, type TrustFile } from '../../certificates/trust/read-trust-file.ts';
import type { Database, Transaction } from '../../db/client.ts';
import { InvalidInputError } from '../../errors.ts';
import { pemOf, reviewed } from './anchor.ts';
import type { TrustReview } from './views.ts';

export const ReviewTrustFileInput = z.object({ pasted: z.string('The pasted text is text.').default('') });
export type ReviewTrustFileInput = z.input<typeof ReviewTrustFileInput>;

/**
 * Lists what a given file or pasted text would have trusted. Nothing is kept. Throws InvalidInputError when there is nothing in it that
 * can be trusted, or when a private key is in it.
 */
export async function reviewTrustFile({ db, now, files }: FileVerbContext, input: ReviewTrustFileInput): Promise<TrustReview> {
  const { pasted } = parseInput(ReviewTrustFileInput, input);
  const file = files.file?.bytes.length ? files.file : undefined;
  if (file === undefined && pasted.trim() === '') throw refuse('file', 'Choose a file that is not empty, or paste certificates.');
  if (file !== undefined && pasted.trim() !== '') throw refuse('pasted', 'There is a file and a pasted text. Give one of them.');
  const { certificates, unreadable, repeated } = readGiven(
    file?.bytes ?? Buffer.from(pasted, 'utf8'),
    file === undefined ? 'pasted' : 'file',
  );
  const known = await storesOf(
    db,
    certificates.map(({ sha256 }) => sha256),
  );
  return {
    certificates: certificates.map((facts) => reviewed(facts, now, known.get(facts.sha256) ?? [])),
    unreadable,
    repeated,
    pem: certificates.map(({ der }) => pemOf(der)).join(''),
  };
}

const refuse = (field: string, message: string): InvalidInputError => new InvalidInputError([{ field, message }]);

/** The certificates of a file; throws in the words for the field that it was given with. */
export function readGiven(bytes: Uint8Array, field: string): TrustFile {
  const read = readTrustFile(bytes);
  if (!read.ok) throw refuse(field, read.message);
  return read.file;
}

/** Names of the trust stores that hold certificates, by SHA-256. */
export async function storesOf(db: Database | Transaction, sha256s: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db.trustStoreAnchor.findMany({
    where: { sha256: { in: [...sha256s] } },
    select: { sha256: true, store: { select: { name: true } } },
    orderBy: { store: { name: 'asc' } },
  });
  const names = new Map<string, string[]>();
  for (const { sha256, store } of rows) names.set(sha256, [...(names.get(sha256) ?? []), store.name]);
  return names;
}
