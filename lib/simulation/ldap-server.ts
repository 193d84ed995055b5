import { createServer, type Socket } from 'node:net';
import { createSecureContext, createServer as createTlsServer, TLSSocket, type TlsOptions } from 'node:tls';
import { now } from '#lib/clock.ts';
import { WHO_AM_I_OID } from '../probe/stages/bind.ts';
import { START_TLS_OID } from '../probe/stages/start-tls.ts';
import { decodeRequests, encodeEntry, encodeResult, type LdapRequest, operation, type ResultOptions } from './ldap-messages.ts';
import { listen, type SimulatedServer } from './listener.ts';

/** An answer instead of the usual one: a result, raw bytes (also one at a time), silence, the end of the connection, or anything. */
export type Misbehaviour =
  | { take: (socket: Socket, messageId: number) => void }
  | { resultCode: number; options?: ResultOptions }
  | { bytes: Uint8Array | ((messageId: number) => Uint8Array); oneByOne?: boolean }
  | 'silent'
  | 'close'
  | 'reset';

/** What the server shall be. By default it is a healthy Active Directory domain controller. */
export type LdapServerOptions = {
  address?: string;
  port?: number;
  /** PEM certificate chain and key, and any further setting of TLS; without it the server speaks plain LDAP only. */
  tls?: TlsOptions;
  /** `ldaps`: TLS from the first byte (the default with `tls`). `plain`: plain LDAP, with StartTLS when `tls` is given. */
  transport?: 'ldaps' | 'plain';
  /** Fully qualified name in the rootDSE. */
  hostName?: string;
  /** Replaces the whole rootDSE; null answers a search without an entry. */
  rootDse?: Record<string, readonly string[]> | (() => Record<string, readonly string[]>) | null;
  /** How far its clock is ahead, in milliseconds. */
  clockOffsetMs?: number;
  /** Distinguished names and passwords that may sign in. */
  accounts?: Record<string, string>;
  /** Result code and message for a bind that is not accepted. */
  bindRefusal?: { resultCode: number; message: string };
  /** False answers protocolError, as Samba does. */
  whoAmI?: boolean;
  /** Result of StartTLS other than success. */
  startTlsRefusal?: { resultCode: number; message: string };
  /** Writes every length in five bytes, as Active Directory does. */
  longForm?: boolean;
  /** OCSP response that is stapled to the handshake for those who ask for one. */
  staple?: Uint8Array;
  /** Overrides the answer to a request; undefined answers as usual. */
  onRequest?: (request: LdapRequest) => Misbehaviour | undefined;
};

/** The message of Active Directory for a wrong password. */
const WRONG_PASSWORD = '80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data 52e, v1db1\u0000';

/** The rootDSE of a domain controller with that name. */
export function domainControllerRootDse(hostName: string, clockOffsetMs = 0): Record<string, readonly string[]> {
  const [computer = 'dc1', ...domain] = hostName.split('.');
  const base = domain.map((label) => `DC=${label}`).join(',');
  const at = new Date(now().getTime() + clockOffsetMs);
  const name = computer.toUpperCase();
  return {
    objectClass: ['top'],
    currentTime: [`${at.toISOString().replace(/[-:T]|\.\d+Z/g, '')}.0Z`],
    dnsHostName: [hostName],
    ldapServiceName: [`${domain.join('.')}:${computer}$@${domain.join('.').toUpperCase()}`],
    dsServiceName: [`CN=NTDS Settings,CN=${name},CN=Servers,CN=Berlin,CN=Sites,CN=Configuration,${base}`],
    serverName: [`CN=${name},CN=Servers,CN=Berlin,CN=Sites,CN=Configuration,${base}`],
    namingContexts: [base, `CN=Configuration,${base}`, `CN=Schema,CN=Configuration,${base}`],
    defaultNamingContext: [base],
    rootDomainNamingContext: [base],
    configurationNamingContext: [`CN=Configuration,${base}`],
    isSynchronized: ['TRUE'],
    isGlobalCatalogReady: ['TRUE'],
    highestCommittedUSN: ['481516'],
    domainFunctionality: ['7'],
    forestFunctionality: ['7'],
    domainControllerFunctionality: ['7'],
    supportedLDAPVersion: ['3', '2'],
    supportedCapabilities: ['1.2.840.113556.1.4.800', '1.2.840.113556.1.4.1670', '1.2.840.113556.1.4.1791', '1.2.840.113556.1.4.1935'],
    supportedSASLMechanisms: ['GSSAPI', 'GSS-SPNEGO', 'EXTERNAL', 'DIGEST-MD5'],
    supportedExtension: [START_TLS_OID, WHO_AM_I_OID],
  };
}

/** Starts an LDAP server that answers rootDSE searches, simple binds, Who am I? and StartTLS. */
export function startLdapServer(options: LdapServerOptions = {}): Promise<SimulatedServer> {
  if (options.tls !== undefined && options.transport !== 'plain') {
    // A client may be gone before the handshake is over.
    const server = createTlsServer(options.tls).on('tlsClientError', () => undefined);
    server.on('secureConnection', (socket) => serve(socket, options));
    const { staple } = options;
    if (staple !== undefined)
      server.on('OCSPRequest', (_certificate: Buffer, _issuer: Buffer, done: (error: Error | null, response: Buffer) => void) =>
        done(null, Buffer.from(staple)),
      );
    return listen(server, options);
  }
  return listen(
    createServer((socket) => serve(socket, options)),
    options,
  );
}

function serve(socket: Socket, options: LdapServerOptions): void {
  let pending: Buffer = Buffer.alloc(0);
  let boundAs = '';
  const onData = (chunk: Buffer) => {
    const { requests, rest } = decodeRequests(Buffer.concat([pending, chunk]));
    pending = rest;
    for (const request of requests) {
      const instead = options.onRequest?.(request);
      if (instead !== undefined) {
        misbehave(socket, request, instead);
        continue;
      }
      answer(request);
    }
  };
  const answer = (request: LdapRequest) => {
    const { messageId } = request;
    const long = { longForm: options.longForm ?? false };
    switch (request.kind) {
      case 'unbind':
        socket.end();
        return;
      case 'search':
        socket.write(answerSearch(request, options));
        return;
      case 'bind': {
        const accepted = options.accounts?.[request.dn] === request.password;
        if (accepted) boundAs = request.dn;
        const refusal = options.bindRefusal ?? { resultCode: 49, message: WRONG_PASSWORD };
        const result = accepted ? { resultCode: 0, message: '' } : refusal;
        socket.write(encodeResult(messageId, operation.bindResponse, result.resultCode, { ...long, message: result.message }));
        return;
      }
      case 'extended':
        answerExtended(request.oid, messageId, long);
        return;
      case 'other':
        socket.destroy();
    }
  };
  const answerExtended = (oid: string, messageId: number, long: { longForm: boolean }) => {
    if (oid === WHO_AM_I_OID && options.whoAmI !== false) {
      const value = boundAs === '' ? '' : `dn:${boundAs}`;
      socket.write(encodeResult(messageId, operation.extendedResponse, 0, { ...long, value }));
      return;
    }
    if (oid !== START_TLS_OID || options.tls === undefined || options.startTlsRefusal !== undefined) {
      const { resultCode, message } = options.startTlsRefusal ?? { resultCode: 2, message: 'unsupported extended operation' };
      socket.write(encodeResult(messageId, operation.extendedResponse, resultCode, { ...long, message }));
      return;
    }
    socket.off('data', onData);
    socket.write(encodeResult(messageId, operation.extendedResponse, 0, { ...long, oid: START_TLS_OID }));
    const secure = new TLSSocket(socket, { isServer: true, secureContext: createSecureContext(options.tls), ...options.tls });
    secure.on('error', () => socket.destroy());
    serve(secure, { ...options, transport: 'ldaps' });
  };
  socket.on('error', () => undefined);
  socket.on('data', onData);
}

function answerSearch(request: Extract<LdapRequest, { kind: 'search' }>, options: LdapServerOptions): Buffer {
  const done = encodeResult(request.messageId, operation.searchDone, 0, { longForm: options.longForm ?? false });
  if (request.baseDn !== '' || options.rootDse === null) return done;
  const own = options.rootDse ?? (() => domainControllerRootDse(options.hostName ?? 'dc1.example.test', options.clockOffsetMs));
  const rootDse = typeof own === 'function' ? own() : own;
  return Buffer.concat([encodeEntry(request.messageId, '', rootDse, options.longForm), done]);
}

const responseTag: Record<LdapRequest['kind'], number> = {
  bind: operation.bindResponse,
  search: operation.searchDone,
  extended: operation.extendedResponse,
  unbind: operation.extendedResponse,
  other: operation.extendedResponse,
};

function misbehave(socket: Socket, request: LdapRequest, instead: Misbehaviour): void {
  if (instead === 'silent') return;
  if (instead === 'close') socket.end();
  else if (instead === 'reset') resetConnection(socket);
  else if ('take' in instead) instead.take(socket, request.messageId);
  else if ('bytes' in instead) {
    const bytes = typeof instead.bytes === 'function' ? instead.bytes(request.messageId) : instead.bytes;
    if (instead.oneByOne === true) for (const byte of bytes) socket.write(Uint8Array.of(byte));
    else socket.write(bytes);
  } else socket.write(encodeResult(request.messageId, responseTag[request.kind], instead.resultCode, instead.options));
}

/** Ends the TCP connection beneath with RST. */
function resetConnection(socket: Socket): void {
  const beneath = '_parent' in socket && socket._parent instanceof Object && 'resetAndDestroy' in socket._parent ? socket._parent : socket;
  (beneath as Socket).resetAndDestroy();
}
