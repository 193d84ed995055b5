import { setTimeout as wait } from 'node:timers/promises';

/**
 * Runs a task again and again, with a pause after each run, until the signal aborts. A task that resolves to `again` is repeated
 * without a pause. Errors go to `onError` and end nothing.
 */
export async function repeat(
  task: () => Promise<unknown>,
  options: { everyMs: number; signal: AbortSignal; onError: (error: unknown) => void },
): Promise<void> {
  while (!options.signal.aborted) {
    let again = false;
    try {
      again = (await task()) === 'again';
    } catch (error) {
      if (!options.signal.aborted) options.onError(error);
    }
    if (!again) await wait(options.everyMs, undefined, { signal: options.signal }).catch(() => undefined);
  }
}
