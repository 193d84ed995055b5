/** RFC 5280 section 5.3.1; 7 is not used. */
const reasons = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  null,
  'removeFromCRL',
  'privilegeWithdrawn',
  'aACompromise',
] as const;

/** Name of a CRLReason; null for none and for numbers that have no name. */
export const reasonName = (code: number | null): string | null => (code === null ? null : (reasons[code] ?? null));

/** Stands for "no reason given". */
const NO_REASON = 0xff;
/** Bytes of one entry besides the serial number: its length, the time in seconds, the reason. */
const FIXED_BYTES = 6;

/** The serial number without its leading zero bytes: authorities differ in how they write it. */
export function significantSerial(content: Uint8Array): Uint8Array {
  let start = 0;
  while (start < content.length - 1 && content[start] === 0) start++;
  return content.subarray(start);
}

/** Revoked serial numbers with times and reasons, packed: some 23 bytes for each. */
export class RevokedSerials {
  #bytes: Buffer = Buffer.allocUnsafe(1024);
  #used = 0;
  count = 0;

  get byteLength(): number {
    return this.#bytes.length;
  }

  /** `serial` is at most 64 bytes long; `revokedAtMs` is kept to the second. */
  add(serial: Uint8Array, revokedAtMs: number | null, reason: number | null): void {
    const significant = significantSerial(serial);
    const needed = this.#used + significant.length + FIXED_BYTES;
    if (needed > this.#bytes.length) this.#resize(Math.max(needed, this.#bytes.length * 2));
    this.#bytes[this.#used] = significant.length;
    this.#bytes.set(significant, this.#used + 1);
    const seconds = revokedAtMs === null ? 0 : Math.min(0xffff_ffff, Math.max(0, Math.floor(revokedAtMs / 1000)));
    this.#bytes.writeUInt32BE(seconds, needed - 5);
    this.#bytes[needed - 1] = reason ?? NO_REASON;
    this.#used = needed;
    this.count += 1;
  }

  /** Gives back the room that nothing was put into. */
  trim(): void {
    this.#resize(this.#used);
  }

  /** The entry of a serial number (content octets); null when it is not listed. */
  find(serial: Uint8Array): { revokedAtMs: number | null; reason: number | null } | null {
    const wanted = significantSerial(serial);
    const bytes = this.#bytes;
    const last = wanted.length - 1;
    for (let at = 0; at < this.#used; ) {
      const length = bytes[at] ?? 0;
      const after = at + length + FIXED_BYTES;
      if (
        length === wanted.length &&
        bytes[at + 1 + last] === wanted[last] &&
        bytes.compare(wanted, 0, length, at + 1, at + 1 + length) === 0
      ) {
        const seconds = bytes.readUInt32BE(after - 5);
        const reason = bytes[after - 1] ?? NO_REASON;
        return { revokedAtMs: seconds === 0 ? null : seconds * 1000, reason: reason === NO_REASON ? null : reason };
      }
      at = after;
    }
    return null;
  }

  #resize(length: number): void {
    const bytes = Buffer.alloc(length);
    this.#bytes.copy(bytes, 0, 0, this.#used);
    this.#bytes = bytes;
  }
}
