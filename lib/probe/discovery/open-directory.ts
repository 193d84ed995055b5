import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { now } from '#lib/clock.ts';
import { Deadline } from '../deadline.ts';
import type { RootDse } from '../evidence.ts';
import { processGate } from '../handshake-gate.ts';
import { LdapSession } from '../ldap/session.ts';
import type { ProbeOptions } from '../options.ts';
import { provesIdentity } from '../proves-identity.ts';
import { bindAccount } from '../stages/bind.ts';
import { inspectCertificates } from '../stages/certificate.ts';
import { closeSocket, connectTo } from '../stages/connect.ts';
import { askDirectory } from '../stages/directory.ts';
import { shakeHands } from '../stages/handshake.ts';
import { secureContextFor } from '../stages/secure-context.ts';
import { startTls } from '../stages/start-tls.ts';
import type { TrustAnchors } from '../x509/trust-anchors.ts';
import { createDirectorySearch, type DirectorySearch } from './directory-session-search.ts';
import { discoveryLimits } from './limits.ts';

/** A port that TLS is spoken on, from the first byte or after StartTLS. */
export type DirectoryDoor = { port: number; transport: 'ldaps' | 'starttls' };

/** Where Active Directory speaks TLS. */
export const usualDoors: readonly DirectoryDoor[] = [
  { port: 636, transport: 'ldaps' },
  { port: 389, transport: 'starttls' },
];

export type DirectoryOptions = {
  /** Name that the certificate must prove before a password is sent. */
  host: string;
  /** IP literals of that name, tried in this order. */
  addresses: readonly string[];
  anchors: TrustAnchors;
  /** Tried in this order; 636 and then StartTLS on 389 when left out. */
  doors?: readonly DirectoryDoor[];
  /** Account of the simple bind; anonymous without one. Its password is sent once at most, over proven TLS alone. */
  bind?: NonNullable<ProbeOptions['bind']>;
  signal?: AbortSignal;
  /** Time of the whole session once it is open, in milliseconds. */
  sessionMs?: number;
  /** Time of opening it at one address and door, in milliseconds. */
  openMs?: number;
};

export type DirectoryFailureCode =
  | 'not-reached'
  | 'no-secure-connection'
  | 'identity-not-proven'
  | 'no-root-dse'
  | 'account-not-used'
  | 'bind-refused'
  | 'bind-unanswered';

export type DirectoryFailure = {
  status: 'failed';
  code: DirectoryFailureCode;
  /** In words, of the server or ours. */
  message: string;
  /** Whether the password left this machine: then no other server is tried with it. */
  passwordSent: boolean;
};

/** An open connection to one server of the directory, secured by TLS. Close it. */
export type DirectorySession = {
  status: 'open';
  host: string;
  address: string;
  door: DirectoryDoor;
  rootDse: RootDse;
  /** Whether the certificate proves the name; without, what is read may come from anybody. */
  identityProven: boolean;
  /** Account that is signed in; null for nobody. */
  boundAs: string | null;
  search: DirectorySearch;
  close(): Promise<void>;
};

/**
 * Opens the directory of one server over TLS, reads its rootDSE and signs in when an account is given. Expected failures are values;
 * of several doors the failure that came furthest is told. Referrals are never followed.
 */
export async function openDirectory(options: DirectoryOptions): Promise<DirectorySession | DirectoryFailure> {
  let furthest: DirectoryFailure = failed('not-reached', 'The server has no address to connect to.');
  for (const door of options.doors ?? usualDoors) {
    for (const address of options.addresses) {
      if (options.signal?.aborted) return furthest;
      const opened = await openDoor(options, address, door);
      if (opened.status === 'open' || opened.passwordSent) return opened;
      if (rank(opened) > rank(furthest) || furthest.code === 'not-reached') furthest = opened;
    }
  }
  return furthest;
}

const ranks: readonly DirectoryFailureCode[] = [
  'not-reached',
  'no-secure-connection',
  'no-root-dse',
  'account-not-used',
  'identity-not-proven',
  'bind-unanswered',
  'bind-refused',
];
const rank = ({ code }: DirectoryFailure): number => ranks.indexOf(code);

const failed = (code: DirectoryFailureCode, message: string, passwordSent = false): DirectoryFailure => ({
  status: 'failed',
  code,
  message,
  passwordSent,
});

async function openDoor(options: DirectoryOptions, address: string, door: DirectoryDoor): Promise<DirectorySession | DirectoryFailure> {
  const deadline = Deadline.after(options.openMs ?? discoveryLimits.openMs, options.signal);
  const { stage, socket } = await connectTo(address, door.port, deadline, discoveryLimits.openMs);
  if (socket === null) return failed('not-reached', `Port ${door.port}: ${stage.status === 'failed' ? stage.detail.message : ''}`);
  const opened = await secure(options, address, door, socket, deadline).catch((error: unknown) => {
    socket.destroy();
    throw error;
  });
  if (opened.status === 'failed') await closeSocket(socket);
  return opened;
}

async function secure(
  options: DirectoryOptions,
  address: string,
  door: DirectoryDoor,
  socket: Socket,
  deadline: Deadline,
): Promise<DirectorySession | DirectoryFailure> {
  const { anchors, host } = options;
  if (door.transport === 'starttls') {
    const upgrade = await startTls(socket, deadline, discoveryLimits.openMs);
    if (upgrade.status === 'failed') return failed('no-secure-connection', `Port ${door.port}: ${upgrade.detail.message}`);
  }
  const leave = await processGate.enter(options.signal);
  const handshake = await shakeHands(
    socket,
    host,
    secureContextFor(anchors),
    deadline,
    discoveryLimits.openMs,
    discoveryLimits.connectionBytes * 2,
  ).finally(leave);
  if (handshake.socket === null) {
    const message = handshake.stage.status === 'failed' ? handshake.stage.detail.message : 'TLS did not come about.';
    return failed('no-secure-connection', `Port ${door.port}: ${message}`);
  }
  const identityProven = provesIdentity(inspectCertificates(handshake.chain, host, anchors), now());
  const opened = await signIn(options, { address, door, socket: handshake.socket, identityProven }, deadline);
  if (opened.status === 'failed') await closeSocket(handshake.socket);
  return opened;
}

async function signIn(
  options: DirectoryOptions,
  { address, door, socket, identityProven }: { address: string; door: DirectoryDoor; socket: TLSSocket; identityProven: boolean },
  deadline: Deadline,
): Promise<DirectorySession | DirectoryFailure> {
  const { bind: account, host, signal, sessionMs = discoveryLimits.sessionMs } = options;
  const { messageBytes, messages, connectionBytes: bytes } = discoveryLimits;
  const session = new LdapSession(socket, { messageBytes, messages, bytes });
  const directory = await askDirectory(session, deadline, discoveryLimits.requestMs);
  if (directory.status === 'failed') return failed('no-root-dse', directory.detail.message);
  if (account !== undefined) {
    if (!identityProven)
      return failed('identity-not-proven', 'A password is not sent to a server whose certificate does not prove who it is.');
    const refused = await bindOnce(session, account, address, deadline, signal);
    if (refused !== null) return refused;
  }
  const whole = Deadline.after(sessionMs, signal);
  return {
    status: 'open',
    host,
    address,
    door,
    rootDse: directory.data.rootDse,
    identityProven,
    boundAs: account?.dn ?? null,
    search: createDirectorySearch(session, whole),
    close: async () => {
      await session.unbind(whole);
      await closeSocket(socket);
    },
  };
}

/** Sends the password once; null when the server accepted it. */
async function bindOnce(
  session: LdapSession,
  account: NonNullable<DirectoryOptions['bind']>,
  address: string,
  deadline: Deadline,
  signal: AbortSignal | undefined,
): Promise<DirectoryFailure | null> {
  if (account.password === '') return failed('account-not-used', 'An empty password would be an anonymous bind (RFC 4513 section 5.1.2).');
  const turn = await account.turn?.(address, signal);
  if (turn !== undefined && 'because' in turn) return failed('account-not-used', `${turn.because}.`);
  const bound = await bindAccount(session, account, deadline, discoveryLimits.requestMs, turn?.ended);
  if (bound.status === 'ok') return null;
  const said = bound.detail.diagnosticMessage === null || bound.detail.diagnosticMessage === '' ? '' : ` ${bound.detail.diagnosticMessage}`;
  const unanswered = bound.code === 'timeout' || bound.code === 'closed' || bound.code === 'unclassified';
  return failed(unanswered ? 'bind-unanswered' : 'bind-refused', `${bound.detail.message}${said}`, true);
}
