import type { Socket } from 'node:net';
import { BindRequest, EqualityFilter, PresenceFilter, SearchRequest } from 'ldapts';
import type { Deadline } from '../deadline.ts';
import { LONGEST_HEADER_BYTES, readBerElement, readBerHeader, readBerText } from '../ldap/ber.ts';
import { BIND_RESPONSE, type LdapMessage, readLdapMessage, SEARCH_RESULT_DONE, SEARCH_RESULT_ENTRY } from '../ldap/message.ts';
import { describeError } from '../plain-text.ts';
import { type LdapAddress, readLdapAddress } from './ldap-address.ts';
import { beginTls, isRefusal, type Network, openChecked, openTrusted } from './open-connection.ts';
import type { Refusal } from './source.ts';

/** The directory server asked for addresses without a host (`ldap:///...`), which mean any server of the directory. */
export interface DirectoryServer {
  /** Name it is known by, checked against its certificate when credentials are sent. */
  readonly host: string;
  /** IP address that is dialled. */
  readonly address: string;
  readonly port: number;
  readonly transport: 'ldaps' | 'plain';
  /**
   * Active Directory answers such questions only after a bind. Credentials go out over `ldaps` alone, and only after the server has
   * proved its name against `authoritiesPem`; null asks anonymously.
   */
  readonly credentials: { readonly dn: string; readonly password: string; readonly authoritiesPem: readonly string[] } | null;
}

const BIND_ID = 1;
const SEARCH_ID = 2;
/** Room for the envelope around the value. */
const ENVELOPE_BYTES = 16 * 1024;

/** A bind, an entry, a few references, the end. */
const MOST_MESSAGES = 16;
const SEQUENCE = 0x30;

const malformed = (message: string): Refusal => ({ outcome: 'malformed', message });

/** Reads one list of revoked certificates over LDAP, such as that of an `ldap:///` address. Referrals are not followed. Never throws. */
export async function fetchLdap(
  text: string,
  server: DirectoryServer | null,
  mostBytes: number,
  network: Network,
  deadline: Deadline,
): Promise<{ bytes: Uint8Array } | Refusal> {
  const address = readLdapAddress(text);
  if (address === null)
    return {
      outcome: 'unsupported',
      message: 'The LDAP address asks for something else than one list of revoked certificates of one object.',
    };
  const asked = address.host === null ? server : null;
  if (address.host === null && asked === null) {
    return { outcome: 'unsupported', message: 'The address names no server, and no directory server is known to ask.' };
  }
  const credentials = asked?.transport === 'ldaps' ? asked.credentials : null;
  const opened = await connectTo(address, asked, network, deadline);
  if (isRefusal(opened)) return opened;
  try {
    const isSecure = asked === null ? address.secure : asked.transport === 'ldaps';
    const tls = { serverName: asked?.host ?? address.host ?? '', authoritiesPem: credentials?.authoritiesPem ?? null };
    const socket = isSecure ? await beginTls(opened, tls, deadline) : opened;
    if (isRefusal(socket)) return socket;
    return await search(socket, address, credentials, mostBytes, deadline);
  } finally {
    opened.destroy();
  }
}

function connectTo(address: LdapAddress, asked: DirectoryServer | null, network: Network, deadline: Deadline): Promise<Socket | Refusal> {
  return asked === null
    ? openChecked(address.host ?? '', address.port, network, deadline)
    : openTrusted(asked.address, asked.port, network, deadline);
}

function searchRequest({ baseDn, attribute, filter }: LdapAddress): Buffer {
  const condition =
    filter.value === null
      ? new PresenceFilter({ attribute: filter.attribute })
      : new EqualityFilter({ attribute: filter.attribute, value: filter.value });
  return new SearchRequest({ messageId: SEARCH_ID, baseDN: baseDn, scope: 'base', filter: condition, attributes: [attribute] }).write();
}

function search(
  socket: Socket,
  address: LdapAddress,
  credentials: { dn: string; password: string } | null,
  mostBytes: number,
  deadline: Deadline,
): Promise<{ bytes: Uint8Array } | Refusal> {
  return new Promise((resolve) => {
    let value: Uint8Array | null = null;
    const endWatch = deadline.watch(deadline.remainingMs(), () =>
      finish({ outcome: 'timeout', message: 'The directory server did not answer in time.' }),
    );
    const finish = (answer: { bytes: Uint8Array } | Refusal) => {
      endWatch();
      socket.destroy();
      resolve(answer);
    };
    const onMessage = (message: LdapMessage, bytes: Uint8Array) => {
      const { result, operation, messageId } = message;
      if (operation === SEARCH_RESULT_ENTRY && messageId === SEARCH_ID) {
        value ??= firstValue(bytes.subarray(message.contentStart, message.contentEnd), address.attribute);
        return;
      }
      if (result === null) return;
      if (result.code !== 0) {
        const words = result.diagnosticMessage === '' ? '' : `: ${result.diagnosticMessage}`;
        finish({ outcome: 'responder-error', message: `The directory server answered with LDAP result ${result.code}${words}` });
      } else if (operation === BIND_RESPONSE && messageId === BIND_ID) socket.write(searchRequest(address));
      else if (operation !== SEARCH_RESULT_DONE || messageId !== SEARCH_ID) finish(malformed('The answer fits no question.'));
      else if (value === null) finish({ outcome: 'responder-error', message: `The directory server shows no ${address.attribute} there.` });
      else if (value.length > mostBytes) finish(tooLarge(mostBytes));
      else finish({ bytes: value });
    };
    socket.on('data', collectMessages(mostBytes, onMessage, finish));
    socket.on('error', (error) => finish({ outcome: 'unreachable', message: describeError(error).message }));
    socket.on('close', () => finish({ outcome: 'unreachable', message: 'The directory server ended the connection.' }));
    socket.write(credentials === null ? searchRequest(address) : new BindRequest({ messageId: BIND_ID, ...credentials }).write());
  });
}

const tooLarge = (mostBytes: number): Refusal => ({ outcome: 'too-large', message: `The list is larger than ${mostBytes} bytes.` });

/** Puts whole messages together, at most `mostBytes` and the envelope in all. */
function collectMessages(
  mostBytes: number,
  onMessage: (message: LdapMessage, bytes: Uint8Array) => void,
  finish: (refusal: Refusal) => void,
): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let held = 0;
  let received = 0;
  let needed = 0;
  let messages = 0;
  let isOver = false;
  const stop = (refusal: Refusal) => {
    isOver = true;
    chunks = [];
    finish(refusal);
  };
  return (chunk) => {
    if (isOver) return;
    received += chunk.length;
    if (received > mostBytes + ENVELOPE_BYTES) return stop(tooLarge(mostBytes));
    chunks.push(chunk);
    held += chunk.length;
    while (!isOver && held >= Math.max(needed, 1)) {
      let bytes = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, held);
      const header = readBerHeader(bytes.subarray(0, LONGEST_HEADER_BYTES));
      if (header.kind === 'invalid' || bytes[0] !== SEQUENCE) return stop(malformed('The answer is no LDAP message.'));
      needed = header.kind === 'incomplete' ? held + 1 : header.headerBytes + header.contentBytes;
      if (needed > mostBytes + ENVELOPE_BYTES) return stop(tooLarge(mostBytes));
      if (held >= needed) {
        const message = readLdapMessage(bytes.subarray(0, needed));
        messages += 1;
        if (message === null || messages > MOST_MESSAGES) return stop(malformed('The answer is no LDAP message, or is made of too many.'));
        onMessage(message, bytes.subarray(0, needed));
        bytes = bytes.subarray(needed);
        needed = 0;
      }
      chunks = [bytes];
      held = bytes.length;
    }
  };
}

/** First value of the attribute in the content of a SearchResultEntry (RFC 4511 section 4.5.2), options such as `;binary` aside. */
export function firstValue(entry: Uint8Array, attribute: string): Uint8Array | null {
  const bare = (name: string): string => name.split(';')[0]?.toLowerCase() ?? '';
  const name = readBerElement(entry, 0);
  const list = name === null ? null : readBerElement(entry, name.end);
  if (list === null) return null;
  for (let offset = list.contentStart; offset < list.end; ) {
    const found = readBerElement(entry, offset, list.end);
    if (found === null) return null;
    offset = found.end;
    const type = readBerElement(entry, found.contentStart, found.end);
    const values = type === null ? null : readBerElement(entry, type.end, found.end);
    if (type === null || values === null || type.end - type.contentStart > 200) continue;
    if (bare(readBerText(entry, type)) !== bare(attribute)) continue;
    const value = readBerElement(entry, values.contentStart, values.end);
    if (value !== null) return entry.subarray(value.contentStart, value.end);
  }
  return null;
}
