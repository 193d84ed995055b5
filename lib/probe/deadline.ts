import { monotonicMs } from '#lib/clock.ts';

/** Why a stage was stopped from outside. */
export type StageStop = 'timeout' | 'cancelled';

/** The time one probe has left, shared by its stages, and the caller's wish to stop early. */
export class Deadline {
  #endsAtMs: number;
  readonly #signal: AbortSignal | undefined;

  private constructor(endsAtMs: number, signal: AbortSignal | undefined) {
    this.#endsAtMs = endsAtMs;
    this.#signal = signal;
  }

  /** A deadline `totalMs` milliseconds from now. */
  static after(totalMs: number, signal?: AbortSignal): Deadline {
    return new Deadline(monotonicMs() + totalMs, signal);
  }

  /** The same end, extended apart from this one. */
  fork(): Deadline {
    return new Deadline(this.#endsAtMs, this.#signal);
  }

  /** A deadline of its own, at most `milliseconds` from now and no later than this one. */
  within(milliseconds: number): Deadline {
    return new Deadline(Math.min(this.#endsAtMs, monotonicMs() + milliseconds), this.#signal);
  }

  get cancelled(): boolean {
    return this.#signal?.aborted === true;
  }

  /** Milliseconds left, never negative. */
  remainingMs(): number {
    return Math.max(0, this.#endsAtMs - monotonicMs());
  }

  /** Gives back time that was spent waiting for our own resources. */
  extend(milliseconds: number): void {
    this.#endsAtMs += milliseconds;
  }

  /** Why nothing more may be started; null while there is time. */
  overBecause(): string | null {
    if (this.cancelled) return 'the probe was cancelled';
    return this.remainingMs() === 0 ? 'the time for the whole probe was used up' : null;
  }

  /**
   * Calls `onStop` once when the stage's time or the whole probe's is over, or the caller cancels.
   * @returns a function that ends the watch; it must be called when the stage is done
   */
  watch(stageMs: number, onStop: (stop: StageStop) => void): () => void {
    let grace: NodeJS.Immediate | undefined;
    // A stalled event loop runs late timers before it reads sockets: an answer that is already there comes first.
    const timer = setTimeout(
      () => {
        grace = setImmediate(() => stopWith('timeout'));
      },
      Math.min(stageMs, this.remainingMs()),
    );
    const onAbort = () => stopWith('cancelled');
    const stopWith = (stop: StageStop) => {
      endWatch();
      onStop(stop);
    };
    const endWatch = () => {
      clearTimeout(timer);
      if (grace !== undefined) clearImmediate(grace);
      this.#signal?.removeEventListener('abort', onAbort);
    };
    this.#signal?.addEventListener('abort', onAbort, { once: true });
    if (this.cancelled) grace = setImmediate(onAbort);
    return endWatch;
  }
}

/** Words for a stage that was stopped from outside. */
export const stopMessage = (stop: StageStop, waitedFor: string): string =>
  stop === 'timeout' ? `No answer in time while waiting for ${waitedFor}.` : 'The probe was cancelled.';

/** Milliseconds since `startedAtMs` of the monotonic clock, to a hundredth. */
export const elapsedMs = (startedAtMs: number): number => Math.max(0, Math.round((monotonicMs() - startedAtMs) * 100) / 100);
