import { createHash } from 'node:crypto';
import type { Attempt, CertificateFacts, Evidence, RootDse } from '../probe/evidence.ts';

/** rootDSE attributes that change by themselves while the server stays as it is. Lower case. */
const volatileAttributes = new Set(['currenttime', 'highestcommittedusn', 'dataversion', 'lastusn', 'contextcsn', 'netscapemdsuffix']);

/** Keys of the record that differ between two looks at an unchanged server: times, byte counts, ports and random bytes. */
const volatileKeys = new Set([
  'startedAt',
  'totalMs',
  'eventLoopLagMs',
  'timingsDoubtful',
  'ms',
  'askedAt',
  'roundTripMs',
  'localAddress',
  'bytesRead',
  'bytesWritten',
  'firstBytes',
]);

/**
 * SHA-256 (hex) of what one probe saw, leaving out what differs between two looks at an unchanged server. Equal fingerprints mean
 * that the newer evidence need not be kept. Addresses are compared without their order, which DNS rotates.
 */
export function evidenceFingerprint(evidence: Evidence): string {
  const attempts = [...evidence.attempts].sort((a, b) => (a.address < b.address ? -1 : 1)).map(stableAttempt);
  const resolve =
    evidence.resolve.status === 'ok'
      ? { ...evidence.resolve.data, addresses: evidence.resolve.data.addresses.map(({ address }) => address).sort() }
      : evidence.resolve;
  return createHash('sha256')
    .update(canonical({ ...evidence, resolve, attempts }))
    .digest('hex');
}

function stableAttempt(attempt: Attempt): unknown {
  const { certificate, directory, secondLook } = attempt;
  const plainPort = secondLook.status === 'ok' ? secondLook.data.plainPort : null;
  return {
    ...attempt,
    // The bytes of a certificate determine all that was read from them.
    certificate:
      certificate.status === 'ok'
        ? { ...certificate.data, sent: certificate.data.sent.map((sent: CertificateFacts) => sent.sha256) }
        : certificate,
    directory: directory.status === 'ok' ? stableRootDse(directory.data.rootDse) : directory,
    secondLook:
      secondLook.status === 'ok'
        ? { ...secondLook.data, plainPort: plainPort && { ...plainPort, rootDse: plainPort.rootDse && stableRootDse(plainPort.rootDse) } }
        : secondLook,
  };
}

function stableRootDse(entry: RootDse): [string, string[]][] {
  return Object.entries(entry)
    .map(([name, values]): [string, string[]] => [name.toLowerCase(), [...values].sort()])
    .filter(([name]) => !volatileAttributes.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** JSON with sorted keys, without the volatile ones. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (volatileKeys.has(key)) return undefined;
    // OpenSSL begins its error texts with the number of the thread.
    if (key === 'message' && typeof inner === 'string') return inner.replace(/\b[0-9A-F]{8,16}(?=:error:)/g, '');
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
