import { readBerElement, readBerInteger, readBerText } from '../probe/ldap/ber.ts';

/** Writes one BER element. `longForm` writes every length in five bytes, as Active Directory does. */
export function encodeBer(tag: number, content: Uint8Array | readonly Uint8Array[], longForm = false): Buffer {
  const body = content instanceof Uint8Array ? content : Buffer.concat(content);
  if (longForm) {
    const header = Buffer.from([tag, 0x84, 0, 0, 0, 0]);
    header.writeUInt32BE(body.length, 2);
    return Buffer.concat([header, body]);
  }
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length: number[] = [];
  for (let rest = body.length; rest > 0; rest = Math.floor(rest / 256)) length.unshift(rest % 256);
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length, ...length]), body]);
}

const text = (value: string, tag = 0x04, longForm = false) => encodeBer(tag, Buffer.from(value, 'utf8'), longForm);

/** Content of a non-negative INTEGER. */
function integerContent(value: number): Buffer {
  const bytes = [value & 0xff];
  for (let rest = Math.floor(value / 256); rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest & 0xff);
  if ((bytes[0] ?? 0) >= 0x80) bytes.unshift(0);
  return Buffer.from(bytes);
}

/** What a response says besides its result code. */
export type ResultOptions = { message?: string; referral?: string; oid?: string; value?: string; longForm?: boolean };

/** Identifier bytes of responses. */
export const operation = { bindResponse: 0x61, searchEntry: 0x64, searchDone: 0x65, extendedResponse: 0x78 } as const;

/** One LDAP message that carries an LDAPResult. */
export function encodeResult(messageId: number, tag: number, code: number, options: ResultOptions = {}): Buffer {
  const { longForm = false } = options;
  const parts = [encodeBer(0x0a, integerContent(code), longForm), text('', 0x04, longForm), text(options.message ?? '', 0x04, longForm)];
  if (options.referral !== undefined) parts.push(encodeBer(0xa3, text(options.referral), longForm));
  if (options.oid !== undefined) parts.push(text(options.oid, 0x8a, longForm));
  if (options.value !== undefined) parts.push(text(options.value, 0x8b, longForm));
  return encodeMessage(messageId, encodeBer(tag, parts, longForm), longForm);
}

/** One search entry. */
export function encodeEntry(messageId: number, dn: string, attributes: Record<string, readonly string[]>, longForm = false): Buffer {
  const list = Object.entries(attributes).map(([name, values]) =>
    encodeBer(0x30, [
      text(name, 0x04, longForm),
      encodeBer(
        0x31,
        values.map((value) => text(value, 0x04, longForm)),
        longForm,
      ),
    ]),
  );
  const entry = encodeBer(operation.searchEntry, [text(dn, 0x04, longForm), encodeBer(0x30, list, longForm)], longForm);
  return encodeMessage(messageId, entry, longForm);
}

const encodeMessage = (messageId: number, body: Uint8Array, longForm: boolean): Buffer =>
  encodeBer(0x30, [encodeBer(0x02, integerContent(messageId), longForm), body], longForm);

/** What the simulated servers understand of a request. */
export type LdapRequest =
  | { kind: 'bind'; messageId: number; dn: string; password: string }
  | { kind: 'search'; messageId: number; baseDn: string }
  | { kind: 'extended'; messageId: number; oid: string }
  | { kind: 'unbind'; messageId: number }
  | { kind: 'other'; messageId: number };

/** Takes whole requests from the beginning of `bytes`. */
export function decodeRequests(bytes: Buffer): { requests: LdapRequest[]; rest: Buffer } {
  const requests: LdapRequest[] = [];
  let rest = bytes;
  for (let message = readBerElement(rest, 0); message !== null; message = readBerElement(rest, 0)) {
    requests.push(decodeRequest(rest.subarray(message.contentStart, message.end)));
    rest = rest.subarray(message.end);
  }
  return { requests, rest };
}

function decodeRequest(content: Buffer): LdapRequest {
  const id = readBerElement(content, 0);
  const body = id === null ? null : readBerElement(content, id.end);
  if (id === null || body === null) return { kind: 'other', messageId: 0 };
  const messageId = readBerInteger(content, id) ?? 0;
  const first = readBerElement(content, body.contentStart, body.end);
  if (body.tag === 0x42) return { kind: 'unbind', messageId };
  if (first === null) return { kind: 'other', messageId };
  if (body.tag === 0x63) return { kind: 'search', messageId, baseDn: readBerText(content, first) };
  if (body.tag === 0x77) return { kind: 'extended', messageId, oid: readBerText(content, first) };
  const dn = readBerElement(content, first.end, body.end);
  const password = dn === null ? null : readBerElement(content, dn.end, body.end);
  if (body.tag !== 0x60 || dn === null || password === null) return { kind: 'other', messageId };
  return { kind: 'bind', messageId, dn: readBerText(content, dn), password: readBerText(content, password) };
}
