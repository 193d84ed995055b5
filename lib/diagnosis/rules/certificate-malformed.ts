import { article } from '../article/texts/certificate-malformed.ts';
import { list } from '../reading/wording.ts';
import type { AddressRule } from '../rule.ts';

/** A reason that stands after a colon: no capital article, no full stop. */
const inSentence = (why: string): string => why.replace(/^The /, 'the ').replace(/\.$/, '');

/** 424: bytes that are no certificate (RFC 5280 section 4.1), or an extension that cannot be parsed, on any certificate sent. Certificates that could not be had at all are 313. */
export const certificateMalformed: AddressRule = {
  scope: 'address',
  id: 'certificate-malformed',
  no: 424,
  stage: 'certificate',
  severities: ['critical'],
  title: 'A certificate cannot be read',
  article,
  applies: ({ attempt }) => attempt.certificate.status === 'ok',
  check({ attempt }) {
    if (attempt.certificate.status !== 'ok') return null;
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
