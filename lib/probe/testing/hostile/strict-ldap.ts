import { operation } from '../../../simulation/ldap-messages.ts';
import { type BerElement, readBerElement, readBerInteger, readBerText } from '../../ldap/ber.ts';
import { plainText } from '../../plain-text.ts';

/** The elements of which `content` consists without a byte left over; null when it does not. */
function elementsOf(bytes: Buffer, start: number, end: number): BerElement[] | null {
  const elements: BerElement[] = [];
  for (let offset = start; offset < end; ) {
    const element = readBerElement(bytes, offset, end);
    if (element === null) return null;
    elements.push(element);
    offset = element.end;
  }
  return elements;
}

type Message = { id: number; body: BerElement };

/** The whole messages at the beginning of `bytes`, read as strictly as RFC 4511 writes them. */
function messagesOf(bytes: Buffer): Message[] {
  const messages: Message[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const sequence = readBerElement(bytes, offset);
    const [id, body] = sequence === null || sequence.tag !== 0x30 ? [] : (elementsOf(bytes, sequence.contentStart, sequence.end) ?? []);
    const number = id === undefined || id.tag !== 0x02 ? null : readBerInteger(bytes, id);
    if (sequence === null || body === undefined || number === null) break;
    messages.push({ id: number, body });
    offset = sequence.end;
  }
  return messages;
}

/** Result code of the first message that carries one for this request; null when there is none. */
export function strictResultCode(bytes: Buffer, messageId: number, tag: number): number | null {
  const found = messagesOf(bytes).find(({ id, body }) => id === messageId && body.tag === tag);
  const [code] = found === undefined ? [] : (elementsOf(bytes, found.body.contentStart, found.body.end) ?? []);
  return code === undefined || code.tag !== 0x0a ? null : readBerInteger(bytes, code);
}

/** The attributes of the first entry, when a successful result follows it; null in every other case. */
export function strictRootDse(bytes: Buffer, messageId: number): Record<string, string[]> | null {
  if (strictResultCode(bytes, messageId, operation.searchDone) !== 0) return null;
  const entry = messagesOf(bytes).find(({ id, body }) => id === messageId && body.tag === operation.searchEntry);
  const [, list] = entry === undefined ? [] : (elementsOf(bytes, entry.body.contentStart, entry.body.end) ?? []);
  const attributes = list === undefined ? null : elementsOf(bytes, list.contentStart, list.end);
  if (attributes === null) return null;
  const read: Record<string, string[]> = {};
  for (const attribute of attributes) {
    const [name, set] = elementsOf(bytes, attribute.contentStart, attribute.end) ?? [];
    const values = set === undefined ? null : elementsOf(bytes, set.contentStart, set.end);
    if (name === undefined || values === null) return null;
    const texts = values.map((value) => plainText(readBerText(bytes, value)));
    const key = plainText(readBerText(bytes, name));
    if (texts.length > 0) read[key] = texts;
  }
  return read;
}
