import { article } from '../article/texts/weak-cipher.ts';
import { deepScanOf, scanWords } from '../reading/deep-scan.ts';
import { endpointName } from '../reading/tls-picture.ts';
import { weakKindOf } from '../reading/weak-suite.ts';
import { list } from '../reading/wording.ts';
import type { AddressContext, AddressRule } from '../rule.ts';

/** The suite of the ordinary handshake, when it is a weak one. */
function agreedSuite({ attempt: { handshake } }: AddressContext): { name: string; kind: string } | null {
  if (handshake.status !== 'ok') return null;
  const { name, standardName } = handshake.data.cipher;
  const kind = weakKindOf(standardName) ?? weakKindOf(name);
  return kind === null ? null : { name: standardName || name, kind };
}

/** 309: a suite that hardly protects, agreed to in the ordinary handshake, or in the deep scan when nothing better was offered. */
export const weakCipher: AddressRule = {
  id: 'weak-cipher',
  no: 309,
  stage: 'tls',
  scope: 'address',
  severities: ['warning'],
  title: 'A weak cipher is offered',
  applies: (context) => context.attempt.handshake.status === 'ok',
  check(context) {
    const agreed = agreedSuite(context);
    const scan = deepScanOf(context);
    const offered = scan?.weakCiphers ?? [];
    if (agreed === null && offered.length === 0) return null;
    const kinds = [...new Set([...(agreed === null ? [] : [agreed.kind]), ...offered.map(({ kind }) => kind)])];
    const suites = [...new Set([...(agreed === null ? [] : [agreed.name]), ...offered.map(({ name }) => name)])];
    const endpoint = endpointName(context.evidence);
    const when = scan === null ? '' : ` (${scanWords(scan)})`;
    return {
      summary:
        agreed === null
          ? `${endpoint} agrees to weak cipher suites when a client offers nothing better: ${list(kinds)}${when}.`
          : `${endpoint} chose the weak cipher suite ${agreed.name} (${agreed.kind}).`,
      facts: {
        agreed: agreed?.name ?? null,
        kinds,
        suites,
        seenAt: agreed === null && scan !== null ? scan.startedAt : context.evidence.startedAt,
      },
      observations: [
        ...(agreed === null ? [] : [{ label: 'Cipher suite agreed', seen: agreed.name, healthy: 'a suite with authenticated encryption' }]),
        ...(scan === null
          ? []
          : [{ label: `Offered in the ${scanWords(scan)}`, seen: list(offered.map(({ name }) => name)) || 'none', healthy: 'none' }]),
      ],
    };
  },
  article,
};
