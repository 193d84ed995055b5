import type { Attempt } from '../../probe/evidence.ts';
import { article } from '../article/texts/certificate-malformed.ts';
import { list } from '../reading/wording.ts';
import type { AddressRule, Discovery } from '../rule.ts';

const messageFaults = {
  'none-sent': 'The handshake succeeded and no certificate came with it.',
  'too-many': 'The server sends more certificates than any chain needs, so none was judged.',
  unclassified: 'The certificates that the server sent could not be taken apart.',
} as const;

/** A handshake that succeeded while the certificates could not be had must not look healthy. */
function messageFault({ certificate, handshake }: Attempt): Discovery | null {
  if (certificate.status !== 'failed' || handshake.status !== 'ok') return null;
  return {
    summary: messageFaults[certificate.code],
    facts: { code: certificate.code, message: certificate.detail.message },
    observations: [
      { label: 'Certificate message', seen: certificate.detail.message, healthy: 'The certificate of the server and its issuers' },
    ],
  };
}

/** A reason that stands after a colon: no capital article, no full stop. */
const inSentence = (why: string): string => why.replace(/^The /, 'the ').replace(/\.$/, '');

/** 424: bytes that are no certificate (RFC 5280 section 4.1), or an extension that cannot be parsed, on any certificate sent. */
export const certificateMalformed: AddressRule = {
  scope: 'address',
  id: 'certificate-malformed',
  no: 424,
  stage: 'certificate',
  severities: ['critical'],
  title: 'A certificate cannot be read',
  article,
  applies: ({ attempt }) =>
    attempt.certificate.status === 'ok' || (attempt.certificate.status === 'failed' && attempt.handshake.status === 'ok'),
  check({ attempt }) {
    if (attempt.certificate.status !== 'ok') return messageFault(attempt);
    const { sent } = attempt.certificate.data;
    const broken = sent.flatMap((facts, index) =>
      facts.malformed === null ? [] : [{ place: index + 1, sha256: facts.sha256, why: facts.malformed }],
    );
    const [first] = broken;
    if (first === undefined) return null;
    const which = first.place === 1 ? 'The certificate of the server' : `Certificate ${first.place} of the chain`;
    return {
      summary: `${which} cannot be read: ${inSentence(first.why)}.`,
      facts: {
        places: broken.map(({ place }) => String(place)),
        sha256: broken.map((entry) => entry.sha256),
        reasons: broken.map(({ why }) => why),
      },
      observations: [
        ...broken.map(({ place, why }) => ({
          label: `Certificate ${place} of ${sent.length}`,
          seen: why,
          healthy: 'Well-formed by RFC 5280',
        })),
        { label: 'SHA-256', seen: list(broken.map(({ sha256 }) => sha256)), healthy: 'That of a certificate that can be read' },
      ],
    };
  },
};
