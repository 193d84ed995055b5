import type { HandshakeOutcome } from '../../stages/handshake.ts';
import type { CertificatesSeen } from '../certificates-seen.ts';
import type { Door } from '../door.ts';
import type { VersionAnswer } from '../record.ts';
import { suitesForVersion } from '../wire/cipher-suites.ts';
import { namedGroupByOpenSslName } from '../wire/named-groups.ts';
import type { WireProtocol } from '../wire/numbers.ts';
import { offer } from './offer.ts';
import { shakeWithTls13 } from './ordinary.ts';

const nothing = { cipher: null, ephemeralKey: null, chain: [], alert: null };

/** Offers one version up to TLS 1.2 alone. Null when it could not be asked any more. */
export async function askVersion(door: Door, protocol: WireProtocol, seen: CertificatesSeen): Promise<VersionAnswer | null> {
  const offered = await offer(door, protocol, suitesForVersion(protocol === 'TLSv1.2'));
  if (offered.kind === 'not-asked') return null;
  if (offered.kind === 'not-reached') return { ...nothing, protocol, offered: 'unclear' };
  const { agreed, inWords, answer } = offered;
  // Whoever agrees to an older version than the one offered does not speak that one.
  if (agreed === null || agreed.protocol !== protocol) {
    return { ...nothing, protocol, offered: inWords ? 'no' : 'unclear', alert: answer.alert };
  }
  const { ephemeralKey, alert } = answer;
  return { protocol, offered: 'yes', cipher: agreed.suite.name, ephemeralKey, chain: seen.keep(answer.chain), alert };
}

/** Offers TLS 1.3 alone. Its certificates are encrypted, so the handshake is OpenSSL's. Null when it could not be asked any more. */
export async function askTls13(door: Door, seen: CertificatesSeen): Promise<VersionAnswer | null> {
  const asked = await door.ask((socket, time, stageMs) => shakeWithTls13(socket, door.serverName, time, stageMs));
  if (asked.kind === 'not-asked') return null;
  const protocol = 'TLSv1.3';
  if (asked.kind === 'not-reached') return { ...nothing, protocol, offered: 'unclear' };
  const { stage, chain } = asked.value;
  const kept = seen.keep(chain.ders);
  if (stage.status === 'ok') {
    const { cipher } = stage.data;
    return { protocol, offered: 'yes', cipher: cipher.standardName, ephemeralKey: ephemeralKeyOf(stage), chain: kept, alert: null };
  }
  const refused = stage.detail.alert !== null || stage.code === 'no-shared-protocol';
  return { ...nothing, protocol, offered: refused ? 'no' : 'unclear', alert: stage.detail.alert };
}

function ephemeralKeyOf({ data: { ephemeralKey } }: Extract<HandshakeOutcome['stage'], { status: 'ok' }>): VersionAnswer['ephemeralKey'] {
  if (ephemeralKey === null || (ephemeralKey.type !== 'DH' && ephemeralKey.type !== 'ECDH')) return null;
  const { type, name, bits } = ephemeralKey;
  const group = name === null ? undefined : namedGroupByOpenSslName(name);
  return { type, name: group?.name ?? name, bits: group?.bits ?? bits };
}
