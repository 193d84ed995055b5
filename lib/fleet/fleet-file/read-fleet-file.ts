import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { InputFault } from '../../errors.ts';
import { FleetFile } from './schema.ts';

/** Most bytes of a fleet file. */
export const fleetFileBytesMax = 8_388_608;
/** How often the anchors of a file may be referred to, and how many faults are told. */
const aliasesMax = 1_000;
const faultsMax = 100;
const valueLengthMax = 80;

/** A fleet file that was read. `lineOf` gives the line of a value, counted from 1, or of what it is in. */
export type ReadFleetFile = { file: FleetFile; lineOf: (path: readonly PropertyKey[]) => number };
export type FleetFileResult = { ok: true; read: ReadFleetFile } | { ok: false; faults: InputFault[] };

/**
 * Reads the text of a fleet file: YAML 1.2 without tags of its own. Every fault is told with its line; what is too long, too deep or
 * refers to itself too often is refused as a whole. Never throws.
 */
export function readFleetFile(text: string): FleetFileResult {
  if (Buffer.byteLength(text) > fleetFileBytesMax)
    return refuse(`The file is larger than ${fleetFileBytesMax / 1_048_576} MB. Split it into several files, each with a name of its own.`);
  const lines = new LineCounter();
  let document: Document.Parsed;
  let value: unknown;
  try {
    document = parseDocument(text, { lineCounter: lines, schema: 'core', merge: true, customTags: [], logLevel: 'error' });
    const broken = [...document.errors, ...document.warnings];
    if (broken.some(({ message }) => message.startsWith('Maximum call stack'))) return refuse(tooDeep);
    if (document.errors.some(({ code }) => code === 'MULTIPLE_DOCS'))
      return refuse('The file holds several YAML documents, with “---” between them. Make it one, or give each a file of its own.');
    if (broken.length > 0)
      return {
        ok: false,
        faults: broken.slice(0, faultsMax).map(({ message, linePos }) => faultOf('', firstLineOf(message), linePos?.[0].line ?? 1)),
      };
    value = document.toJS({ maxAliasCount: aliasesMax });
  } catch (error) {
    if (error instanceof RangeError) return refuse(tooDeep);
    if (error instanceof ReferenceError && error.message.startsWith('Unresolved')) return refuse(firstLineOf(error.message));
    if (error instanceof ReferenceError)
      return refuse(`The file refers to its anchors more than ${aliasesMax} times, directly or through others.`);
    throw error;
  }
  const lineOf = lineFinder(document, lines);
  if (value === null || value === undefined) return refuse('The file is empty. It begins with “version: 1”.');
  const parsed = FleetFile.safeParse(value);
  if (parsed.success) return { ok: true, read: { file: parsed.data, lineOf } };
  return {
    ok: false,
    faults: parsed.error.issues
      .flatMap(flat)
      .slice(0, faultsMax)
      .map((issue) => faultAt(issue, value, lineOf)),
  };
}

const tooDeep = 'The file is nested too deeply.';
const refuse = (message: string): FleetFileResult => ({ ok: false, faults: [{ field: '', message }] });
const faultOf = (field: string, message: string, line: number): InputFault => ({ field, message: `Line ${line}: ${message}` });
/** The library draws the place below its sentence. */
const firstLineOf = (message: string): string => (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '').concat('.');

type Issue = z.core.$ZodIssue;

/** Of a union the faults of the branch that came furthest. */
function flat(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const deepest = issue.errors.toSorted((one, other) => (other[0]?.path.length ?? 0) - (one[0]?.path.length ?? 0))[0];
  if (deepest?.[0] === undefined || deepest[0].path.length === 0) return [issue];
  return deepest.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

function faultAt(issue: Issue, whole: unknown, lineOf: ReadFleetFile['lineOf']): InputFault {
  const field = issue.path.join('.');
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const line = lineOf(unknown === undefined ? issue.path : [...issue.path, unknown]);
  const message =
    unknown === undefined
      ? plain(issue.message)
      : `“${unknown.slice(0, valueLengthMax)}” is not known ${field === '' ? 'here' : `in ${field}`}.`;
  const value = at(whole, issue.path);
  return {
    ...faultOf(field, message, line),
    ...(typeof value === 'string' || typeof value === 'number' ? { value: String(value).slice(0, valueLengthMax) } : {}),
  };
}

/** What the library says where no schema has words of its own. */
const plain = (message: string): string =>
  message.replace(/^Invalid input: expected (\w+), received (\w+)$/, 'Here must be $1, and $2 was found.').replace('object', 'a mapping');

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  );

/** Finds lines of values; of what an anchor brought in, the line of what refers to it. */
function lineFinder(document: Document.Parsed, lines: LineCounter): ReadFleetFile['lineOf'] {
  return (path) => {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
}
