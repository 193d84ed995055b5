import type { Door } from '../door.ts';
import { deepScanLimits } from '../options.ts';
import { type Protocol, type WeakCipherKind, type WeakSuite, weakCipherKinds } from '../record.ts';
import { type CipherSuite, suitesOfKind, suitesWithKeyExchange } from '../wire/cipher-suites.ts';
import type { WireProtocol } from '../wire/numbers.ts';
import { type Agreement, offer } from './offer.ts';

/** What was learnt by offering some suites alone. */
type SuiteAnswer = {
  /** Did the server agree to one? Null when it is not known, because no answer came in time. */
  agreed: boolean | null;
  /** What it agreed to. */
  taken: Agreement | null;
  /** Size of its finite-field group, when it showed one. */
  finiteFieldBits: number | null;
};

const unknown: SuiteAnswer = { agreed: null, taken: null, finiteFieldBits: null };

/** Offers the suites of one way to agree on keys, and nothing else. */
export const askKeyExchange = (door: Door, keyExchange: 'RSA' | 'DHE'): Promise<SuiteAnswer> =>
  askSuites(door, suitesWithKeyExchange(keyExchange));

/** A server that ends the connection instead of sending an alert, as older ones of Windows do, has refused too. */
async function askSuites(door: Door, suites: readonly CipherSuite[], upTo: WireProtocol = 'TLSv1.2'): Promise<SuiteAnswer> {
  const offered = await offer(door, upTo, suites);
  if (offered.kind !== 'asked') return unknown;
  const { agreed, answer } = offered;
  if (agreed === null) return answer.ending === 'timeout' || answer.ending === 'cancelled' ? unknown : { ...unknown, agreed: false };
  return { agreed: true, taken: agreed, finiteFieldBits: answer.ephemeralKey?.type === 'DH' ? answer.ephemeralKey.bits : null };
}

/** What of the weak kinds the server takes. */
export class WeakCiphers {
  readonly taken: WeakSuite[] = [];
  /** Kinds that the server agreed to or refused. */
  readonly kindsAsked: WeakCipherKind[] = [];
  /** Sizes of all groups that were seen on the way. */
  readonly finiteFieldBits: number[] = [];
  readonly #door: Door;
  readonly #offeredVersions: ReadonlySet<Protocol>;

  /** @param offeredVersions the versions that the server speaks, as far as it is known */
  constructor(door: Door, offeredVersions: ReadonlySet<Protocol>) {
    this.#door = door;
    this.#offeredVersions = offeredVersions;
  }

  /** Offers one kind, less what is known to be taken. False when nothing more of it was taken. */
  async ask(kind: WeakCipherKind): Promise<boolean> {
    const names = new Set(this.taken.map(({ name }) => name));
    const suites = suitesOfKind(kind).filter(({ name }) => !names.has(name));
    if (suites.length === 0) return false;
    const { agreed, taken, finiteFieldBits } = await askSuites(this.#door, suites, this.#versionFor(kind));
    if (agreed !== null && !this.kindsAsked.includes(kind)) this.kindsAsked.push(kind);
    if (finiteFieldBits !== null) this.finiteFieldBits.push(finiteFieldBits);
    if (taken === null) return false;
    this.taken.push({ name: taken.suite.name, kind, protocol: taken.protocol });
    return true;
  }

  /** Asks again for the kinds that were taken, as long as connections are left: a server seldom knows one suite of a kind alone. */
  async askAgain(connectionsKept: number): Promise<void> {
    let kinds = weakCipherKinds.filter((kind) => this.taken.some((suite) => suite.kind === kind));
    for (let round = 1; round < deepScanLimits.suitesOfKind && kinds.length > 0; round += 1) {
      const further: WeakCipherKind[] = [];
      for (const kind of kinds) {
        const spent = this.#door.connections + connectionsKept >= deepScanLimits.connections;
        if (spent || this.#door.overBecause() !== null) return;
        if (await this.ask(kind)) further.push(kind);
      }
      kinds = further;
    }
  }

  /**
   * The highest version under which a server may take the kind: TLS 1.1 forbids EXPORT (RFC 4346 section A.5) and TLS 1.2 dropped
   * DES (RFC 5469), so a server that has them for older clients would deny them to a newer one.
   */
  #versionFor(kind: WeakCipherKind): WireProtocol {
    const speaks = (protocol: Protocol) => this.#offeredVersions.has(protocol);
    if (kind === 'export' && speaks('TLSv1')) return 'TLSv1';
    return kind === 'DES' && (speaks('TLSv1.1') || speaks('TLSv1')) ? 'TLSv1.1' : 'TLSv1.2';
  }
}
