import { carryOut, type Voice } from '../apply/carry-out.ts';
import { readGivenFile } from '../apply/given-file.ts';
import { errorText } from './error-text.ts';

/**
 * Applies the fleet file of the settings, without removing anything. A faulty one changes nothing and is complained of; the start goes
 * on, for a fleet that is watched as before is better than one that nobody watches.
 */
export async function applyAtStart(url: string, file: string, { say, complain }: Voice): Promise<void> {
  const fail = (line: string) => complain(`Fleet file ${file}: ${line}`);
  try {
    const result = readGivenFile(file);
    if (!result.ok) for (const { message } of result.faults) fail(message);
    else await carryOut(url, result.given, { isDry: false, prune: false }, { say, complain: fail });
  } catch (error) {
    fail(errorText(error));
  }
}
