import { monotonicMs } from '#lib/clock.ts';

export type HandshakeGateOptions = {
  /** Handshakes that use the processor at the same time. */
  concurrency?: number;
  /** Handshakes started per second at most. */
  perSecond?: number;
  /** A peer that has not answered for this long uses no processor time; its place goes to the next in line. */
  holdMs?: number;
};

/**
 * First come, first served. TLS handshakes are processor work: more of them at once are not faster, they only make every
 * measured time untrue. Connecting is not gated; thousands of dead targets may wait at once.
 */
export class HandshakeGate {
  readonly #concurrency: number;
  readonly #perSecond: number;
  readonly #holdMs: number;
  readonly #waiting: { admit: () => void }[] = [];
  /** Holder to the time it entered, in order of entry. */
  readonly #holders = new Map<symbol, number>();
  #allowance: number;
  #allowanceAtMs: number;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: HandshakeGateOptions = {}) {
    this.#concurrency = options.concurrency ?? 24;
    this.#perSecond = options.perSecond ?? 400;
    this.#holdMs = options.holdMs ?? 500;
    this.#allowance = this.#concurrency;
    this.#allowanceAtMs = monotonicMs();
  }

  /** How many wait in line. */
  get waitingCount(): number {
    return this.#waiting.length;
  }

  /**
   * Waits for a place. Leaves the line when `signal` aborts.
   * @returns gives the place back; may be called more than once
   */
  async enter(signal?: AbortSignal): Promise<() => void> {
    const holder = Symbol('handshake');
    if (this.#waiting.length > 0 || !this.#tryAdmit(holder)) await this.#wait(holder, signal);
    return () => {
      if (this.#holders.delete(holder)) this.#pump();
    };
  }

  #wait(holder: symbol, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const leave = () => {
        const place = this.#waiting.indexOf(entry);
        if (place >= 0) this.#waiting.splice(place, 1);
        this.#pump();
        resolve();
      };
      const entry = {
        admit: () => {
          this.#holders.set(holder, monotonicMs());
          signal?.removeEventListener('abort', leave);
          resolve();
        },
      };
      this.#waiting.push(entry);
      signal?.addEventListener('abort', leave, { once: true });
      this.#pump();
    });
  }

  #tryAdmit(holder: symbol): boolean {
    if (!this.#hasRoom()) return false;
    this.#allowance -= 1;
    this.#holders.set(holder, monotonicMs());
    return true;
  }

  #hasRoom(): boolean {
    const at = monotonicMs();
    this.#allowance = Math.min(this.#concurrency, this.#allowance + ((at - this.#allowanceAtMs) * this.#perSecond) / 1000);
    this.#allowanceAtMs = at;
    if (this.#holders.size >= this.#concurrency) {
      for (const [holder, enteredAtMs] of this.#holders) {
        if (at - enteredAtMs < this.#holdMs) break;
        this.#holders.delete(holder);
      }
    }
    return this.#allowance >= 1 && this.#holders.size < this.#concurrency;
  }

  #pump(): void {
    while (this.#waiting.length > 0 && this.#hasRoom()) {
      this.#allowance -= 1;
      this.#waiting.shift()?.admit();
    }
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = this.#waiting.length > 0 ? setTimeout(() => this.#pump(), this.#nextRoomInMs()) : null;
  }

  #nextRoomInMs(): number {
    const at = monotonicMs();
    const untilAllowedMs = ((1 - this.#allowance) * 1000) / this.#perSecond;
    const oldest = this.#holders.values().next();
    const untilFreeMs = this.#holders.size < this.#concurrency || oldest.done ? 0 : oldest.value + this.#holdMs - at;
    return Math.max(1, untilAllowedMs, untilFreeMs);
  }
}

/** The gate of this process, used by every probe that is not given another. */
export const processGate = new HandshakeGate();
