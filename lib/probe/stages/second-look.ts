import { monotonicMs } from '#lib/clock.ts';
import { classifyConnect } from '../classify/connect.ts';
import { recogniseProtocol } from '../classify/first-bytes.ts';
import { readFailure } from '../classify/ldap-answer.ts';
import { type Deadline, elapsedMs } from '../deadline.ts';
import type { Attempt, ProbeTarget } from '../evidence.ts';
import { readBerHeader } from '../ldap/ber.ts';
import { readLdapMessage } from '../ldap/message.ts';
import { searchRootDse } from '../ldap/root-dse.ts';
import { LdapSession } from '../ldap/session.ts';
import { limits } from '../limits.ts';
import { describeError } from '../plain-text.ts';
import { closeSocket, connectTo } from './connect.ts';
import { exchangeRaw, type RawExchange } from './raw-exchange.ts';
import { START_TLS_OID } from './start-tls.ts';

type SecondLook = Exclude<Attempt['secondLook'], { status: 'skipped' }>;
type SecondLookData = Extract<SecondLook, { status: 'ok' }>['data'];
type PlainPort = NonNullable<SecondLookData['plainPort']>;

/** A search for the rootDSE that asks for no attributes (`1.1`): the shortest question every LDAP server answers. */
const plainQuestion = Buffer.from('302a02010163250400' + '0a01000a0100020100020105010100870b6f626a656374436c61737330050403312e31', 'hex');

/** The port where the same server speaks LDAP without TLS; null when that is not known. */
export function plainPortBeside(target: ProbeTarget, override: number | undefined): number | null {
  if (target.transport === 'starttls') return target.port;
  if (override !== undefined) return override;
  if (target.port === 636) return 389;
  return target.port === 3269 ? 3268 : null;
}

/**
 * Looks again, on connections of their own, at a port whose TLS failed without a certificate. A domain controller without
 * a certificate, a plain LDAP server on the wrong port and a broken middlebox are alike at the first look. At most three
 * connections. Never throws.
 */
export async function lookAgain(
  target: ProbeTarget,
  address: string,
  plainPort: number | null,
  deadline: Deadline,
  stageMs: number,
): Promise<SecondLook> {
  const startedAtMs = monotonicMs();
  try {
    const time = deadline.fork();
    const tlsPort = { address, port: target.port };
    const [unprompted, answer, beside] = await Promise.all([
      exchangeRaw(tlsPort, null, Math.min(limits.holdBackMs, stageMs), () => false, time),
      target.transport === 'ldaps' ? exchangeRaw(tlsPort, plainQuestion, Math.min(limits.plainAnswerMs, stageMs), isEnough, time) : null,
      plainPort === null ? null : lookAtPlainPort(address, plainPort, time, stageMs),
    ]);
    const said = unprompted.received.length > 0 ? unprompted.received : (answer?.received ?? unprompted.received);
    const data: SecondLookData = {
      unprompted: unprompted.connected && unprompted.ending !== 'failed' ? unprompted.ending : 'not-reachable',
      firstBytes: said.length === 0 ? null : said.subarray(0, limits.firstBytes).toString('hex'),
      looksLike: said.length === 0 ? null : recogniseProtocol(said),
      plainLdapOnTlsPort: answer === null ? 'not-tried' : plainAnswer(answer),
      plainPort: beside,
    };
    return { status: 'ok', ms: elapsedMs(startedAtMs), data };
  } catch (error) {
    return { status: 'failed', ms: elapsedMs(startedAtMs), code: 'unclassified', detail: describeError(error) };
  }
}

/** One whole LDAP message, or bytes that can never become one. */
function isEnough(received: Buffer): boolean {
  if (received[0] !== 0x30) return received.length >= limits.firstBytes || received.includes(0x0a) || received[0] === 0x15;
  const header = readBerHeader(received);
  return header.kind === 'invalid' || (header.kind === 'header' && received.length >= header.headerBytes + header.contentBytes);
}

function plainAnswer(answer: RawExchange): SecondLookData['plainLdapOnTlsPort'] {
  switch (answer.ending) {
    case 'spoke':
      return readLdapMessage(answer.received) === null ? 'other-bytes' : 'answered';
    case 'silent':
      return 'no-answer';
    case 'failed':
      return 'not-tried';
    default:
      return answer.ending;
  }
}

async function lookAtPlainPort(address: string, port: number, deadline: Deadline, stageMs: number): Promise<PlainPort> {
  const untouched = { port, rootDse: null, startTlsResultCode: null, startTlsMessage: null };
  const time = deadline.fork();
  const halfMs = stageMs / 2;
  const { stage, socket } = await connectTo(address, port, time, halfMs);
  if (socket === null) return { ...untouched, connect: connectWord(stage) };
  const session = new LdapSession(socket);
  try {
    const search = await session.request(time, halfMs / 2, searchRootDse);
    const rootDse = search.kind === 'ok' ? search.value : null;
    const upgrade = await session.request(time, halfMs / 2, (client) => client.exop(START_TLS_OID));
    if (upgrade.kind === 'ok') return { ...untouched, connect: 'ok', rootDse, startTlsResultCode: 0 };
    const failure = readFailure(upgrade);
    const startTlsMessage = failure.diagnosticMessage ?? failure.message;
    return { ...untouched, connect: 'ok', rootDse, startTlsResultCode: failure.resultCode, startTlsMessage };
  } finally {
    session.connection.stop({ kind: 'closed' });
    await closeSocket(socket);
  }
}

function connectWord(stage: Exclude<Attempt['connect'], { status: 'skipped' }>): PlainPort['connect'] {
  if (stage.status === 'ok') return 'ok';
  const code = stage.code === 'unclassified' ? classifyConnect(stage.detail.systemCode) : stage.code;
  if (code === 'refused' || code === 'timeout') return code;
  return code === 'host-unreachable' || code === 'network-unreachable' ? 'unreachable' : 'failed';
}
