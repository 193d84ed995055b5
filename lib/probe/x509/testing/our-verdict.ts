import { diagnose } from '../../../diagnosis/diagnose.ts';
import { defaultSubject } from '../../../diagnosis/subject.ts';
import { evidenceOf, makeAttempt } from '../../../diagnosis/testing/evidence-factory.ts';
import { certificatePem } from '../../../simulation/certificate-factory.ts';
import { buildTrust } from '../build-trust.ts';
import { matchName } from '../match-name.ts';
import { readCertificate } from '../read-certificate.ts';
import { createTrustAnchors } from '../trust-anchors.ts';

/** What a client is given to judge a server by. */
export interface Presented {
  readonly trusted: readonly Uint8Array[];
  /** Sent after the leaf, in any order. */
  readonly sent: readonly Uint8Array[];
  readonly leaf: Uint8Array;
  /** Null when the name does not matter. */
  readonly host: string | null;
  readonly at: Date;
  /** How many intermediates the client allows; null for any number. */
  readonly mostIntermediates: number | null;
}

/** Why a server is refused; empty lists when it is not. */
export interface OurVerdict {
  /** Ids of the findings that make the board critical, with the broken rules of the path where there are any. */
  readonly refusals: readonly string[];
  /** What a strict client refuses beside them. */
  readonly strictRefusals: readonly string[];
}

/** Findings about the name, left out where no name was asked for. */
const nameFindings = new Set(['host-name-not-in-certificate', 'host-name-only-in-common-name']);
/** No certificate counts as expiring: that is a forecast, which refuses nobody. */
const noForecast = { warningDays: 0, warningShare: 0, criticalDays: 0, criticalShare: 0 };

/**
 * The board's own verdict on a server certificate: refused when a critical finding of the certificate stage remains, for a server
 * of no special kind. Strictly refused also when the path departs from RFC 5280's profile, or the name stands in the common name
 * alone (RFC 9525). Dates are compared in whole seconds, the unit of RFC 5280 section 4.1.2.5.
 */
export function ourVerdict({ trusted, sent, leaf, host, at, mostIntermediates }: Presented): OurVerdict {
  const facts = [leaf, ...sent].map(readCertificate);
  const [first] = facts;
  if (first === undefined) throw new Error('There is no leaf.');
  const trust = buildTrust(facts, createTrustAnchors([{ store: 'trusted', pem: trusted.map(certificatePem).join('') }]));
  const certificate = { status: 'ok', ms: 0, data: { sent: facts, trust, name: matchName(first, host ?? 'unasked.invalid') } } as const;
  const { findings } = diagnose(evidenceOf({ ...makeAttempt(), certificate }), {
    subject: { ...defaultSubject, profile: 'ldap', expiryWindows: noForecast },
    now: new Date(Math.floor(at.getTime() / 1000) * 1000),
  });
  const asked = findings.filter(({ id, stage }) => stage === 'certificate' && (host !== null || !nameFindings.has(id)));
  const intermediates = trust.path.length - 2;
  return {
    refusals: [
      ...asked
        .filter(({ severity }) => severity === 'critical')
        .map(({ id }) => (id === 'chain-invalid' ? `${id}: ${trust.violations.map(({ rule }) => rule).join(', ')}` : id)),
      ...(mostIntermediates !== null && intermediates > mostIntermediates ? [`${intermediates} intermediates`] : []),
    ],
    strictRefusals: [
      ...trust.strictViolations.map(({ rule, detail }) => `${rule}: ${detail}`),
      ...asked.filter(({ id }) => id === 'host-name-only-in-common-name').map(({ id }) => id),
    ],
  };
}
