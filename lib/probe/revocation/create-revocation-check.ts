import type { RevocationAnswer, RevocationSource, RevocationState } from '../deep-scan/record.ts';
import type { CertificateFacts } from '../evidence.ts';
import { describeError } from '../plain-text.ts';
import { type AskSettings, askList, askResponder } from './ask-source.ts';
import { Gate, type RevocationCache } from './cache.ts';
import type { RevocationCheck } from './contract.ts';
import type { DirectoryServer } from './fetch-ldap.ts';
import { judgeOcsp } from './judge-ocsp.ts';
import { revocationSourceOf, type Unasked } from './source.ts';

/** Settings of a revocation check. */
export interface RevocationCheckOptions {
  /** Did the operator allow fetches? Without it, and for an untrusted path, nothing goes out and only a staple is judged. */
  allowed: boolean;
  /** HTTP proxy (`http:` address, credentials allowed) for OCSP and CRLs over HTTP; null to go directly. LDAP never goes through it. */
  proxy: URL | null;
  /** Shared by all checks of the process. */
  cache: RevocationCache;
  /** Reads the wall clock. */
  now: () => Date;
  /** Resolvers as `address` or `address:port`. Default: the system's. */
  resolvers?: readonly string[];
  /** The directory server asked for `ldap:///` addresses; default: none. */
  directoryServer?: DirectoryServer | null;
  /** Longest time for one fetch, in milliseconds. Default: 15 seconds. */
  timeoutMs?: number;
  /** Longest CRL. Default: 20 MB. */
  maxCrlBytes?: number;
  /** Most entries of a CRL. Default: 200,000. */
  maxCrlEntries?: number;
  /** Allows fetches from the own host. Default: false. Link-local and metadata addresses stay refused. */
  alsoLoopback?: boolean;
}

/** A hostile certificate may name any number of addresses; a sound one has one or two of each kind. */
const MOST_RESPONDERS = 2;
const MOST_LISTS = 4;
const MOST_CERTIFICATES = 8;
const QUESTIONS_AT_A_TIME = 4;

/** Makes a check that asks the OCSP responders and CRLs that the certificates name. */
export function createRevocationCheck(options: RevocationCheckOptions): RevocationCheck {
  const settings: AskSettings = {
    cache: options.cache,
    network: { proxy: options.proxy, resolvers: options.resolvers ?? [], alsoLoopback: options.alsoLoopback ?? false },
    directoryServer: options.directoryServer ?? null,
    now: options.now,
    timeoutMs: options.timeoutMs ?? 15_000,
    maxCrlBytes: options.maxCrlBytes ?? 20_000_000,
    maxCrlEntries: options.maxCrlEntries ?? 200_000,
  };
  const { allowed } = options;
  return async ({ certificates: chain, trusted }, staple, signal) => {
    const unasked = whyUnasked(allowed, trusted);
    const gate = new Gate(QUESTIONS_AT_A_TIME);
    const asked = chain.slice(0, MOST_CERTIFICATES).flatMap((certificate, index) => {
      const issuer = chain[index + 1];
      if (issuer === undefined) return chain.length === 1 && !certificate.selfSigned ? [withoutIssuer(certificate, staple, unasked)] : [];
      const questions = questionsOf(certificate, issuer, index === 0 ? staple : null, settings, unasked, signal);
      return [Promise.all(questions.map((question) => gate.run(question))).then((sources) => answerOf(certificate, sources))];
    });
    return { allowed, answers: await Promise.all(asked) };
  };
}

/** Why no address of the path may be asked; null when they may. */
function whyUnasked(allowed: boolean, trusted: boolean): Unasked | null {
  if (!allowed) return 'not-allowed';
  return trusted ? null : 'untrusted';
}

type Question = () => Promise<RevocationSource>;

function addressesOf({ ocspAddresses, crlAddresses }: CertificateFacts): { kind: 'ocsp' | 'crl'; address: string }[] {
  return [
    ...ocspAddresses.slice(0, MOST_RESPONDERS).map((address) => ({ kind: 'ocsp' as const, address })),
    ...crlAddresses.slice(0, MOST_LISTS).map((address) => ({ kind: 'crl' as const, address })),
  ];
}

function questionsOf(
  certificate: CertificateFacts,
  issuer: CertificateFacts,
  staple: Uint8Array | null,
  settings: AskSettings,
  unasked: Unasked | null,
  signal: AbortSignal,
): Question[] {
  const fetches = addressesOf(certificate).map(({ kind, address }): Question => {
    if (unasked !== null) return async () => revocationSourceOf(kind, address, unasked);
    const ask = kind === 'ocsp' ? askResponder : askList;
    return () =>
      ask(address, certificate, issuer, settings, signal).catch((error: unknown) =>
        revocationSourceOf(kind, address, 'unsupported', { message: describeError(error).message }),
      );
  });
  if (staple === null) return fetches;
  return [() => judgeOcsp(staple, { kind: 'staple', address: null }, certificate, issuer, settings.now()), ...fetches];
}

/** Whoever signed it, its revocation cannot be judged without the issuer's key. */
async function withoutIssuer(certificate: CertificateFacts, staple: Uint8Array | null, unasked: Unasked | null): Promise<RevocationAnswer> {
  const message = 'An answer cannot be proven without the certificate of the issuer, which the server did not send.';
  const fetches = addressesOf(certificate).map(({ kind, address }) =>
    unasked === null ? revocationSourceOf(kind, address, 'unsupported', { message }) : revocationSourceOf(kind, address, unasked),
  );
  return answerOf(certificate, staple === null ? fetches : [revocationSourceOf('staple', null, 'unsupported', { message }), ...fetches]);
}

function answerOf({ sha256, subject }: CertificateFacts, sources: RevocationSource[]): RevocationAnswer {
  const says = (status: RevocationState): boolean => sources.some((source) => source.status === status);
  return { sha256, subject, status: says('revoked') ? 'revoked' : says('good') ? 'good' : 'unknown', sources };
}
