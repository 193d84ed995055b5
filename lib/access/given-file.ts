import type { VerbContext } from './verb-context.ts';

/** A file that somebody gave with a form: its name as the browser told it, and its bytes, which stay in memory. */
export type GivenFile = { name: string; bytes: Uint8Array };

/** Given files by the name of their form field; a field left empty has none. */
export type GivenFiles = Readonly<Record<string, GivenFile>>;

/** No file given with a form may be larger. A certificate has a few kilobytes, the longest chains some dozens. */
export const MAX_FILE_BYTES = 1_048_576;

/** What a verb that reads files is given. */
export type FileVerbContext = VerbContext & { files: GivenFiles };
