import { createHash } from 'node:crypto';
import { Deadline } from '../deadline.ts';
import type { RevocationSource } from '../deep-scan/record.ts';
import type { CertificateFacts } from '../evidence.ts';
import type { RevocationCache } from './cache.ts';
import { certificateParts } from './certificate-parts.ts';
import { type CrlList, judgeByCrl, openCrl } from './crl-list.ts';
import { fetchHttp } from './fetch-http.ts';
import { type DirectoryServer, fetchLdap } from './fetch-ldap.ts';
import { judgeOcsp } from './judge-ocsp.ts';
import { readLdapAddress } from './ldap-address.ts';
import { ocspRequest } from './ocsp-request.ts';
import type { Network } from './open-connection.ts';
import { type Refusal, revocationSourceOf } from './source.ts';
import type { Made } from './timed-cache.ts';

/** What asking needs besides the certificate. */
export interface AskSettings {
  readonly cache: RevocationCache;
  readonly network: Network;
  readonly directoryServer: DirectoryServer | null;
  readonly now: () => Date;
  readonly timeoutMs: number;
  readonly maxCrlBytes: number;
  readonly maxCrlEntries: number;
}

/** A failure is not tried again before; what names no next update is not believed longer. */
const FAILURE_KEPT_MS = 5 * 60_000;
/** An OCSP answer is not kept longer, whatever it says: it is asked for to learn of a revocation early. */
const ANSWER_KEPT_MS = 3_600_000;
const ANSWER_BYTES = 1_500;
const MOST_OCSP_BYTES = 128 * 1024;

const stopped: Refusal = { outcome: 'timeout', message: 'The scan ended before there was an answer.' };

/** Asks an OCSP responder over HTTP about one certificate. */
export async function askResponder(
  address: string,
  certificate: CertificateFacts,
  issuer: CertificateFacts,
  settings: AskSettings,
  signal: AbortSignal,
): Promise<RevocationSource> {
  const own = certificateParts(certificate);
  const above = certificateParts(issuer);
  if (own === null || above === null) {
    return revocationSourceOf('ocsp', address, 'unsupported', { message: 'The certificate or its issuer cannot be read.' });
  }
  const body = { type: 'application/ocsp-request', bytes: ocspRequest(own, above) };
  const make = async (flightSignal: AbortSignal): Promise<Made<RevocationSource>> => {
    const deadline = Deadline.after(settings.timeoutMs, flightSignal);
    const fetched = await fetchHttp({ address, body, mostBytes: MOST_OCSP_BYTES }, settings.network, deadline);
    const at = settings.now();
    const source =
      'outcome' in fetched
        ? revocationSourceOf('ocsp', address, fetched.outcome, fetched)
        : await judgeOcsp(fetched.bytes, { kind: 'ocsp', address }, certificate, issuer, at);
    return { value: source, bytes: ANSWER_BYTES + address.length, untilMs: answerKeptUntilMs(source, at) };
  };
  const key = `${address} ${issuer.sha256} ${certificate.sha256}`;
  const source = await settings.cache.answers.getOrMake(key, settings.now(), signal, make);
  return source ?? revocationSourceOf('ocsp', address, stopped.outcome, stopped);
}

function answerKeptUntilMs({ outcome, nextUpdate }: RevocationSource, at: Date): number {
  if (outcome !== 'answered' || nextUpdate === null) return at.getTime() + FAILURE_KEPT_MS;
  return Math.min(Date.parse(nextUpdate), at.getTime() + ANSWER_KEPT_MS);
}

/** Asks for the CRL at an address, over HTTP or LDAP, and what it says about one certificate. */
export async function askList(
  address: string,
  certificate: CertificateFacts,
  issuer: CertificateFacts,
  settings: AskSettings,
  signal: AbortSignal,
): Promise<RevocationSource> {
  const list = await findList(address, issuer, settings, signal);
  if ('outcome' in list) return revocationSourceOf('crl', address, list.outcome, list);
  return judgeByCrl(list, address, certificate, settings.now());
}

async function findList(address: string, issuer: CertificateFacts, settings: AskSettings, signal: AbortSignal): Promise<CrlList | Refusal> {
  const { cache, directoryServer } = settings;
  // ldap:/// means another server for every directory server asked, and one of them may hold an older list than another.
  const server =
    readLdapAddress(address)?.host === null ? `${directoryServer?.host} ${directoryServer?.address} ${directoryServer?.port}` : '';
  const make = (flightSignal: AbortSignal) => cache.gate.run(() => makeList(address, issuer, settings, flightSignal));
  const found = await cache.lists.getOrMake(keyOf(address, issuer, server), settings.now(), signal, make);
  return found ?? stopped;
}

const keyOf = (address: string, { sha256 }: CertificateFacts, server: string): string =>
  createHash('sha256').update(`${sha256} ${server} ${address}`).digest('hex');

async function makeList(
  address: string,
  issuer: CertificateFacts,
  settings: AskSettings,
  signal: AbortSignal,
): Promise<Made<CrlList | Refusal>> {
  const { maxCrlBytes, maxCrlEntries, network } = settings;
  const deadline = Deadline.after(settings.timeoutMs, signal);
  const fetched = /^ldaps?:/i.test(address)
    ? await fetchLdap(address, settings.directoryServer, maxCrlBytes, network, deadline)
    : await fetchHttp({ address, body: null, mostBytes: maxCrlBytes }, network, deadline);
  const value = 'outcome' in fetched ? fetched : await openCrl(fetched.bytes, issuer, maxCrlEntries, deadline);
  const nowMs = settings.now().getTime();
  if ('outcome' in value) return { value, bytes: ANSWER_BYTES, untilMs: nowMs + FAILURE_KEPT_MS };
  const isCurrent = value.nextUpdateMs !== null && value.nextUpdateMs > nowMs && value.thisUpdateMs <= nowMs;
  const untilMs = isCurrent && value.nextUpdateMs !== null ? value.nextUpdateMs : nowMs + FAILURE_KEPT_MS;
  return { value, bytes: ANSWER_BYTES + value.revoked.byteLength, untilMs };
}
