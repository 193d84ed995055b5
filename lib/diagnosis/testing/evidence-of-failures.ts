import type { Attempt, Evidence, HandshakeLook } from '../../probe/evidence.ts';
import {
  domainControllerRootDse,
  evidenceOf,
  failedConnect,
  failedHandshake,
  makeAttempt,
  makeCertificate,
  makeEvidence,
} from './evidence-factory.ts';

type SecondLook = Extract<Attempt['secondLook'], { status: 'ok' }>['data'];
type PlainPort = NonNullable<SecondLook['plainPort']>;
type HandshakeFailure = Extract<Attempt['handshake'], { status: 'failed' }>;

/** A plain port that answers as a domain controller without a certificate. */
export const plainDomainController: PlainPort = {
  port: 389,
  connect: 'ok',
  rootDse: domainControllerRootDse,
  startTlsResultCode: 52,
  startTlsMessage: '00000000: LdapErr: DSID-0C09130E, comment: Error initializing SSL/TLS, data 0, v4563',
  startTlsHandshake: null,
};

/** A second look at a port that waits in silence and ends the connection when anything is said; no plain port was looked at. */
export const secondLook = (data: Partial<SecondLook> = {}): Attempt['secondLook'] => ({
  status: 'ok',
  ms: 400,
  data: {
    unprompted: 'silent',
    firstBytes: null,
    looksLike: null,
    plainLdapOnTlsPort: 'reset',
    plainPort: null,
    withoutServerName: null,
    oldStack: null,
    again: null,
    ...data,
  },
});

/** A further greeting that ended like the first one: reset without a byte, unless told otherwise. */
export const greetingFails = (look: Partial<HandshakeLook> = {}): HandshakeLook => ({
  outcome: 'reset-before-certificate',
  protocol: null,
  cipher: null,
  alert: null,
  answered: false,
  certificates: [],
  ...look,
});

/** A further greeting that got as far as a certificate. */
export const greetingWorks = (look: Partial<HandshakeLook> = {}): HandshakeLook => ({
  outcome: 'ok',
  protocol: 'TLSv1.2',
  cipher: 'ECDHE-RSA-AES256-SHA',
  alert: null,
  answered: true,
  certificates: [makeCertificate()],
  ...look,
});

/** One address whose handshake failed. */
export const handshakeFails = (
  code: HandshakeFailure['code'],
  detail: Partial<HandshakeFailure['detail']> = {},
  look?: Attempt['secondLook'],
): Evidence => evidenceOf(makeAttempt(failedHandshake(code, detail, look)));

/** One address whose connection failed. */
export const connectFails = (...given: Parameters<typeof failedConnect>): Evidence => evidenceOf(makeAttempt(failedConnect(...given)));

/** One address that did not do what StartTLS asks for. */
export function startTlsFails(
  code: Extract<Attempt['startTls'], { status: 'failed' }>['code'],
  resultCode: number | null = null,
  diagnosticMessage: string | null = null,
): Evidence {
  const skipped = { status: 'skipped', because: 'StartTLS failed' } as const;
  const failed = { message: 'StartTLS failed', systemCode: null, resultCode, diagnosticMessage };
  const stages = { handshake: skipped, certificate: skipped, directory: skipped };
  const attempt = makeAttempt({ ...stages, startTls: { status: 'failed', ms: 2, code, detail: failed } });
  return makeEvidence({ target: { port: 389, transport: 'starttls' }, attempts: [attempt] });
}

/** A name that could not be looked up. */
export const lookupFails = (
  code: Extract<Evidence['resolve'], { status: 'failed' }>['code'],
  control: 'answers' | 'no-answer' | 'not-tried' = 'answers',
): Evidence =>
  makeEvidence({
    resolve: {
      status: 'failed',
      ms: 5,
      code,
      detail: { message: `query failed: ${code}`, systemCode: null, resolvers: ['192.0.2.53'], control },
    },
    attempts: [],
  });
