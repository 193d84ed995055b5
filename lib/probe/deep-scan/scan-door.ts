import type { ProbeTarget } from '../evidence.ts';
import { createTrustAnchors } from '../x509/trust-anchors.ts';
import type { CertificatesSeen } from './certificates-seen.ts';
import type { Door } from './door.ts';
import { type DeepScanOptions, defaultPlainPorts } from './options.ts';
import { askKeyExchange, WeakCiphers } from './questions/cipher-suites.ts';
import { askNameByHello, askNameOrdinarily, STRANGE_NAME } from './questions/names.ts';
import { askForStaple } from './questions/ordinary.ts';
import { askPlainPort } from './questions/plain-ports.ts';
import { askRevocation, pathOf } from './questions/revocation.ts';
import { askTls13, askVersion } from './questions/versions.ts';
import { type DeepScan, type NameAnswer, type StartTlsAnswer, type VersionAnswer, weakCipherKinds } from './record.ts';
import { ALERT_PROTOCOL_VERSION, type WireProtocol } from './wire/numbers.ts';

/** Everything of the record that the server's answers fill. */
export type Findings = Pick<
  DeepScan,
  | 'versions'
  | 'weakCiphers'
  | 'weakKindsAsked'
  | 'staticRsaKeyExchange'
  | 'finiteFieldBits'
  | 'names'
  | 'startTls'
  | 'stapled'
  | 'revocationAllowed'
  | 'revocation'
>;

export const noFindings = (): Findings => ({
  versions: [],
  weakCiphers: [],
  weakKindsAsked: [],
  staticRsaKeyExchange: null,
  finiteFieldBits: null,
  names: [],
  startTls: [],
  stapled: null,
  revocationAllowed: false,
  revocation: [],
});

/** Tells how far the scan is. A listener that throws does not harm it. */
export class Progress {
  #done = 0;
  readonly #total: number;
  readonly #tell: DeepScanOptions['onProgress'];

  constructor(total: number, tell: DeepScanOptions['onProgress']) {
    this.#total = total;
    this.#tell = tell;
  }

  next(what: string): void {
    try {
      this.#tell?.(Math.min(this.#done, this.#total), this.#total, what);
    } catch {
      // The listener's own fault; the record is complete without it.
    }
    this.#done += 1;
  }
}

/** Questions of one scan without the plain ports: the ordinary handshake, staple, versions, names, key exchanges, weak kinds, revocation. */
const QUESTIONS = 1 + 1 + 4 + 2 + 2 + weakCipherKinds.length + 1;

/** The plain ports that belong to the target. */
export function plainPortsOf(target: ProbeTarget, options: DeepScanOptions): readonly number[] {
  const ports = (options.plainPorts ?? defaultPlainPorts)[target.port];
  return ports ?? (target.transport === 'starttls' ? [target.port] : []);
}

export const questionCount = (target: ProbeTarget, options: DeepScanOptions): number => QUESTIONS + plainPortsOf(target, options).length;

const noAnchors = createTrustAnchors([]);
const oldProtocols = ['TLSv1.2', 'TLSv1.1', 'TLSv1'] as const;

/** Asks everything there is to ask at a door that was reached, one question after the other. `ordinary` is what the usual handshake told. */
export class DoorScan {
  readonly found: Findings = noFindings();
  /** Why it makes no sense to ask on; null as long as it does. */
  fruitlessBecause: string | null = null;
  #staple: Uint8Array | null = null;
  readonly #door: Door;
  readonly #seen: CertificatesSeen;
  readonly #options: DeepScanOptions;
  readonly #progress: Progress;

  constructor(door: Door, seen: CertificatesSeen, options: DeepScanOptions, progress: Progress) {
    this.#door = door;
    this.#seen = seen;
    this.#options = options;
    this.#progress = progress;
  }

  /** The plain ports and then revocation are asked beside the TLS port, so that no more than two connections are open at a time. */
  async run(ordinary: NameAnswer): Promise<void> {
    const versions = this.#askStaple(ordinary).then(() => this.#askVersions());
    const lanes = await Promise.allSettled([
      versions.then(() => this.#askNamesAndSuites(ordinary)),
      Promise.all([this.askPlainPorts(), versions]).then(() => this.#askRevocation(ordinary)),
    ]);
    for (const lane of lanes) if (lane.status === 'rejected') throw lane.reason;
  }

  async #askNamesAndSuites(ordinary: NameAnswer): Promise<void> {
    await this.#askNames(ordinary);
    if (this.#mayKnowSuites()) await this.#askSuites();
  }

  /** StartTLS at every plain port that belongs to the target. */
  async askPlainPorts(): Promise<void> {
    const answers: StartTlsAnswer[] = [];
    for (const port of plainPortsOf(this.#door.target, this.#options)) {
      this.#progress.next(`StartTLS on port ${port}`);
      const answer = await askPlainPort(this.#door, port, this.#seen);
      if (answer !== null) answers.push(answer);
    }
    this.found.startTls = answers;
  }

  /** Only a server that OpenSSL gets along with can be asked. */
  async #askStaple(ordinary: NameAnswer): Promise<void> {
    this.#progress.next('OCSP staple');
    if (ordinary.outcome !== 'certificate') return;
    const asked = await this.#door.ask((socket, time, stageMs) => askForStaple(socket, this.#door.serverName, time, stageMs));
    if (asked.kind !== 'asked' || asked.value === undefined) return;
    this.found.stapled = asked.value !== null;
    this.#staple = asked.value;
  }

  async #askVersions(): Promise<void> {
    const answers: (VersionAnswer | null)[] = [];
    this.#progress.next('TLS 1.3');
    answers.push(await askTls13(this.#door, this.#seen));
    for (const protocol of oldProtocols) {
      this.#progress.next(protocol === 'TLSv1' ? 'TLS 1.0' : protocol.replace('TLSv', 'TLS '));
      answers.push(await askVersion(this.#door, protocol, this.#seen));
    }
    this.found.versions = answers.filter((answer) => answer !== null).reverse();
  }

  async #askNames(ordinary: NameAnswer): Promise<void> {
    const { versions } = this.found;
    const old = oldProtocols.find((protocol) => isOffered(versions, protocol));
    const byHello = ordinary.outcome !== 'certificate' && old !== undefined && !isOffered(versions, 'TLSv1.3');
    const ask = byHello ? askNameByHello(this.#door, this.#seen, old) : askNameOrdinarily(this.#door, this.#seen);
    const { serverName } = this.#door;
    this.#progress.next('Certificate without a server name');
    const own = byHello && serverName !== null ? await ask(serverName) : serverName === null ? null : ordinary;
    const nameless = serverName === null && !byHello ? ordinary : await ask(null);
    this.#progress.next('Certificate under another server name');
    const strange = await ask(STRANGE_NAME);
    this.found.names = [own, nameless, strange].filter((answer) => answer !== null);
  }

  /** Cipher suites belong to the versions before TLS 1.3; a server that agreed to nothing at all is left alone. */
  #mayKnowSuites(): boolean {
    const { versions } = this.found;
    const old = versions.filter(({ protocol }) => protocol !== 'TLSv1.3');
    if (old.length === oldProtocols.length && old.every(({ alert }) => alert === ALERT_PROTOCOL_VERSION)) {
      this.found.weakKindsAsked = [...weakCipherKinds];
      this.found.staticRsaKeyExchange = false;
      return false;
    }
    if (versions.some(({ offered }) => offered !== 'unclear')) return true;
    this.fruitlessBecause = 'the server answered no greeting, so the cipher suites were not asked for';
    return false;
  }

  async #askSuites(): Promise<void> {
    const { found } = this;
    this.#progress.next('Static RSA key exchange');
    const rsa = await askKeyExchange(this.#door, 'RSA');
    found.staticRsaKeyExchange = rsa.agreed;
    this.#progress.next('Finite-field Diffie-Hellman');
    const dhe = await askKeyExchange(this.#door, 'DHE');
    const weak = new WeakCiphers(
      this.#door,
      new Set(found.versions.filter(({ offered }) => offered === 'yes').map(({ protocol }) => protocol)),
    );
    for (const kind of weakCipherKinds) {
      this.#progress.next(`${kind} cipher suites`);
      await weak.ask(kind);
    }
    await weak.askAgain(this.#plainPortsLeft());
    found.weakCiphers = weak.taken;
    found.weakKindsAsked = weak.kindsAsked;
    const inVersions = found.versions.flatMap(({ protocol, ephemeralKey }) =>
      protocol !== 'TLSv1.3' && ephemeralKey?.type === 'DH' ? (ephemeralKey.bits ?? []) : [],
    );
    const bits = [...inVersions, ...weak.finiteFieldBits, ...(dhe.finiteFieldBits === null ? [] : [dhe.finiteFieldBits])];
    found.finiteFieldBits = bits.length === 0 ? null : Math.min(...bits);
  }

  /** Connections that the plain ports may still need. */
  #plainPortsLeft(): number {
    return plainPortsOf(this.#door.target, this.#options).length - this.found.startTls.length;
  }

  async #askRevocation(ordinary: NameAnswer): Promise<void> {
    const check = this.#options.checkRevocation;
    if (check === undefined) return;
    this.#progress.next('Revocation');
    const chains = [ordinary.chain, ...[...this.found.versions].reverse().map(({ chain }) => chain)];
    const sent = this.#seen.factsOf(chains.find((chain) => chain.length > 0) ?? []);
    const path = pathOf(sent, this.#options.anchors ?? noAnchors);
    if (path.certificates.length === 0) return;
    const ending = new AbortController();
    const endWatch = this.#door.deadline.watch(this.#door.deadline.remainingMs(), () => ending.abort());
    try {
      const outcome = await askRevocation(check, path, this.#staple, ending.signal);
      if (outcome === null) {
        this.#door.unaskedBecause ??= 'the check of revocation gave no answer';
        return;
      }
      this.found.revocationAllowed = outcome.allowed;
      this.found.revocation = outcome.answers;
    } finally {
      endWatch();
    }
  }
}

const isOffered = (versions: readonly VersionAnswer[], protocol: WireProtocol | 'TLSv1.3'): boolean =>
  versions.some((version) => version.protocol === protocol && version.offered === 'yes');
