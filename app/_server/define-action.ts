import { randomUUID } from 'node:crypto';
import { revalidatePath } from 'next/cache';
import type { z } from 'zod';
import type { ActionState } from '#components/ui/action-state.ts';
import { type FileVerbContext, type GivenFile, type GivenFiles, MAX_FILE_BYTES } from '#lib/access/given-file.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { AppError, type InputFault, InvalidInputError } from '#lib/errors.ts';
import { log } from '#lib/log.ts';
import { currentSession, isAllowed, type Role } from './session.ts';

type ActionDefinition<Schema extends z.ZodType, Result> = {
  /** The least role that may do it. */
  role: Role;
  schema: Schema;
  /** One verb of lib: it checks its input, writes, and leaves an audit row, all in one transaction. */
  verb: (context: FileVerbContext, input: z.output<Schema>) => Promise<Result>;
  /**
   * Fields of type file whose files the verb finds as bytes in `context.files`; one file each, at most `fileBytesMax`. They are
   * neither stored here nor sent back. Files of other fields are left out.
   */
  files?: readonly string[];
  /** MAX_FILE_BYTES when left out; next.config.js bounds what a whole form may bring. */
  fileBytesMax?: number;
  /** Fields whose text is never sent back, besides `password`: keys and whatever else is secret. */
  secrets?: readonly string[];
  /** Pages whose data it changes. */
  revalidate?: readonly string[];
};

/**
 * A server action over one verb: session, schema, verb, errors in words, pages told. What was typed comes back when it was refused.
 * A form with files needs no `encType`: React sets it where the form's action is a function.
 */
export function defineAction<Schema extends z.ZodType, Result>(definition: ActionDefinition<Schema, Result>) {
  return async (_previous: ActionState<Result>, form: FormData): Promise<ActionState<Result>> => {
    const values = formValues(form);
    const typed = withoutSecrets(values, definition.secrets ?? []);
    try {
      const session = await currentSession();
      if (session === null || !isAllowed(session.role, definition.role))
        return { status: 'error', message: `This needs the role ${definition.role}.`, values: typed };
      const parsed = definition.schema.safeParse(values);
      if (!parsed.success) {
        const faults = parsed.error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message }));
        return { status: 'invalid', faults, values: typed };
      }
      const files = await givenFiles(form, definition.files ?? [], definition.fileBytesMax ?? MAX_FILE_BYTES);
      const data = await definition.verb({ db: database(), now: now(), actor: session.actor, files }, parsed.data);
      for (const path of definition.revalidate ?? []) revalidatePath(path, 'layout');
      return { status: 'ok', data };
    } catch (error) {
      return explain(error, typed);
    }
  };
}

function explain(error: unknown, values: Record<string, string>): ActionState<never> {
  if (error instanceof InvalidInputError) return { status: 'invalid', faults: error.faults, values };
  if (error instanceof AppError) return { status: 'error', message: error.message, values };
  const eventId = randomUUID();
  log('web').error({ err: error, eventId }, 'an action failed');
  return { status: 'error', message: `That did not work, and nothing was changed. The log has the reason under ${eventId}.`, values };
}

/** What a person typed here is not sent back when the form was wrong. */
const secretFields: readonly string[] = ['password'];

/** The form's fields as text, without those that the framework adds. Files are not text and are left out. */
function formValues(form: FormData): Record<string, string> {
  const fields = [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string' && !entry[0].startsWith('$ACTION'));
  return Object.fromEntries(fields);
}

/** The files given in the named fields. A browser sends an empty file where none was chosen, and its name is lost on the way. */
async function givenFiles(form: FormData, names: readonly string[], bytesMax: number): Promise<GivenFiles> {
  const files: [string, GivenFile][] = [];
  const faults: InputFault[] = [];
  for (const name of names) {
    const file = form.get(name);
    if (!(file instanceof File) || file.size === 0) continue;
    if (file.size > bytesMax) faults.push({ field: name, value: file.name, message: tooLarge(file, bytesMax) });
    else files.push([name, { name: file.name, bytes: await file.bytes() }]);
  }
  if (faults.length > 0) throw new InvalidInputError(faults);
  return Object.fromEntries(files);
}

const tooLarge = (file: File, bytesMax: number): string =>
  `${file.name} has ${Math.ceil(file.size / 1024)} kB; a file may have at most ${bytesMax / 1024} kB.`;

const withoutSecrets = (values: Record<string, string>, secrets: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !secretFields.includes(name) && !secrets.includes(name)));
