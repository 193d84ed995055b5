/** Something made, how many bytes it holds, and until when it may be used (milliseconds since 1970; 0: it is not kept). */
export type Made<Value> = { readonly value: Value; readonly bytes: number; readonly untilMs: number };

type Flight<Value> = { readonly made: Promise<Made<Value>>; readonly controller: AbortController; waiting: number };

/**
 * Keeps answers until their time is over, the least recently used ones as long as there is room. What several want at the same time
 * is made once; it is given up when the last of them has gone.
 */
export class TimedCache<Value> {
  readonly #mostBytes: number;
  readonly #kept = new Map<string, Made<Value>>();
  readonly #flights = new Map<string, Flight<Value>>();
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** Bytes held by what is kept. */
  get byteLength(): number {
    return this.#bytes;
  }

  #get(key: string, at: Date): Value | undefined {
    const made = this.#kept.get(key);
    if (made === undefined) return undefined;
    this.#forget(key);
    if (made.untilMs <= at.getTime()) return undefined;
    this.#keep(key, made);
    return made.value;
  }

  /** The value kept, or made now. Null when `signal` is aborted before. Rejects as `make` does. */
  async getOrMake(key: string, at: Date, signal: AbortSignal, make: (signal: AbortSignal) => Promise<Made<Value>>): Promise<Value | null> {
    const known = this.#get(key, at);
    if (known !== undefined) return known;
    if (signal.aborted) return null;
    const flight = this.#flights.get(key) ?? this.#start(key, make);
    flight.waiting += 1;
    return new Promise((resolve, reject) => {
      const leave = () => {
        signal.removeEventListener('abort', leave);
        flight.waiting -= 1;
        if (flight.waiting === 0) flight.controller.abort();
        resolve(null);
      };
      signal.addEventListener('abort', leave, { once: true });
      flight.made.then(({ value }) => {
        signal.removeEventListener('abort', leave);
        resolve(value);
      }, reject);
    });
  }

  #keep(key: string, made: Made<Value>): void {
    this.#forget(key);
    if (made.untilMs === 0 || made.bytes > this.#mostBytes) return;
    this.#kept.set(key, made);
    this.#bytes += made.bytes;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#mostBytes) return;
      this.#forget(oldest);
    }
  }

  #start(key: string, make: (signal: AbortSignal) => Promise<Made<Value>>): Flight<Value> {
    const controller = new AbortController();
    const made = make(controller.signal);
    const flight: Flight<Value> = { made, controller, waiting: 0 };
    this.#flights.set(key, flight);
    controller.signal.addEventListener('abort', () => this.#land(key, flight));
    made.then(
      (result) => {
        if (!controller.signal.aborted) this.#keep(key, result);
        this.#land(key, flight);
      },
      () => this.#land(key, flight),
    );
    return flight;
  }

  #land(key: string, flight: Flight<Value>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }

  #forget(key: string): void {
    this.#bytes -= this.#kept.get(key)?.bytes ?? 0;
    this.#kept.delete(key);
  }
}
