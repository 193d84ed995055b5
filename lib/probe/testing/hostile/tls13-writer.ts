import { createCipheriv, createHmac } from 'node:crypto';
import { content } from './records.ts';

const TAG_BYTES = 16;

/** HKDF-Expand-Label of RFC 8446 section 7.1 with SHA-256 and an empty context, for at most 32 bytes. */
function expandLabel(secret: Buffer, label: string, bytes: number): Buffer {
  const full = Buffer.from(`tls13 ${label}`, 'latin1');
  const info = Buffer.concat([Buffer.from([0, bytes, full.length]), full, Buffer.from([0, 1])]);
  return createHmac('sha256', secret).update(info).digest().subarray(0, bytes);
}

/** Writes records of TLS_AES_128_GCM_SHA256 with a server's own traffic secret, so that the client takes them for the server's. */
export class Tls13Writer {
  #secret: Buffer;
  #key: Buffer;
  #iv: Buffer;
  #sequence: number;

  /** `sequence` is the number of records that the server itself has sent with this secret. */
  constructor(secret: Buffer, sequence: number) {
    this.#secret = secret;
    this.#key = expandLabel(secret, 'key', 16);
    this.#iv = expandLabel(secret, 'iv', 12);
    this.#sequence = sequence;
  }

  /** One protected record (RFC 8446 section 5.2). */
  record(type: number, body: Uint8Array): Buffer {
    const nonce = Buffer.from(this.#iv);
    nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ this.#sequence) >>> 0, 8);
    this.#sequence += 1;
    const header = Buffer.from([content.applicationData, 3, 3, 0, 0]);
    header.writeUInt16BE(body.length + 1 + TAG_BYTES, 3);
    const cipher = createCipheriv('aes-128-gcm', this.#key, nonce).setAAD(header);
    return Buffer.concat([header, cipher.update(Buffer.concat([body, Buffer.from([type])])), cipher.final(), cipher.getAuthTag()]);
  }

  /** A request to go on with new keys, after which it writes with those (RFC 8446 sections 4.6.3 and 7.2). */
  keyUpdate(): Buffer {
    const message = this.record(content.handshake, Buffer.from([24, 0, 0, 1, 0]));
    this.#secret = expandLabel(this.#secret, 'traffic upd', 32);
    this.#key = expandLabel(this.#secret, 'key', 16);
    this.#iv = expandLabel(this.#secret, 'iv', 12);
    this.#sequence = 0;
    return message;
  }
}
