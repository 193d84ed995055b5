import type { FindingView } from '#lib/checks/read/views.ts';
import { type Attempt, type Evidence, type RootDse, rootDseValues, type StageName } from '#lib/probe/evidence.ts';
import { failureWords } from './code-words.ts';
import type { Detail } from './detail.ts';
import * as details from './stage-details.ts';

/**
 * ok: nothing to complain of. warning, fault: the stage completed, and a finding is about what it saw. failed: it did not complete.
 * not-reached: an earlier stage stopped the probe. not-asked: nothing called for it.
 */
export type StageStatus = 'ok' | 'warning' | 'fault' | 'failed' | 'not-reached' | 'not-asked';

export type StageRow = {
  stage: StageName;
  label: string;
  status: StageStatus;
  /** What was seen, in a few words. */
  result: string;
  /** Start since the probe began and length, in milliseconds; null where the stage did not run. */
  startMs: number | null;
  ms: number | null;
  details: Detail[];
  rootDse: RootDse | null;
};

/** What the stages need of a finding. */
export type StageFinding = Pick<FindingView, 'no' | 'severity' | 'title' | 'addresses'>;

/** One address's way through the stages; the name lookup leads each. */
export type AttemptRows = { address: string | null; rows: StageRow[]; totalMs: number };

type AnyStage = { status: 'ok' | 'failed'; ms: number; code?: string } | { status: 'skipped'; because: string };

/** Findings belong to the stage of their hundred; those about the account belong to the bind. */
export function stageOfFinding(finding: Pick<FindingView, 'no'>): StageName {
  if (finding.no >= 508 && finding.no <= 513) return 'bind';
  if (finding.no === 312) return 'startTls';
  const stages: Readonly<Record<number, StageName>> = { 1: 'resolve', 2: 'connect', 3: 'handshake', 4: 'certificate' };
  return stages[Math.floor(finding.no / 100)] ?? 'directory';
}

function statusOf(stage: AnyStage, name: StageName, stopped: boolean, findings: readonly StageFinding[]): StageStatus {
  if (stage.status === 'failed') return 'failed';
  if (stage.status === 'skipped') return stopped && !(name === 'bind' && /account/.test(stage.because)) ? 'not-reached' : 'not-asked';
  const severities = findings.filter((finding) => stageOfFinding(finding) === name).map(({ severity }) => severity);
  if (severities.includes('critical')) return 'fault';
  return severities.includes('warning') ? 'warning' : 'ok';
}

const resultOf = {
  resolve: (stage: Evidence['resolve']) =>
    stage.status === 'ok'
      ? stage.data.addresses.map(({ address, family }) => `${family === 4 ? 'A' : 'AAAA'} ${address}`).join(', ')
      : null,
  startTls: (stage: Attempt['startTls']) => (stage.status === 'ok' ? 'accepted' : null),
  handshake: (stage: Attempt['handshake']) =>
    stage.status === 'ok' ? `${stage.data.protocol.replace('TLSv', 'TLS ')}, ${stage.data.cipher.name.replace(/^TLS_/, '')}` : null,
  certificate: (stage: Attempt['certificate']) => {
    if (stage.status !== 'ok') return null;
    const leaf = stage.data.sent[0];
    return leaf?.subjectCommonNames[0] ?? leaf?.dnsNames[0] ?? leaf?.subject ?? 'received';
  },
  directory: (stage: Attempt['directory']) => {
    if (stage.status !== 'ok') return null;
    const name = rootDseValues(stage.data.rootDse, 'dnsHostName')[0] ?? rootDseValues(stage.data.rootDse, 'vendorName')[0];
    return name ?? 'answered';
  },
  bind: (stage: Attempt['bind']) => (stage.status === 'ok' ? (stage.data.authorizationId ?? 'accepted') : null),
};

function build(evidence: Evidence, attempt: Attempt | null, findings: readonly StageFinding[]): AttemptRows {
  const { target } = evidence;
  const rows: StageRow[] = [];
  let elapsed = 0;
  let stopped = false;
  const add = (
    name: StageName,
    label: string,
    stage: AnyStage,
    seen: string | null,
    lines: Detail[],
    rootDse: RootDse | null = null,
  ): void => {
    const status = statusOf(stage, name, stopped, findings);
    const about = findings.find((finding) => finding.severity !== 'notice' && stageOfFinding(finding) === name);
    const ms = stage.status === 'skipped' ? null : stage.ms;
    const why = stage.status === 'skipped' ? details.skippedWords(stage.because) : null;
    const failed = stage.status === 'failed' && name !== 'secondLook' ? failureWords(name, stage.code ?? '') : null;
    const fault = about && (status === 'fault' || status === 'warning') ? about.title : null;
    rows.push({
      stage: name,
      label,
      status,
      result: failed ?? fault ?? seen ?? why ?? '',
      startMs: ms === null ? null : elapsed,
      ms,
      details: lines,
      rootDse,
    });
    elapsed += ms ?? 0;
    if (stage.status === 'failed' || (name === 'connect' && stage.status === 'skipped')) stopped = true;
  };
  add('resolve', 'Name', evidence.resolve, resultOf.resolve(evidence.resolve), details.resolveDetails(evidence.resolve));
  if (attempt) {
    const seenAt = `${attempt.address} connected`;
    add('connect', `TCP ${target.port}`, attempt.connect, seenAt, details.connectDetails(attempt.connect, attempt.address, target.port));
    if (target.transport === 'starttls')
      add('startTls', 'StartTLS', attempt.startTls, resultOf.startTls(attempt.startTls), details.startTlsDetails(attempt.startTls));
    add('handshake', 'TLS', attempt.handshake, resultOf.handshake(attempt.handshake), details.handshakeDetails(attempt.handshake));
    const beforeCertificate = stopped;
    if (attempt.certificate.status === 'ok') stopped = false;
    add(
      'certificate',
      'Certificate',
      attempt.certificate,
      resultOf.certificate(attempt.certificate),
      details.certificateDetails(attempt.certificate),
    );
    stopped ||= beforeCertificate;
    const rootDse = attempt.directory.status === 'ok' ? attempt.directory.data.rootDse : null;
    add(
      'directory',
      'rootDSE',
      attempt.directory,
      resultOf.directory(attempt.directory),
      details.directoryDetails(attempt.directory),
      rootDse,
    );
    add('bind', 'Bind', attempt.bind, resultOf.bind(attempt.bind), details.bindDetails(attempt.bind));
    const look = attempt.secondLook;
    if (look.status !== 'skipped') {
      const plain = look.status === 'ok' ? (look.data.plainPort?.rootDse ?? null) : null;
      add('secondLook', 'Second look', look, 'further connections to tell look-alikes apart', details.secondLookDetails(look), plain);
    }
  } else {
    const unreached: [StageName, string][] = [
      ['connect', `TCP ${target.port}`],
      ['handshake', 'TLS'],
      ['certificate', 'Certificate'],
      ['directory', 'rootDSE'],
    ];
    for (const [name, label] of unreached) add(name, label, { status: 'skipped', because: 'no address to connect to' }, null, []);
  }
  return { address: attempt?.address ?? null, rows, totalMs: elapsed };
}

/** The stages of a probe as rows, one set per address tried; a single set without an address when the name did not resolve. */
export function stageRows(evidence: Evidence, findings: readonly StageFinding[]): AttemptRows[] {
  if (evidence.attempts.length === 0) return [build(evidence, null, findings)];
  return evidence.attempts.map((attempt) =>
    build(
      evidence,
      attempt,
      findings.filter((finding) => finding.addresses.length === 0 || finding.addresses.includes(attempt.address)),
    ),
  );
}
