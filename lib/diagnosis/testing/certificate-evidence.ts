import type { Attempt, CertificateFacts, Evidence, NameResult, PathStep, TrustResult } from '../../probe/evidence.ts';
import { evidenceOf, makeAttempt, makeCertificate, makeIssuer, type Overrides, probedAt } from './evidence-factory.ts';

type ServedChain = {
  /** What the server sends, leaf first. */
  sent: readonly CertificateFacts[];
  /** The path that was built; the certificates sent when left out. Those that were not sent come from the anchors. */
  path?: readonly CertificateFacts[];
  ending?: TrustResult['ending'];
  violations?: TrustResult['violations'];
  name?: Partial<NameResult>;
};

const stepOf = (facts: CertificateFacts, sent: readonly CertificateFacts[], isAnchor: boolean): PathStep => {
  const sentIndex = sent.findIndex(({ sha256 }) => sha256 === facts.sha256);
  const isLeaf = sentIndex === 0;
  return {
    sha256: facts.sha256,
    subject: facts.subject,
    from: sentIndex < 0 ? 'anchors' : 'server',
    sentIndex: sentIndex < 0 ? null : sentIndex,
    signatureGood: isAnchor ? null : true,
    isAnchor,
    notBefore: facts.notBefore,
    notAfter: facts.notAfter,
    maySignCertificates: isLeaf ? null : true,
    pathLengthKept: isLeaf ? null : true,
  };
};

/** Evidence of a server that sends these certificates; healthy in everything else. An anchored path ends at its last certificate. */
export function evidenceOfChain({ sent, path = sent, ending = 'anchored', violations = [], name = {} }: ServedChain): Evidence {
  const anchor = ending === 'anchored' ? path.at(-1) : undefined;
  const base = makeAttempt();
  if (base.certificate.status !== 'ok') throw new Error('the default attempt has a certificate');
  const { data } = base.certificate;
  const trust: TrustResult = {
    ...data.trust,
    path: path.map((facts) => stepOf(facts, sent, facts === anchor)),
    ending,
    anchor: anchor === undefined ? null : { sha256: anchor.sha256, subject: anchor.subject, store: 'system' },
    violations,
  };
  return evidenceOf({ ...base, certificate: { ...base.certificate, data: { sent: [...sent], trust, name: { ...data.name, ...name } } } });
}

/** Evidence of a server whose leaf differs from the healthy one in this. */
export const evidenceOfLeaf = (leaf: Overrides<CertificateFacts>, name: Partial<NameResult> = {}): Evidence =>
  evidenceOfChain({ sent: [makeCertificate(leaf), makeIssuer()], path: [makeCertificate(leaf), makeIssuer(), makeRoot()], name });

/** The root above `makeIssuer`, self-signed. */
export const makeRoot = (overrides?: Overrides<CertificateFacts>): CertificateFacts =>
  makeIssuer({
    sha256: 'a3'.repeat(32),
    subject: 'CN=Corp Root CA,DC=corp,DC=example',
    subjectCommonNames: ['Corp Root CA'],
    notBefore: '2020-01-01T00:00:00.000Z',
    notAfter: '2040-01-01T00:00:00.000Z',
    selfSigned: true,
    ...overrides,
  });

/** Evidence of a server that closes the connection on ClientHello: no certificate rule has anything to judge. */
export const evidenceWithoutCertificate = (): Evidence =>
  evidenceOf(makeAttempt({ certificate: { status: 'skipped', because: 'handshake-failed' } }));

/** Evidence with this rootDSE, all of it; nothing of the default one is kept. */
export function evidenceOfRootDse(rootDse: Record<string, string[]>, timing: { askedAt?: Date; roundTripMs?: number } = {}): Evidence {
  const { askedAt = probedAt, roundTripMs = 2 } = timing;
  return evidenceOf({
    ...makeAttempt(),
    directory: { status: 'ok', ms: roundTripMs, data: { rootDse, askedAt: askedAt.toISOString(), roundTripMs } },
  });
}

type DirectoryFailure = Extract<Attempt['directory'], { status: 'failed' }>;

/** Evidence of a directory that failed inside TLS. */
export const evidenceOfDirectoryFailure = (code: DirectoryFailure['code'], detail: Partial<DirectoryFailure['detail']> = {}): Evidence =>
  evidenceOf(
    makeAttempt({
      directory: {
        status: 'failed',
        ms: 12,
        code,
        detail: { message: 'the search failed', systemCode: null, resultCode: null, diagnosticMessage: null, alert: null, ...detail },
      },
    }),
  );

type BindFailure = Extract<Attempt['bind'], { status: 'failed' }>;

/** Evidence of a bind that failed in this way. */
export const evidenceOfBindFailure = (code: BindFailure['code'], detail: Partial<BindFailure['detail']> = {}): Evidence =>
  evidenceOf(
    makeAttempt({
      bind: {
        status: 'failed',
        ms: 12,
        code,
        detail: {
          message: 'the bind failed',
          systemCode: null,
          resultCode: null,
          diagnosticMessage: null,
          activeDirectoryCode: null,
          ...detail,
        },
      },
    }),
  );

/** Evidence of a bind that succeeded. */
export const evidenceOfBind = (): Evidence =>
  evidenceOf(
    makeAttempt({ bind: { status: 'ok', ms: 4, data: { boundAs: null, authorizationId: 'u:CORP\\probe', whoAmIResultCode: null } } }),
  );
