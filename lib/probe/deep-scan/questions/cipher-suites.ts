import type { Door } from '../door.ts';
import { deepScanLimits } from '../options.ts';
import { type Protocol, type WeakCipherKind, type WeakSuite, weakCipherKinds } from '../record.ts';
import { type CipherSuite, suitesOfKind, suitesWithKeyExchange } from '../wire/cipher-suites.ts';
import type { WireProtocol } from '../wire/numbers.ts';
import { offer } from './offer.ts';

/** What was learnt by offering some suites alone. `taken` null: refused in words; undefined: it is not known. */
export type SuiteAnswer = { taken: WeakSuite['name'] | null | undefined; finiteFieldBits: number | null };

/** Offers the suites of one way to agree on keys, and nothing else. */
export async function askKeyExchange(door: Door, keyExchange: 'RSA' | 'DHE'): Promise<SuiteAnswer> {
  const { taken, finiteFieldBits } = await askSuites(door, suitesWithKeyExchange(keyExchange));
  return { taken: taken === undefined || taken === null ? taken : taken.suite.name, finiteFieldBits };
}

async function askSuites(door: Door, suites: readonly CipherSuite[], upTo: WireProtocol = 'TLSv1.2') {
  const offered = await offer(door, upTo, suites);
  if (offered.kind !== 'asked') return { asked: offered.kind !== 'not-asked', taken: undefined, finiteFieldBits: null };
  const { agreed, inWords, answer } = offered;
  const bits = agreed !== null && answer.ephemeralKey?.type === 'DH' ? answer.ephemeralKey.bits : null;
  return { asked: true, taken: agreed ?? (inWords ? null : undefined), finiteFieldBits: bits };
}

/** What of the weak kinds the server takes. */
export class WeakCiphers {
  readonly taken: WeakSuite[] = [];
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
    const { asked, taken, finiteFieldBits } = await askSuites(this.#door, suites, this.#versionFor(kind));
    if (asked && !this.kindsAsked.includes(kind)) this.kindsAsked.push(kind);
    if (finiteFieldBits !== null) this.finiteFieldBits.push(finiteFieldBits);
    if (taken === undefined || taken === null) return false;
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
