import { setImmediate as nextTurn } from 'node:timers/promises';
import { diagnose } from '#lib/diagnosis/diagnose.ts';
import { compareSeverity } from '#lib/diagnosis/order.ts';
import {
  type RequirementMatrix,
  type RequirementRow,
  type RowOutcome,
  requirementMatrices,
} from '#lib/diagnosis/requirements/requirement-matrix.ts';
import type { Profile, Rule, Subject } from '#lib/diagnosis/rule.ts';
import { rules } from '#lib/diagnosis/rules/index.ts';
import type { CertificateFacts } from '#lib/probe/evidence.ts';
import { compareWithServed, type ServedNow } from './compare-served.ts';
import { hypotheticalEvidence, type WouldBeChain } from './hypothetical-evidence.ts';
import type { HostDetail, HostResult, OutcomeCounts, WouldBeFinding } from './views.ts';

/** A host to judge the upload for. */
export type ChosenHost = {
  name: string;
  isRegistered: boolean;
  /** Decides what is trusted; left out for hosts that are in no domain. */
  domainId?: number | null;
  subject: Subject;
  /** Leaf certificates that its doors serve now. */
  served: readonly ServedNow[];
};

export type JudgedHosts = { hosts: readonly HostResult[]; details: readonly HostDetail[] };

const certificateRules = rules.filter(({ stage }) => stage === 'certificate');
/** Hosts judged between two looks at what else there is to do. */
const HOSTS_AT_ONCE = 25;

const profileOf = ({ profile, detectedProfile }: Subject): Profile => profile ?? detectedProfile ?? 'ldap';

/**
 * Judges the chain for every host: each one's outcome, and one whole matrix for all that have the same outcomes. Where domains trust
 * different certificates, `chain` is a function of the host.
 */
export async function judgeHosts(
  chosen: readonly ChosenHost[],
  chain: WouldBeChain | ((host: ChosenHost) => WouldBeChain),
  isRequest: boolean,
  now: Date,
): Promise<JudgedHosts> {
  const chainFor = typeof chain === 'function' ? chain : () => chain;
  const details: { key: string; detail: HostDetail & { hosts: string[] } }[] = [];
  const hosts: HostResult[] = [];
  for (const [index, host] of chosen.entries()) {
    if (index % HOSTS_AT_ONCE === HOSTS_AT_ONCE - 1) await nextTurn();
    const ofHost = chainFor(host);
    const { matrix, findings } = judgeHost(host, ofHost, isRequest, now);
    if (matrix === undefined) continue;
    const profile = profileOf(host.subject);
    const key = JSON.stringify([
      profile,
      matrix.rows.map((row) => [row.id, row.outcome]),
      findings.map(({ id, severity }) => [id, severity]),
    ]);
    const place = details.findIndex((known) => known.key === key);
    if (place === -1) details.push({ key, detail: { name: host.name, profile, hosts: [host.name], matrix, findings } });
    else details[place]?.detail.hosts.push(host.name);
    hosts.push({
      name: host.name,
      isRegistered: host.isRegistered,
      profile,
      counts: countsOf(matrix.rows),
      notMet: [...titlesOf(matrix.rows, 'fail'), ...titlesOf(matrix.rows, 'differs')],
      worst: findings.map(({ severity }) => severity).sort(compareSeverity)[0] ?? null,
      served: compareWithServed(ofHost.sent[0], host.served, isRequest),
      detail: place === -1 ? details.length - 1 : place,
    });
  }
  const sorted = hosts.toSorted(worstFirst);
  // Details come in the order of the hosts that they stand for.
  const order = [...new Set(sorted.map(({ detail }) => detail))];
  return {
    hosts: sorted.map((host) => ({ ...host, detail: order.indexOf(host.detail) })),
    details: order.flatMap((place) => details[place]?.detail ?? []),
  };
}

const worstFirst = (one: HostResult, other: HostResult): number =>
  other.counts.fail - one.counts.fail || other.counts.differs - one.counts.differs || one.name.localeCompare(other.name, 'en');

const titlesOf = (rows: readonly RequirementRow[], outcome: RowOutcome): string[] =>
  rows.flatMap((row) => (row.outcome === outcome ? [row.title] : []));

const countsOf = (rows: readonly RequirementRow[]): OutcomeCounts => {
  const count = (outcome: RowOutcome): number => rows.filter((row) => row.outcome === outcome).length;
  return { pass: count('pass'), fail: count('fail'), differs: count('differs'), unknown: count('unknown') };
};

function judgeHost(
  { name, subject }: ChosenHost,
  chain: WouldBeChain,
  isRequest: boolean,
  now: Date,
): { matrix: RequirementMatrix | undefined; findings: readonly WouldBeFinding[] } {
  const evidence = hypotheticalEvidence(name, chain, now);
  const [matrix] = requirementMatrices(evidence, { subject, now });
  const [leaf] = chain.sent;
  const told = isRequest && leaf !== undefined ? toldByRequest(leaf) : null;
  const judgedRules = told === null ? certificateRules : certificateRules.filter((rule) => told.isRuleTold(rule));
  const findings = diagnose(evidence, { subject, now, rules: judgedRules }).findings.map(({ id, no, severity, title, summary }) => ({
    id,
    no,
    severity,
    title,
    summary,
  }));
  if (matrix === undefined) return { matrix, findings };
  const rows = matrix.rows.map((row) =>
    told !== null && !told.isRowTold(row) ? unknownRow(row) : row.id === 'private-key' ? unprovenRow(row) : row,
  );
  return { matrix: { ...matrix, rows }, findings };
}

const nameRows: readonly string[] = ['name-by-microsoft', 'name-by-standard', 'name-first', 'wildcard'];
const nameRules: readonly string[] = [
  'host-name-not-in-certificate',
  'host-name-only-in-common-name',
  'host-name-not-first',
  'wildcard-missing',
];

/** Which rows and rules a request has something to say to: what it leaves out, the CA may add. */
function toldByRequest(facts: CertificateFacts) {
  const hasNames = facts.dnsNames.length + facts.ipAddresses.length + facts.subjectCommonNames.length > 0;
  const rows = [
    'key',
    'end-entity',
    ...(hasNames ? nameRows : []),
    ...(facts.extendedKeyUsage === null ? [] : ['server-authentication']),
    ...(facts.keyUsage === null ? [] : ['key-usage']),
  ];
  const ruleIds = [
    'weak-key',
    'certificate-is-ca',
    ...(hasNames ? nameRules : []),
    ...(facts.extendedKeyUsage === null ? [] : ['server-auth-eku-missing']),
    ...(facts.keyUsage === null ? [] : ['key-usage-unsuitable']),
  ];
  return {
    isRowTold: ({ id }: RequirementRow): boolean => rows.includes(id),
    isRuleTold: ({ id }: Rule): boolean => ruleIds.includes(id),
  };
}

/** Nobody shook hands: the words for a handshake that stopped early would be wrong. */
const unprovenRow = (row: RequirementRow): RequirementRow => ({
  ...row,
  seen: 'Proved only by the server, once it serves the certificate',
});

const unknownRow = (row: RequirementRow): RequirementRow => ({
  ...row,
  seen: 'Not in the request: the authority that issues it decides',
  outcome: 'unknown',
  demands: row.demands.map((demand) => ({ ...demand, outcome: 'unknown', because: null })),
});
