import type { RevocationSource } from '../deep-scan/record.ts';
import type { CrlList } from './crl-list.ts';
import type { Refusal } from './source.ts';
import { TimedCache } from './timed-cache.ts';

/** Answers shared by all checks of one process. Made by `createRevocationCache`. */
export interface RevocationCache {
  /** Verified CRLs until their next update, and for a few minutes the reasons why there was none. */
  readonly lists: TimedCache<CrlList | Refusal>;
  /** Answers of OCSP responders by address and certificate. */
  readonly answers: TimedCache<RevocationSource>;
  /** Lets few CRLs be fetched and read at a time, because each may take 20 MB. */
  readonly gate: Gate;
}

const MOST_LIST_BYTES = 64 * 1024 * 1024;
const MOST_ANSWER_BYTES = 4 * 1024 * 1024;
const LISTS_AT_A_TIME = 3;

/** @param options `mostBytes`: room for CRLs in memory; a list of 200,000 certificates takes some 5 MB. Default: 64 MB. */
export function createRevocationCache(options: { mostBytes?: number } = {}): RevocationCache {
  return {
    lists: new TimedCache(options.mostBytes ?? MOST_LIST_BYTES),
    answers: new TimedCache(MOST_ANSWER_BYTES),
    gate: new Gate(LISTS_AT_A_TIME),
  };
}

/** Lets at most `limit` pieces of work run at a time; the others wait in order. */
export class Gate {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(limit: number) {
    this.#free = limit;
  }

  /** Runs the work when there is room. Rejects as the work does. */
  async run<Value>(work: () => Promise<Value>): Promise<Value> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}
