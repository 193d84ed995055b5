import type { Socket } from 'node:net';
import { monotonicMs, now } from '#lib/clock.ts';
import { saysNoRoute } from './classify/connect.ts';
import type { Deadline } from './deadline.ts';
import { type Attempt, noRouteBecause, type ProbeTarget, type StageName } from './evidence.ts';
import type { HandshakeGate } from './handshake-gate.ts';
import { LdapSession } from './ldap/session.ts';
import { limits, type ProbeTimeouts } from './limits.ts';
import type { ProbeOptions } from './options.ts';
import { provesIdentity } from './proves-identity.ts';
import { plainPortBeside } from './second-look/plain-port.ts';
import { bindAccount } from './stages/bind.ts';
import { inspectCertificates } from './stages/certificate.ts';
import { closeSocket, connectTo } from './stages/connect.ts';
import { askDirectory } from './stages/directory.ts';
import { type HandshakeOutcome, shakeHands } from './stages/handshake.ts';
import { lookAgain } from './stages/second-look.ts';
import { secureContextFor } from './stages/secure-context.ts';
import { startTls } from './stages/start-tls.ts';

type AttemptStages = Omit<Attempt, 'address' | 'family'>;

export type AttemptContext = {
  target: ProbeTarget;
  options: ProbeOptions;
  timeouts: ProbeTimeouts;
  gate: HandshakeGate;
  /** Is told each time how long this attempt waited for what is ours: the gate, the turn of an account. */
  waited: (ms: number) => void;
  /** Forked for this attempt. */
  deadline: Deadline;
  /** Are there further addresses that may work? */
  otherAddresses: boolean;
  report: (address: string, stage: StageName, outcome: AttemptStages[keyof AttemptStages]) => void;
};

const skipped = (because: string) => ({ status: 'skipped' as const, because });

const noCertificate = 'no certificate was received';
const noSecureConnection = 'there is no secure connection';

/** Runs every stage against one address: one TCP connection, one handshake. Nothing is open when it returns. */
export async function probeAddress(address: string, family: 4 | 6, context: AttemptContext): Promise<Attempt> {
  const stages: AttemptStages = {
    connect: skipped('it was not reached'),
    startTls: skipped(context.target.transport === 'ldaps' ? 'LDAPS begins with TLS' : 'there is no connection'),
    handshake: skipped('there is no connection'),
    certificate: skipped(noCertificate),
    directory: skipped(noSecureConnection),
    bind: skipped(
      context.options.bind === undefined ? (context.options.noBindBecause ?? 'no account is set up for this server') : noSecureConnection,
    ),
    secondLook: skipped('nothing is left to tell apart'),
  };
  const { socket } = await connectStage(address, family, stages, context);
  if (socket !== null) {
    try {
      await secureStages(address, socket, stages, context);
    } finally {
      await closeSocket(socket);
    }
  } else {
    reportFrom('startTls', address, stages, context);
  }
  if (needsSecondLook(stages)) await secondLookStage(address, stages, context);
  context.report(address, 'secondLook', stages.secondLook);
  return { address, family, ...stages };
}

const order = ['connect', 'startTls', 'handshake', 'certificate', 'directory', 'bind'] as const;

/** Reports a stage and all after it, apart from the second look, as they stand. */
function reportFrom(first: (typeof order)[number], address: string, stages: AttemptStages, context: AttemptContext): void {
  for (const stage of order.slice(order.indexOf(first))) context.report(address, stage, stages[stage]);
}

async function connectStage(
  address: string,
  family: 4 | 6,
  stages: AttemptStages,
  context: AttemptContext,
): Promise<{ socket: Socket | null }> {
  const over = context.deadline.overBecause();
  if (over !== null) {
    stages.connect = skipped(over);
    context.report(address, 'connect', stages.connect);
    return { socket: null };
  }
  const { stage, socket } = await connectTo(address, context.target.port, context.deadline, context.timeouts.connectMs);
  const noRoute = stage.status === 'failed' && family === 6 && context.otherAddresses && saysNoRoute(stage.detail.systemCode);
  stages.connect = noRoute ? skipped(noRouteBecause) : stage;
  context.report(address, 'connect', stages.connect);
  return { socket };
}

async function secureStages(address: string, socket: Socket, stages: AttemptStages, context: AttemptContext): Promise<void> {
  const { target, deadline, timeouts } = context;
  if (target.transport === 'starttls') {
    stages.startTls = await startTls(socket, deadline, timeouts.startTlsMs);
    if (stages.startTls.status === 'failed') {
      stages.handshake = skipped('the server did not start TLS');
      reportFrom('startTls', address, stages, context);
      return;
    }
  }
  context.report(address, 'startTls', stages.startTls);
  const handshake = await gatedHandshake(socket, stages, context);
  context.report(address, 'handshake', stages.handshake);
  if (handshake === null) {
    reportFrom('certificate', address, stages, context);
    return;
  }
  if (handshake.socket !== null || handshake.chain.ders.length > 0) {
    stages.certificate = inspectCertificates(handshake.chain, target.host, context.options.anchors);
  }
  context.report(address, 'certificate', stages.certificate);
  if (handshake.socket === null) {
    reportFrom('directory', address, stages, context);
    return;
  }
  await ldapStages(address, handshake.socket, stages, context);
}

/** Waits for its turn; the wait is ours and is not taken from the target's time. */
async function gatedHandshake(socket: Socket, stages: AttemptStages, context: AttemptContext): Promise<HandshakeOutcome | null> {
  const { deadline, options } = context;
  const waitsFromMs = monotonicMs();
  const leave = await context.gate.enter(options.signal);
  const waitedMs = monotonicMs() - waitsFromMs;
  deadline.extend(waitedMs);
  context.waited(waitedMs);
  try {
    const over = deadline.overBecause();
    if (over !== null) {
      stages.handshake = skipped(over);
      return null;
    }
    const secureContext = secureContextFor(options.anchors);
    const outcome = await shakeHands(socket, context.target.host, secureContext, deadline, context.timeouts.handshakeMs);
    stages.handshake = outcome.stage;
    return outcome;
  } finally {
    leave();
  }
}

async function ldapStages(address: string, socket: Socket, stages: AttemptStages, context: AttemptContext): Promise<void> {
  const { deadline, timeouts } = context;
  const session = new LdapSession(socket);
  try {
    const over = deadline.overBecause();
    stages.directory = over === null ? await askDirectory(session, deadline, timeouts.directoryMs) : skipped(over);
    context.report(address, 'directory', stages.directory);
    if (context.options.bind !== undefined)
      stages.bind = await bindStage(address, session, context.options.bind, stages.certificate, context);
    context.report(address, 'bind', stages.bind);
  } finally {
    await session.unbind(deadline);
    await closeSocket(socket);
  }
}

async function bindStage(
  address: string,
  session: LdapSession,
  account: NonNullable<ProbeOptions['bind']>,
  certificate: Attempt['certificate'],
  { deadline, timeouts, waited, options }: AttemptContext,
): Promise<Attempt['bind']> {
  if (account.password === '') return skipped('an empty password would be an anonymous bind (RFC 4513 section 5.1.2)');
  if (!provesIdentity(certificate, now())) return skipped('a password is not sent to a server whose certificate does not prove who it is');
  if (session.connection.ending !== null) return skipped('the connection ended before');
  const over = deadline.overBecause();
  if (over !== null) return skipped(over);
  if (account.turn === undefined) return bindAccount(session, account, deadline, timeouts.bindMs);

  const waitsFromMs = monotonicMs();
  const turn = await account.turn(address, options.signal);
  const waitedMs = monotonicMs() - waitsFromMs;
  deadline.extend(waitedMs);
  waited(waitedMs);
  return 'because' in turn ? skipped(turn.because) : bindAccount(session, account, deadline, timeouts.bindMs, turn.ended);
}

/** Without a certificate, several very different servers fail alike, and an alert alone seldom tells why. */
function needsSecondLook({ connect, startTls: upgrade, handshake, certificate }: AttemptStages): boolean {
  if (connect.status === 'failed') return connect.code === 'reset';
  if (upgrade.status === 'failed') return true;
  return handshake.status === 'failed' && certificate.status === 'skipped';
}

async function secondLookStage(address: string, stages: AttemptStages, context: AttemptContext): Promise<void> {
  const { target, deadline, timeouts, options } = context;
  const stageMs = Math.min(timeouts.secondLookMs, deadline.remainingMs());
  // A shorter look would call everything silent.
  const tooShort = stageMs < limits.secondLookAtLeastMs ? 'too little of the time for the whole probe was left' : null;
  const because = deadline.overBecause() ?? tooShort;
  const plainPort = plainPortBeside(target, options.plainPort);
  const subject = { target, address, plainPort, anchors: options.anchors, greets: stages.startTls.status !== 'failed' };
  stages.secondLook = because === null ? await lookAgain(subject, deadline, stageMs) : skipped(because);
}
