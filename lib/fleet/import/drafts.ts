import { z } from 'zod';
import type { FileVerbContext } from '../../access/given-file.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import type { Database } from '../../db/client.ts';
import { InvalidInputError, NotFoundError } from '../../errors.ts';
import { checkbox } from '../input.ts';
import { type DecodedList, decodeList } from './decode.ts';
import { forgetDraftList } from './draft-list.ts';
import { type ImportField, importFields } from './fields.ts';
import { guessColumnsFor, guessMapping, ImportMapping } from './mapping.ts';
import { delimiterNames } from './split.ts';

const draftId = z.uuid('The list is named by its id.');
const what = 'This list';
const fileNameMax = 120;

export const CreateImportDraftInput = z.strictObject({ pasted: z.string().default('') });
export type CreateImportDraftInput = z.input<typeof CreateImportDraftInput>;

/** Keeps a list, pasted or as the file `list`, until it is imported or a day is over, with a guess of how it is meant to be read. */
export async function createImportDraft(context: FileVerbContext, input: CreateImportDraftInput): Promise<{ id: string }> {
  const { pasted } = parseInput(CreateImportDraftInput, input);
  const file = context.files.list;
  if (file !== undefined && pasted.trim() !== '') refuse('pasted', 'Give a file or paste a list, and not both.');
  const decoded = readText('list', decodeList(file?.bytes ?? Buffer.from(pasted)));
  const { text, encoding } = decoded;
  if (text.trim() === '') refuse('pasted', 'The list is empty. Choose a file, or paste one host per line, such as dc01.corp.example.');
  return context.db.importDraft.create({
    data: {
      fileName: file?.name.slice(-fileNameMax) ?? '',
      content: text,
      mapping: guessMapping(text, encoding),
      createdBy: context.actor,
      createdAt: context.now,
    },
    select: { id: true },
  });
}

function refuse(field: string, message: string): never {
  throw new InvalidInputError([{ field, message }]);
}

const readText = (field: string, decoded: DecodedList) => (decoded.ok ? decoded : refuse(field, decoded.message));

export const ReplaceImportTextInput = z.strictObject({ draftId, pasted: z.string('Write one host per line.') });
export type ReplaceImportTextInput = z.input<typeof ReplaceImportTextInput>;

/** Takes a corrected text in the place of a draft's. How it is read stays, unless it has other columns now. */
export async function replaceImportText(context: VerbContext, input: ReplaceImportTextInput): Promise<{ id: string }> {
  const given = parseInput(ReplaceImportTextInput, input);
  const { text } = readText('pasted', decodeList(Buffer.from(given.pasted)));
  if (text.trim() === '') refuse('pasted', 'The list is empty. Write one host per line, such as dc01.corp.example.');
  const draft = await loadDraft(context.db, given.draftId);
  const guess = guessMapping(text, draft.mapping.encoding);
  const same = guess.delimiter === draft.mapping.delimiter && guess.columns.length === draft.mapping.columns.length;
  const mapping = same ? draft.mapping : { ...guess, emptyCells: draft.mapping.emptyCells };
  await context.db.importDraft.update({ where: { id: draft.id }, data: { content: text, mapping }, select: { id: true } });
  return { id: draft.id };
}

const column = z.union(
  [z.enum(importFields), z.literal('').transform(() => null), z.undefined().transform(() => null)],
  'A column is one of the fields shown, or left out.',
);

/** The fields of the form: `column0`, `column1` and so on name what each column is, empty to leave it out. */
export const SetImportMappingInput = z.looseObject({
  draftId,
  delimiter: z.enum(delimiterNames, `Cells are divided by ${delimiterNames.join(', ')}.`),
  header: checkbox,
  emptyCells: z.enum(['keep', 'clear'], 'Empty cells keep or clear.'),
});
export type SetImportMappingInput = z.input<typeof SetImportMappingInput>;

/** Says how a draft is to be read. With another delimiter the columns are other ones, so they are guessed anew. */
export async function setImportMapping(context: VerbContext, input: SetImportMappingInput): Promise<{ id: string }> {
  const { draftId: id, delimiter, header, emptyCells, ...named } = parseInput(SetImportMappingInput, input);
  const draft = await loadDraft(context.db, id);
  const columns = draft.mapping.columns.map((_, index): ImportField | null => {
    const read = column.safeParse(named[`column${index}`]);
    if (!read.success) refuse(`column${index}`, read.error.issues.map(({ message }) => message).join(' '));
    return read.data;
  });
  const twice = columns.find((field, index) => field !== null && columns.indexOf(field) !== index);
  const sameDelimiter = delimiter === draft.mapping.delimiter;
  if (twice && sameDelimiter) {
    const second = columns.lastIndexOf(twice);
    throw new InvalidInputError([
      {
        field: `column${second}`,
        value: twice,
        message: `Columns ${columns.indexOf(twice) + 1} and ${second + 1} cannot be the same field. Leave one of them out.`,
      },
    ]);
  }
  const read = sameDelimiter ? { header, columns } : guessColumnsFor(draft.text, delimiter);
  const mapping: ImportMapping = { ...draft.mapping, ...read, delimiter, emptyCells };
  await context.db.importDraft.update({ where: { id }, data: { mapping }, select: { id: true } });
  return { id };
}

export const DiscardImportDraftInput = z.strictObject({ draftId });
export type DiscardImportDraftInput = z.input<typeof DiscardImportDraftInput>;

/** Forgets a draft; that of a draft that is gone already is nothing. */
export async function discardImportDraft(context: VerbContext, input: DiscardImportDraftInput): Promise<{ id: string }> {
  const given = parseInput(DiscardImportDraftInput, input);
  await context.db.importDraft.deleteMany({ where: { id: given.draftId } });
  forgetDraftList(given.draftId);
  return { id: given.draftId };
}

/** The draft with its mapping. Throws NotFoundError when there is none of that id, or it was imported, discarded or is too old. */
export async function loadDraft(db: Pick<Database, 'importDraft'>, id: string) {
  const row = draftId.safeParse(id).success ? await db.importDraft.findUnique({ where: { id } }) : null;
  if (row === null) throw new NotFoundError(what);
  const { content: text, mapping, ...draft } = row;
  return { ...draft, text, mapping: ImportMapping.safeParse(mapping).data ?? guessMapping(text) };
}
