import { fillArticle } from '../../lib/diagnosis/article/fill.ts';
import { type Diagnosis, defaultExpiryWindows, type Finding } from '../../lib/diagnosis/rule.ts';
import { rules } from '../../lib/diagnosis/rules/index.ts';
import type { DeepScan } from '../../lib/probe/deep-scan/record.ts';
import type { Attempt, Evidence } from '../../lib/probe/evidence.ts';

const states = { critical: 'CRITICAL', warning: 'WARNING', healthy: 'OK', unknown: 'UNKNOWN' } as const;

/** Text of a server could break a line or forge performance data: line separators, control characters and bars become spaces. */
const oneLine = (text: string): string => text.replace(/[\p{C}\p{Zl}\p{Zp}|]+/gu, ' ').trim();

/** `forTerminal`: no monitoring system reads this, so bars may stand in commands. */
type ReportOptions = { deepScan?: DeepScan | null; forTerminal?: boolean };

/** A deep scan may lie between a probe and its judgement. */
const atOnceMs = 5 * 60_000;

/** What `port636 probe` prints for people and monitoring plugins: verdict line with performance data, stages, findings. */
export function humanReport(
  evidence: Evidence,
  diagnosis: Diagnosis,
  judgedAt: Date,
  { deepScan = null, forTerminal = false }: ReportOptions = {},
): string {
  const lines = [`${verdictLine(evidence, diagnosis)} | ${performanceData(evidence, judgedAt)}`, '', ...stageLines(evidence, diagnosis)];
  if (deepScan !== null) lines.push(deepScanLine(deepScan));
  if (Math.abs(judgedAt.getTime() - Date.parse(evidence.startedAt)) > atOnceMs)
    lines.push(`  Judged for ${minuteWords(judgedAt)}, with what was seen at ${minuteWords(new Date(evidence.startedAt))}.`);
  if (diagnosis.findings.length > 0)
    lines.push('', ...diagnosis.findings.flatMap((finding) => findingLines(finding, evidence, diagnosis, forTerminal)));
  for (const { id, message } of diagnosis.crashed)
    lines.push('', `The rule ${id} broke on this evidence (${oneLine(message)}); the others were judged.`);
  return `${lines.join('\n')}\n`;
}

const minuteWords = (time: Date): string => `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

function verdictLine(evidence: Evidence, diagnosis: Diagnosis): string {
  const { host, port, transport } = evidence.target;
  const place = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const first = diagnosis.findings[0];
  const what = diagnosis.unknownBecause ?? (first ? `${first.summary} (${first.no} ${first.id})` : 'nothing to complain about');
  const further = diagnosis.findings.length - (diagnosis.unknownBecause === null ? 1 : 0);
  const more = further > 0 ? `, and ${further} more` : '';
  return oneLine(
    `${transport === 'ldaps' ? 'LDAPS' : 'LDAP StartTLS'} ${states[diagnosis.verdict]} - ${what.startsWith(`${place} `) ? '' : `${place} `}${what}${more}`,
  );
}

/**
 * `cert`: seconds until the leaf expires, alerts below the windows. `time`: seconds of the whole probe. In the format of
 * https://www.monitoring-plugins.org/doc/guidelines.html#AEN201
 */
export function performanceData(evidence: Evidence, judgedAt: Date): string {
  const leaf = evidence.attempts.flatMap(({ certificate }) => (certificate.status === 'ok' ? certificate.data.sent.slice(0, 1) : []));
  const ends = leaf.map(({ notAfter }) => Date.parse(notAfter ?? '')).filter(Number.isFinite);
  const { warningDays, criticalDays } = defaultExpiryWindows;
  const certificate =
    ends.length === 0
      ? []
      : [`'cert'=${Math.floor((Math.min(...ends) - judgedAt.getTime()) / 1_000)}s;${warningDays * 86_400}:;${criticalDays * 86_400}:;;`];
  return [...certificate, `'time'=${(evidence.totalMs / 1_000).toFixed(3)}s;;;0;`].join(' ');
}

const stageTitles = [
  ['connect', 'TCP'],
  ['startTls', 'StartTLS'],
  ['handshake', 'TLS'],
  ['certificate', 'Certificate'],
  ['directory', 'rootDSE'],
  ['bind', 'Bind'],
  ['secondLook', 'Second look'],
] as const;

/** Stages that went well as such, and where a rule found something wrong with what was seen; as on the page of a host. */
function faultyStages(diagnosis: Diagnosis, address: string): Set<string> {
  const stageOf: Partial<Record<Finding['stage'], string>> = { certificate: 'certificate', ldap: 'directory' };
  const wrong = diagnosis.findings.filter(({ severity, addresses }) => severity !== 'notice' && addresses.includes(address));
  return new Set(wrong.flatMap(({ id, stage }) => (id.startsWith('bind-') ? [] : (stageOf[stage] ?? []))));
}

function stageLines(evidence: Evidence, diagnosis: Diagnosis): string[] {
  const { resolve } = evidence;
  const found = resolve.status === 'ok' ? resolve.data.addresses.map(({ address }) => address).join(', ') : '';
  const lines = [stageLine('DNS', resolve, resolve.status === 'ok' ? `${found} (${resolve.data.source})` : '')];
  for (const attempt of evidence.attempts) {
    if (evidence.attempts.length > 1) lines.push(`  ${attempt.address}`);
    for (const [key, title] of stageTitles) {
      const stage = attempt[key];
      if (stage.status !== 'skipped' || ['handshake', 'certificate', 'directory'].includes(key))
        lines.push(stageLine(title, stage, details(attempt, key), faultyStages(diagnosis, attempt.address).has(key)));
    }
  }
  if (evidence.timingsDoubtful)
    lines.push(`  The prober itself was busy (${Math.round(evidence.eventLoopLagMs)} ms): take the times with care.`);
  return lines;
}

type AnyStage =
  | { status: 'ok'; ms: number }
  | { status: 'failed'; ms: number; code: string; detail: { message: string } }
  | { status: 'skipped'; because: string };

function stageLine(title: string, stage: AnyStage, detail: string, isFaulty = false): string {
  const mark = { ok: isFaulty ? 'fault' : 'ok', failed: 'failed', skipped: 'not reached' }[stage.status];
  const time = stage.status === 'skipped' ? '' : `${stage.ms.toFixed(1)} ms`;
  const words = stage.status === 'ok' ? detail : stage.status === 'failed' ? `${stage.code}: ${stage.detail.message}` : stage.because;
  return `  ${title.padEnd(12)} ${mark.padEnd(11)} ${time.padStart(10)}  ${oneLine(words)}`.trimEnd();
}

/** What the deep scan came to; its findings stand among the others. */
function deepScanLine({ outcome, because, totalMs, versions, revocation, revocationAllowed, connections }: DeepScan): string {
  const offered = versions.flatMap(({ protocol, offered: answer }) => (answer === 'yes' ? [protocol] : []));
  const isAnswered = revocation.some(({ status }) => status !== 'unknown');
  const revoked =
    revocationAllowed || isAnswered || revocation.length === 0
      ? revocation.map(({ status }) => status).join(', ')
      : 'not asked (PORT636_REVOCATION=on allows it)';
  const words = [
    `offers ${offered.join(', ') || 'no version'}`,
    ...(revoked === '' ? [] : [`revocation ${revoked}`]),
    `${connections} connections`,
    ...(because === null ? [] : [because]),
  ];
  const mark = { complete: 'ok', partial: 'in part', 'not-reachable': 'not reached' }[outcome];
  return `  ${'Deep scan'.padEnd(12)} ${mark.padEnd(11)} ${`${totalMs.toFixed(1)} ms`.padStart(10)}  ${oneLine(words.join('; '))}`;
}

function details(attempt: Attempt, key: (typeof stageTitles)[number][0]): string {
  if (key === 'connect') return attempt.address;
  if (key === 'handshake' && attempt.handshake.status === 'ok')
    return `${attempt.handshake.data.protocol} ${attempt.handshake.data.cipher.standardName}`;
  if (key === 'certificate' && attempt.certificate.status === 'ok') {
    const leaf = attempt.certificate.data.sent[0];
    return leaf ? `${leaf.subject || leaf.dnsNames.join(', ')}, until ${leaf.notAfter ?? 'unknown'}` : '';
  }
  if (key === 'directory' && attempt.directory.status === 'ok') {
    return Object.entries(attempt.directory.data.rootDse).find(([name]) => name.toLowerCase() === 'dnshostname')?.[1][0] ?? 'answered';
  }
  if (key === 'bind' && attempt.bind.status === 'ok')
    return attempt.bind.data.authorizationId ?? 'accepted (the server does not answer Who am I?)';
  return '';
}

/** A command as it is typed; one with a bar is only told where nobody takes what follows the bar for performance data. */
function commandLines(text: string, forTerminal: boolean): string[] {
  if (text.includes('|') && !forTerminal) return ['    (The command has a pipe in it: run this in a terminal to see it.)'];
  return text.split('\n').map((line) => `    ${line.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trimEnd()}`);
}

function findingLines(finding: Finding, evidence: Evidence, diagnosis: Diagnosis, forTerminal: boolean): string[] {
  const rule = rules.find(({ id }) => id === finding.id);
  const article = rule && fillArticle(rule.article, evidence.target);
  const resolution = article?.resolve.find(({ profiles }) => profiles.includes(diagnosis.profile)) ?? article?.resolve[0];
  const sure = finding.confidence === 'certain' ? '' : ` (inferred, confidence ${finding.confidence})`;
  const first = resolution?.steps[0];
  return [
    oneLine(`${finding.severity.toUpperCase()} ${finding.no} ${finding.id}: ${finding.title}${sure}`),
    `  ${oneLine(finding.summary)}`,
    ...(resolution && first ? [`  To resolve: ${oneLine(resolution.title)}. Step 1: ${oneLine(first.text)}`] : []),
    ...(first?.commands?.slice(0, 1).flatMap(({ text }) => commandLines(text, forTerminal)) ?? []),
  ];
}
