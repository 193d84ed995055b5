import { z } from 'zod';
import type { Presented } from '../../lib/probe/x509/testing/our-verdict.ts';
import { caseHost, type PathCase } from '../../lib/probe/x509/testing/path-cases/path-case.ts';
import { certificatePem } from '../../lib/simulation/certificate-factory.ts';

/** What is read of https://github.com/C2SP/x509-limbo's limbo.json; fields that old versions of it lack have defaults. */
const limboFile = z.object({
  testcases: z.array(
    z.object({
      id: z.string(),
      features: z.array(z.string()).nullish(),
      validation_kind: z.string(),
      trusted_certs: z.array(z.string()),
      untrusted_intermediates: z.array(z.string()),
      peer_certificate: z.string(),
      validation_time: z.string().nullish(),
      expected_result: z.enum(['SUCCESS', 'FAILURE']),
      expected_peer_name: z.object({ kind: z.string(), value: z.string() }).nullish(),
      extended_key_usage: z.array(z.string()).nullish(),
      max_chain_depth: z.number().int().nullish(),
      crls: z.array(z.string()).nullish(),
    }),
  ),
});

/** One case that a verifier of server certificates can judge. */
export interface LimboCase {
  readonly id: string;
  readonly isAcceptedByStandard: boolean;
  readonly presented: Presented;
  /** Null when the case does not say at which time to verify. */
  readonly at: Date | null;
  readonly serverPurpose: boolean;
}

export interface SkippedCase {
  readonly id: string;
  readonly reason: string;
}

type RawCase = z.infer<typeof limboFile>['testcases'][number];

function skipReason({ validation_kind, expected_peer_name, extended_key_usage, crls }: RawCase): string | null {
  if (validation_kind !== 'SERVER') return 'is about a client’s certificate';
  if ((crls ?? []).length > 0) return 'is about revocation lists';
  if (expected_peer_name?.kind === 'RFC822') return 'asks for a mail address';
  const usages = extended_key_usage ?? [];
  return usages.some((usage) => usage !== 'serverAuth') ? 'asks for another purpose than a server’s' : null;
}

function certificateBytes(pem: string): Uint8Array {
  const body = /-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/.exec(pem)?.[1] ?? '';
  return Uint8Array.from(Buffer.from(body, 'base64'));
}

/** Reads the text of a limbo.json; cases without a time are judged at `now`. Throws where it is of another form. */
export function readLimboFile(text: string, now: Date): { cases: LimboCase[]; skipped: SkippedCase[] } {
  const cases: LimboCase[] = [];
  const skipped: SkippedCase[] = [];
  for (const raw of limboFile.parse(JSON.parse(text)).testcases) {
    const reason = skipReason(raw);
    if (reason !== null) {
      skipped.push({ id: raw.id, reason });
      continue;
    }
    const at = raw.validation_time == null ? null : new Date(raw.validation_time);
    cases.push({
      id: raw.id,
      isAcceptedByStandard: raw.expected_result === 'SUCCESS',
      at,
      serverPurpose: (raw.extended_key_usage ?? []).length > 0,
      presented: {
        trusted: raw.trusted_certs.map(certificateBytes),
        sent: raw.untrusted_intermediates.map(certificateBytes),
        leaf: certificateBytes(raw.peer_certificate),
        host: raw.expected_peer_name?.value ?? null,
        at: at ?? now,
        mostIntermediates: raw.max_chain_depth ?? null,
      },
    });
  }
  return { cases, skipped };
}

/** Writes our own cases in the same form. */
export function writeLimboFile(cases: readonly PathCase[]): string {
  const testcases = cases.map(({ id, what, source, expected, make }): RawCase & { description: string } => {
    const { trusted, sent = [], leaf, host = caseHost, at, anyPurpose = false } = make();
    const isAddress = /^[\d.]+$|:/.test(host);
    return {
      id,
      description: `${what} (${source})`,
      features: null,
      validation_kind: 'SERVER',
      trusted_certs: trusted.map(({ der }) => certificatePem(der)),
      untrusted_intermediates: sent.map(({ der }) => certificatePem(der)),
      peer_certificate: certificatePem(leaf.der),
      validation_time: at ?? null,
      expected_result: expected === 'accepted' ? 'SUCCESS' : 'FAILURE',
      expected_peer_name: { kind: isAddress ? 'IP' : 'DNS', value: host },
      extended_key_usage: anyPurpose ? null : ['serverAuth'],
      max_chain_depth: null,
      crls: [],
    };
  });
  return `${JSON.stringify({ version: 1, testcases }, null, 2)}\n`;
}
