import { createHash } from 'node:crypto';
import type { Database } from '../../db/client.ts';
import { judgeExpiry, windowWords } from '../../diagnosis/expiry.ts';
import { windowsInForce } from '../../fleet/expiry-windows.ts';
import type { CertificateFacts } from '../../probe/evidence.ts';
import { readCertificate } from '../../probe/x509/read-certificate.ts';
import { certificateColumns } from '../certificate-columns.ts';
import { describeExtensions } from '../extensions/describe-extensions.ts';
import { certificateStates } from '../inventory/filter.ts';
import { readBlastRadius } from './read-blast-radius.ts';
import { type Core, readCore } from './read-core.ts';
import { readConcerningFindings, readServed } from './read-served.ts';
import type { CertificateKind, CertificatePage, StandingView } from './views.ts';

/**
 * One certificate with everything that is known of it at `now`; null when none with this SHA-256 (lower-case hexadecimal) was ever
 * seen. At most four queries, whatever the age of the installation. `hostPage` counts the pages of hanging hosts from 1.
 */
export async function readCertificatePage(
  db: Database,
  { sha256, now, hostPage }: { sha256: string; now: Date; hostPage: number },
): Promise<CertificatePage | null> {
  const core = await readCore(db, sha256);
  if (core === null) return null;
  const facts = readCertificate(core.der);
  const kind = kindOf(facts, core);
  const [blastRadius, served, findings] = await Promise.all([
    kind === 'leaf' ? null : readBlastRadius(db, { sha256, notAfter: facts.notAfter, page: hostPage }),
    readServed(db, sha256),
    readConcerningFindings(db, sha256),
  ]);
  return {
    facts,
    name: certificateColumns(facts, core.der).name,
    sha1: createHash('sha1').update(core.der).digest('hex'),
    kind,
    standing: standingOf(facts, core.windows, core.installationWindows, now),
    firstSeenAt: core.firstSeenAt,
    extensions: describeExtensions(core.der),
    chain: core.chain,
    use: core.use,
    blastRadius,
    served: served.spans,
    servedTotal: served.total,
    findings,
    predecessor: core.predecessor,
    successors: core.successors,
    sameKey: core.sameKey,
    renewals: core.renewals,
  };
}

/**
 * What it is by how it is used, else by what it says: an authority's certificate that a server sends as its own serves as one, and an
 * old root has no extension to say that it may sign.
 */
function kindOf(facts: CertificateFacts, { asIssuer, asLeaf, chain }: Core): CertificateKind {
  const isTrustedRoot = facts.selfSigned && (chain[0]?.stores.length ?? 0) > 0;
  if (!asIssuer && (asLeaf || !(facts.basicConstraints?.ca === true || isTrustedRoot))) return 'leaf';
  return facts.selfSigned ? 'root' : 'intermediate';
}

/**
 * Judged once for each pair of windows that is in force for the hosts that serve it or hang on it; the most urgent outcome is told.
 * Without a pair the windows of the installation hold.
 */
function standingOf(facts: CertificateFacts, windows: Core['windows'], installation: unknown, now: Date): StandingView {
  const settings = windows.length === 0 ? [{ host: null, domain: null }] : windows;
  const judged = settings.map((columns) => standingWith(facts, windowsInForce({ ...columns, installation }), now));
  const [first, ...rest] = judged.sort((a, b) => certificateStates.indexOf(a.state) - certificateStates.indexOf(b.state));
  if (first === undefined) throw new Error('There is at least one pair of windows.');
  return { ...first, windowsDiffer: rest.some((one) => one.windows !== first.windows) };
}

function standingWith(
  { notBefore, notAfter }: CertificateFacts,
  { windows, from }: ReturnType<typeof windowsInForce>,
  now: Date,
): Omit<StandingView, 'windowsDiffer'> {
  const told = { windows: windowWords(windows), windowsFrom: from };
  if (notBefore === null || notAfter === null) return { state: 'unreadable', daysLeft: null, ...told };
  const { level, daysLeft } = judgeExpiry({ notBefore: new Date(notBefore), notAfter: new Date(notAfter) }, windows, now);
  const judged = level === 'distant' ? 'valid' : level;
  return { state: level !== 'expired' && now < new Date(notBefore) ? 'not-yet-valid' : judged, daysLeft, ...told };
}

/** Was a certificate with this SHA-256 ever seen? */
export async function isKnownCertificate(db: Database, sha256: string): Promise<boolean> {
  return (await db.certificate.count({ where: { sha256 } })) > 0;
}
