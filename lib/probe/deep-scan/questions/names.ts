import type { HandshakeOutcome } from '../../stages/handshake.ts';
import type { CertificatesSeen } from '../certificates-seen.ts';
import type { Door } from '../door.ts';
import type { NameAnswer } from '../record.ts';
import { suitesForVersion } from '../wire/cipher-suites.ts';
import type { WireProtocol } from '../wire/numbers.ts';
import { type Offered, offer } from './offer.ts';
import { shakeOrdinarily } from './ordinary.ts';

/** A name that no server has (RFC 6761 section 6.4). */
export const STRANGE_NAME = 'port636-probe.invalid';

type AskName = (serverName: string | null) => Promise<NameAnswer | null>;

/** What the server sends in an ordinary handshake under a name. Null when it could not be asked any more. */
export const askNameOrdinarily =
  (door: Door, seen: CertificatesSeen): AskName =>
  async (serverName) => {
    const asked = await door.ask((socket, time, stageMs) => shakeOrdinarily(socket, serverName, time, stageMs));
    if (asked.kind === 'not-asked') return null;
    if (asked.kind === 'not-reached') return { serverName, outcome: 'failed', alert: null, chain: [] };
    return nameAnswerOf(serverName, asked.value, seen);
  };

/** What a handshake tells of a name. */
export function nameAnswerOf(serverName: string | null, { stage, chain }: HandshakeOutcome, seen: CertificatesSeen): NameAnswer {
  const kept = seen.keep(chain.ders);
  const alert = stage.status === 'failed' ? stage.detail.alert : null;
  return { serverName, outcome: kept.length > 0 ? 'certificate' : outcomeOf(stage), alert, chain: kept };
}

function outcomeOf(stage: HandshakeOutcome['stage']): NameAnswer['outcome'] {
  if (stage.status === 'ok') return 'failed';
  if (stage.detail.alert !== null) return 'alert';
  if (stage.code === 'timeout') return 'timeout';
  if (stage.code === 'reset-before-certificate') return 'reset';
  return stage.code === 'closed-before-certificate' ? 'closed' : 'failed';
}

/** The same for a server with which OpenSSL shares no cipher any more: its certificates are read off the first flight. */
export const askNameByHello =
  (door: Door, seen: CertificatesSeen, protocol: WireProtocol): AskName =>
  async (serverName) => {
    const offered = await offer(door, protocol, suitesForVersion(protocol === 'TLSv1.2'), serverName);
    if (offered.kind === 'not-asked') return null;
    if (offered.kind === 'not-reached') return { serverName, outcome: 'failed', alert: null, chain: [] };
    const chain = seen.keep(offered.answer.chain);
    const outcome = chain.length > 0 ? 'certificate' : endingWord(offered.answer.ending);
    return { serverName, outcome, alert: offered.answer.alert, chain };
  };

function endingWord(ending: Offered['answer']['ending']): NameAnswer['outcome'] {
  return ending === 'alert' || ending === 'reset' || ending === 'closed' || ending === 'timeout' ? ending : 'failed';
}
