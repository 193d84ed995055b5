import type { Door, NotAsked, Unreached } from '../door.ts';
import type { Protocol } from '../record.ts';
import type { CipherSuite } from '../wire/cipher-suites.ts';
import { exchangeHello, type HelloAnswer } from '../wire/exchange-hello.ts';
import { protocolOf, type WireProtocol, wireVersions } from '../wire/numbers.ts';

/** What the server agreed to. */
export type Agreement = { protocol: Protocol; suite: CipherSuite };

export type Offered = {
  kind: 'asked';
  /** Null when it agreed to nothing, or to something that was not on offer. */
  agreed: Agreement | null;
  /** It answered in words: with an agreement, with an older version, SSL 3.0 included, or with an alert. */
  inWords: boolean;
  answer: HelloAnswer;
};

/** Greets with these suites alone, up to that version, on a connection of its own. Never rejects. */
export async function offer(
  door: Door,
  upTo: WireProtocol,
  suites: readonly CipherSuite[],
  serverName: string | null = door.serverName,
): Promise<Offered | Unreached | NotAsked> {
  const asked = await door.ask((socket, time, stageMs) =>
    exchangeHello(socket, { version: wireVersions[upTo], suites, serverName }, time, stageMs),
  );
  if (asked.kind !== 'asked') return asked;
  const answer = asked.value;
  const agreed = agreementIn(answer, upTo, suites);
  const older = answer.hello !== null && answer.hello.version < wireVersions[upTo];
  return { kind: 'asked', agreed, inWords: agreed !== null || older || answer.alert !== null, answer };
}

function agreementIn({ hello }: HelloAnswer, upTo: WireProtocol, suites: readonly CipherSuite[]): Agreement | null {
  if (hello === null || hello.version > wireVersions[upTo]) return null;
  const protocol = protocolOf(hello.version);
  const suite = suites.find(({ number }) => number === hello.suite);
  return protocol === null || suite === undefined ? null : { protocol, suite };
}
