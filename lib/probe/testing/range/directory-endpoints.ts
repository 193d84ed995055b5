import { encodeEntry, encodeResult, operation } from '../../../simulation/ldap-messages.ts';
import { domainControllerRootDse, type Misbehaviour } from '../../../simulation/ldap-server.ts';
import type { SimulatedServer } from '../../../simulation/listener.ts';
import { RANGE_HOST, type RangeEndpoint, serving } from './range-endpoint.ts';

/** Every search is answered like this. */
const answering = (behaviour: Misbehaviour) => serving({}, { onRequest: ({ kind }) => (kind === 'search' ? behaviour : undefined) });

const saying = (changes: Record<string, readonly string[]>) =>
  serving({}, { rootDse: () => ({ ...domainControllerRootDse(RANGE_HOST), ...changes }) });

const patience = { timeouts: { directoryMs: 700 } };

/** Faults of the directory behind a sound certificate. */
export const directoryEndpoints: readonly RangeEndpoint[] = [
  {
    id: 'directory/silent',
    what: 'does not answer the search',
    finds: ['rootdse-unreadable'],
    options: patience,
    start: answering('silent'),
  },
  { id: 'directory/close', what: 'hangs up on the search', finds: ['rootdse-unreadable'], start: answering('close') },
  { id: 'directory/reset', what: 'resets on the search', finds: ['rootdse-unreadable'], start: answering('reset') },
  {
    id: 'directory/http',
    what: 'a web server behind TLS',
    finds: ['rootdse-unreadable'],
    start: answering({ bytes: Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n') }),
  },
  { id: 'directory/empty', what: 'an answer without an entry', finds: ['rootdse-unreadable'], start: serving({}, { rootDse: null }) },
  {
    id: 'directory/referral',
    what: 'refers to another server',
    finds: ['rootdse-unreadable'],
    start: answering({ resultCode: 10, options: { referral: 'ldap://other.example.test/' } }),
  },
  { id: 'directory/operations-error', what: 'asks for a bind first', finds: ['rootdse-unreadable'], start: answering({ resultCode: 1 }) },
  { id: 'directory/busy', what: 'too busy', finds: ['directory-unavailable'], start: answering({ resultCode: 51 }) },
  { id: 'directory/unavailable', what: 'not available', finds: ['directory-unavailable'], start: answering({ resultCode: 52 }) },
  {
    id: 'directory/one-byte-at-a-time',
    what: 'nothing: writes its answer byte by byte',
    finds: [],
    start: answering({ bytes: soundAnswer, oneByOne: true }),
  },
  {
    id: 'directory/long-lengths',
    what: 'nothing: writes long lengths, as Windows does',
    finds: [],
    start: serving({}, { longForm: true }),
  },
  {
    id: 'directory/confidentiality',
    what: 'demands encryption inside TLS',
    finds: ['rootdse-unreadable'],
    start: answering({ resultCode: 13 }),
  },
  { id: 'directory/not-synchronized', what: 'not synchronised', finds: ['not-synchronized'], start: saying({ isSynchronized: ['FALSE'] }) },
  { id: 'directory/clock-ahead', what: 'clock two minutes ahead', finds: ['clock-skew'], start: serving({}, { clockOffsetMs: 120_000 }) },
  {
    id: 'directory/clock-behind',
    what: 'clock ten minutes behind',
    finds: ['clock-skew'],
    start: serving({}, { clockOffsetMs: -600_000 }),
  },
  {
    id: 'directory/another-server',
    what: 'another server answers under this name',
    finds: ['different-server-answered'],
    start: serving({}, { hostName: 'dc2.example.test' }),
  },
  {
    id: 'directory/no-global-catalog',
    what: 'a global catalog port of a server that is none yet',
    finds: ['global-catalog-not-ready'],
    options: ({ address }) => ({ addresses: [address] }),
    start: (materials) =>
      atGlobalCatalogPort((address) =>
        serving(
          {},
          { address, port: 3269, rootDse: () => ({ ...domainControllerRootDse(RANGE_HOST), isGlobalCatalogReady: ['FALSE'] }) },
        )(materials),
      ),
  },
  {
    id: 'directory/slow',
    what: 'slower than its limit',
    finds: ['slow-response'],
    subject: { slowAfterMs: 300 },
    start: serving(
      {},
      {
        onRequest: ({ kind, messageId }) => {
          if (kind !== 'search') return undefined;
          return { take: (socket) => void setTimeout(() => socket.write(soundAnswer(messageId)), 600) };
        },
      },
    ),
  },
];

function soundAnswer(messageId: number): Buffer {
  return Buffer.concat([encodeEntry(messageId, '', domainControllerRootDse(RANGE_HOST)), encodeResult(messageId, operation.searchDone, 0)]);
}

/** Rules go by the port, so this server needs the very one: on the first loopback address where nobody has it. */
async function atGlobalCatalogPort(start: (address: string) => Promise<SimulatedServer>): Promise<SimulatedServer> {
  for (let last = 1; last < 255; last++) {
    const server = await start(`127.0.36.${last}`).catch(() => null);
    if (server !== null) return server;
  }
  throw new Error('Port 3269 is taken on 127.0.36.1 to 127.0.36.254.');
}
