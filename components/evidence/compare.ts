import { fingerprintWords } from '#components/certificate/pem.ts';
import { type Attempt, type Evidence, rootDseValues } from '#lib/probe/evidence.ts';
import { failureWords } from './code-words.ts';

/** One line of two probes side by side. */
export type Comparison = { label: string; good: string; now: string; differs: boolean };

const nothing = 'nothing';
const firstAttempt = (evidence: Evidence): Attempt | undefined =>
  evidence.attempts.find((attempt) => attempt.certificate.status === 'ok') ?? evidence.attempts[0];

function outcome(evidence: Evidence): string {
  if (evidence.resolve.status === 'failed') return failureWords('resolve', evidence.resolve.code);
  const attempt = firstAttempt(evidence);
  if (!attempt) return 'no address was tried';
  for (const stage of ['connect', 'startTls', 'handshake', 'certificate', 'directory', 'bind'] as const) {
    const result = attempt[stage];
    if (result.status === 'failed') return failureWords(stage, result.code);
  }
  return 'every stage completed';
}

function facts(evidence: Evidence): [string, string][] {
  const attempt = firstAttempt(evidence);
  const leaf = attempt?.certificate.status === 'ok' ? attempt.certificate.data.sent[0] : undefined;
  const handshake = attempt?.handshake;
  const directory = attempt?.directory;
  const negotiated = handshake?.status === 'ok' ? [handshake.data.protocol, handshake.data.cipher.name] : [nothing, nothing];
  const addresses = evidence.resolve.status === 'ok' ? evidence.resolve.data.addresses.map(({ address }) => address) : [];
  return [
    ['Outcome', outcome(evidence)],
    ['Addresses', addresses.join(', ') || nothing],
    ['TLS version', negotiated[0] ?? nothing],
    ['Cipher', negotiated[1] ?? nothing],
    ['Certificate', leaf?.subject ?? nothing],
    ['Names', leaf ? [...leaf.dnsNames, ...leaf.ipAddresses].join(', ') || 'none' : nothing],
    ['Valid to', leaf?.notAfter?.replace('.000Z', 'Z') ?? nothing],
    ['Issuer', leaf?.issuer ?? nothing],
    ['SHA-256', leaf ? fingerprintWords(leaf.sha256) : nothing],
    ['Certificates sent', attempt?.certificate.status === 'ok' ? String(attempt.certificate.data.sent.length) : nothing],
    [
      'Answered by',
      directory?.status === 'ok' ? (rootDseValues(directory.data.rootDse, 'dnsHostName')[0] ?? 'a server without dnsHostName') : nothing,
    ],
    ['Location', evidence.location],
  ];
}

/** The last good probe beside the last one; lines in a fixed order, each marked when it differs. */
export function compareEvidence(good: Evidence, now: Evidence): Comparison[] {
  const after = facts(now);
  return facts(good).map(([label, value], index) => {
    const current = after[index]?.[1] ?? nothing;
    return { label, good: value, now: current, differs: value !== current };
  });
}
