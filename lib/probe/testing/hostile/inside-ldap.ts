import type { Socket } from 'node:net';
import { drip, pour } from '../../../simulation/broken-server.ts';
import { encodeBer, encodeEntry, encodeResult, operation } from '../../../simulation/ldap-messages.ts';
import { domainControllerRootDse, type LdapServerOptions, type Misbehaviour, startLdapServer } from '../../../simulation/ldap-server.ts';
import { TEST_HOST } from '../probe-setup.ts';
import { nestedElements } from './nested.ts';
import type { HostilePeer } from './peer.ts';
import { many } from './records.ts';

/** An LDAP message that announces 2 GB. */
const announcedForEver = Buffer.from([0x30, 0x84, 0x7f, 0xff, 0xff, 0xff]);
const notice = encodeResult(0, operation.extendedResponse, 52, { message: 'going down', oid: '1.3.6.1.4.1.1466.20036' });
const entry = (messageId: number) => encodeEntry(messageId, '', domainControllerRootDse(TEST_HOST), true);
const half = (bytes: Buffer): Buffer => bytes.subarray(0, Math.floor(bytes.length / 2));
const take = (act: (socket: Socket, messageId: number) => void): Misbehaviour => ({ take: act });

const deepEntry = (messageId: number): Buffer =>
  encodeBer(0x30, [encodeBer(0x02, Buffer.from([messageId])), encodeBer(operation.searchEntry, nestedElements(0x30, 10_000))]);

/** What a peer does in place of an LDAP answer, and the code of the stage that asked. */
type Abuse = { name: string; behaviour: Misbehaviour; code: string };

const abuses: readonly Abuse[] = [
  { name: 'pours bytes that are not LDAP', behaviour: take((socket) => pour(socket, Buffer.alloc(16_384, 0x47))), code: 'not-ldap' },
  {
    name: 'announces a message of 2 GB and pours it',
    behaviour: take((socket) => {
      socket.write(announcedForEver);
      pour(socket, Buffer.alloc(16_384, 0x30));
    }),
    code: 'message-too-large',
  },
  {
    name: 'pours intermediate responses',
    behaviour: take((socket, messageId) =>
      pour(socket, many(encodeBer(0x30, [encodeBer(0x02, Buffer.from([messageId])), encodeBer(0x79, [])]))),
    ),
    code: 'not-ldap',
  },
  { name: 'answers one byte at a time, for ever', behaviour: take((socket, id) => drip(socket, entry(id), 20)), code: 'timeout' },
  { name: 'stops in the middle of its answer', behaviour: { bytes: (id) => half(entry(id)) }, code: 'timeout' },
  {
    name: 'hangs up in the middle of its answer',
    behaviour: take((socket, id) => socket.end(half(entry(id)))),
    code: 'closed',
  },
  { name: 'says nothing', behaviour: 'silent', code: 'timeout' },
];

const onlyDirectory: readonly Abuse[] = [
  { name: 'announces its own end', behaviour: { bytes: notice }, code: 'disconnected' },
  {
    name: 'refers to another server',
    behaviour: { resultCode: 10, options: { referral: 'ldap://other.example.test/' } },
    code: 'referral',
  },
  { name: 'nests its entry ten thousand levels deep', behaviour: { bytes: deepEntry }, code: 'not-ldap' },
  { name: 'answers with an entry in an unknown form', behaviour: { bytes: encodeResult(1, 0x64, 0) }, code: 'timeout' },
];

const onlyStartTls: readonly Abuse[] = [
  { name: 'announces its own end', behaviour: { bytes: notice }, code: 'closed' },
  { name: 'refers to another server', behaviour: { resultCode: 10, options: { referral: 'ldap://other.example.test/' } }, code: 'refused' },
  {
    name: 'agrees and pours at once',
    behaviour: take((socket, id) => {
      pour(socket, Buffer.concat([encodeResult(id, operation.extendedResponse, 0), Buffer.alloc(16_384, 0x47)]));
    }),
    code: 'unclassified',
  },
];

const onSearch =
  (behaviour: Misbehaviour): NonNullable<LdapServerOptions['onRequest']> =>
  ({ kind }) =>
    kind === 'search' ? behaviour : undefined;
const onExtended =
  (behaviour: Misbehaviour): NonNullable<LdapServerOptions['onRequest']> =>
  ({ kind }) =>
    kind === 'extended' ? behaviour : undefined;
const onBind =
  (behaviour: Misbehaviour): NonNullable<LdapServerOptions['onRequest']> =>
  ({ kind }) =>
    kind === 'bind' ? behaviour : undefined;

const bindCodes: Readonly<Record<string, string>> = { 'not-ldap': 'unclassified', 'message-too-large': 'unclassified' };
const findingOfStartTls: Readonly<Record<string, string>> = { timeout: 'handshake-timeout', refused: 'starttls-refused' };

/** Peers that shake hands well and misbehave as a directory, or before StartTLS. */
export const peersInsideLdap: readonly HostilePeer[] = [
  ...[...abuses, ...onlyDirectory].map(
    ({ name, behaviour, code }): HostilePeer => ({
      name: `${name} in place of its rootDSE`,
      stage: 'directory',
      code,
      finding: code === 'disconnected' ? 'directory-unavailable' : 'rootdse-unreadable',
      start: async ({ tls }) => startLdapServer({ tls: await tls(), onRequest: onSearch(behaviour) }),
    }),
  ),
  ...[...abuses, ...onlyStartTls].map(
    ({ name, behaviour, code }): HostilePeer => ({
      name: `${name} when asked for StartTLS`,
      stage: 'startTls',
      code,
      finding: findingOfStartTls[code] ?? 'handshake-failed',
      transport: 'starttls',
      start: async ({ tls }) => startLdapServer({ tls: await tls(), transport: 'plain', onRequest: onExtended(behaviour) }),
    }),
  ),
  ...abuses.map(
    ({ name, behaviour, code }): HostilePeer => ({
      name: `${name} when an account signs in`,
      stage: 'bind',
      code: bindCodes[code] ?? code,
      finding: 'bind-failed',
      start: async ({ tls }) => startLdapServer({ tls: await tls(), onRequest: onBind(behaviour) }),
      options: { bind: { dn: 'cn=probe', password: 'secret' } },
    }),
  ),
  {
    name: 'begins TLS anew for ever',
    stage: 'directory',
    code: 'timeout',
    finding: 'rootdse-unreadable',
    start: async ({ tls }) =>
      startLdapServer({ tls: { ...(await tls()), maxVersion: 'TLSv1.2' }, onRequest: onSearch(take(renegotiateForEver)) }),
  },
];

/** Each handshake brings the client one more session ticket. */
function renegotiateForEver(socket: Socket): void {
  if ('renegotiate' in socket && typeof socket.renegotiate === 'function') {
    socket.renegotiate({}, (error: Error | null) => {
      if (error === null && !socket.destroyed) renegotiateForEver(socket);
    });
  }
}
