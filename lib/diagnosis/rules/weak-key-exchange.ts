import type { DeepScan } from '../../probe/deep-scan/record.ts';
import type { Attempt } from '../../probe/evidence.ts';
import { article } from '../article/texts/weak-key-exchange.ts';
import { deepScanOf, offeredVersions, scanWords } from '../reading/deep-scan.ts';
import { endpointName } from '../reading/tls-picture.ts';
import { list } from '../reading/wording.ts';
import type { AddressContext, AddressRule } from '../rule.ts';

const smallestFiniteFieldBits = 2048;

/** What was seen of the key exchange: by the ordinary handshake (agreed) or by the deep scan (offered). */
type KeyExchange = { staticRsa: boolean; finiteFieldBits: number | null };

function agreed({ handshake }: Attempt): KeyExchange {
  if (handshake.status !== 'ok') return { staticRsa: false, finiteFieldBits: null };
  const { protocol, ephemeralKey } = handshake.data;
  return {
    staticRsa: ephemeralKey === null && protocol !== 'TLSv1.3',
    finiteFieldBits: ephemeralKey?.type === 'DH' ? ephemeralKey.bits : null,
  };
}

function offered(scan: DeepScan): KeyExchange {
  const versions = offeredVersions(scan);
  const groups = versions.flatMap(({ ephemeralKey }) => (ephemeralKey?.type === 'DH' ? [ephemeralKey.bits] : []));
  const bits = [scan.finiteFieldBits, ...groups].filter((size) => size !== null);
  return {
    staticRsa: scan.staticRsaKeyExchange === true || versions.some(({ cipher }) => cipher?.startsWith('TLS_RSA_') === true),
    finiteFieldBits: bits.length === 0 ? null : Math.min(...bits),
  };
}

const weakGroup = ({ finiteFieldBits }: KeyExchange): number | null =>
  finiteFieldBits !== null && finiteFieldBits < smallestFiniteFieldBits ? finiteFieldBits : null;

function weaknesses(exchange: KeyExchange): string[] {
  const bits = weakGroup(exchange);
  return [
    ...(bits === null ? [] : [`a Diffie-Hellman key exchange of ${bits} bits`]),
    ...(exchange.staticRsa ? ['a static RSA key exchange, without forward secrecy'] : []),
  ];
}

/** Null when nothing weak was seen. */
function whatWasSeen(context: AddressContext): { verb: string; found: string[]; exchange: KeyExchange; scan: DeepScan | null } | null {
  const now = agreed(context.attempt);
  const scan = deepScanOf(context);
  const later = scan === null ? null : offered(scan);
  const both = [now.finiteFieldBits, later?.finiteFieldBits ?? null].filter((size) => size !== null);
  const exchange = {
    staticRsa: now.staticRsa || later?.staticRsa === true,
    finiteFieldBits: both.length === 0 ? null : Math.min(...both),
  };
  const found = weaknesses(now);
  if (found.length > 0) return { verb: 'chose', found, exchange, scan: null };
  const possible = later === null ? [] : weaknesses(later);
  return possible.length === 0 ? null : { verb: 'agrees to', found: possible, exchange, scan };
}

/** 308: a finite-field group below 2048 bits, or the session key encrypted to the certificate's RSA key. */
export const weakKeyExchange: AddressRule = {
  id: 'weak-key-exchange',
  no: 308,
  stage: 'tls',
  scope: 'address',
  severities: ['warning'],
  title: 'The key exchange is weak',
  applies: ({ attempt }) => attempt.handshake.status === 'ok',
  check(context) {
    const seen = whatWasSeen(context);
    if (seen === null) return null;
    const { verb, found, exchange, scan } = seen;
    const bits = exchange.finiteFieldBits;
    return {
      summary: `${endpointName(context.evidence)} ${verb} ${list(found)}${scan === null ? '' : ` (${scanWords(scan)})`}.`,
      facts: {
        agreed: scan === null,
        staticRsa: exchange.staticRsa,
        finiteFieldBits: bits,
        seenAt: scan?.startedAt ?? context.evidence.startedAt,
      },
      observations: [
        { label: 'Static RSA key exchange', seen: exchange.staticRsa ? 'agreed to' : 'not seen', healthy: 'refused' },
        {
          label: 'Smallest Diffie-Hellman group',
          seen: bits === null ? 'none seen' : `${bits} bits`,
          healthy: `${smallestFiniteFieldBits} bits or more, or elliptic curves`,
        },
        { label: 'Seen by', seen: scan === null ? 'this handshake' : scanWords(scan), healthy: 'neither' },
      ],
    };
  },
  article,
};
