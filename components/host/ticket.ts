import { stageRows } from '#components/evidence/stage-rows.ts';
import { stateLabels } from '#components/status/state-words.ts';
import type { HostView } from '#lib/checks/read/views.ts';
import { isAccepted } from '#lib/diagnosis/waivers.ts';

/** What a ticket needs beside the host itself. */
export type TicketExtras = {
  /** Whole address of the host's page. */
  link: string;
  /** Whole address of the page that explains the cause; null when there is none. */
  why: string | null;
  /** The first way to mend it, by its title; null when there is none. */
  resolve: string | null;
  /** A command that shows the fault (or its mending); null when there is none. */
  verify: string | null;
};

const utc = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;

/** Backslash before what Markdown would take for markup; text of a server never becomes a heading, a link or HTML. */
const markdown = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll(/([\\`*_[\]<>|#])/g, '\\$1');

/** Text as inline code, whatever back-ticks it holds (CommonMark section 6.1). */
function inlineCode(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const pad = runs.length > 0 ? ' ' : '';
  return `${fence}${pad}${text.replaceAll(/\s+/g, ' ')}${pad}${fence}`;
}

function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text.trim()}\n${fence}`;
}

/** A host's trouble as Markdown, ready to be pasted into a ticket. */
export function buildTicket(view: HostView, { link, why, resolve, verify }: TicketExtras): string {
  const { door, findings } = view;
  const [lead, ...others] = findings.filter((finding) => !isAccepted(finding));
  const lines = [`## ${stateLabels[door.state]}: ${markdown(view.name)}:${door.target.port}${lead ? `, ${markdown(lead.title)}` : ''}`, ''];
  lines.push(
    `- **Host:** ${inlineCode(`${view.name}:${door.target.port}`)} (${door.target.transport === 'ldaps' ? 'LDAPS' : 'LDAP with StartTLS'})`,
  );
  if (view.site) lines.push(`- **Site:** ${markdown(view.site)}`);
  if (view.domain) lines.push(`- **Domain:** ${markdown(view.domain)}`);
  lines.push(`- **State:** ${stateLabels[door.state]}${door.since ? ` since ${utc(door.since)}` : ''}`);
  lines.push(
    `- **Last checked:** ${view.evidenceAt ? utc(view.evidenceAt) : 'never'}${view.evidence ? ` from ${markdown(view.evidence.location)}` : ''}`,
  );
  if (view.paused)
    lines.push(`- **Paused:** since ${utc(view.paused.since)}${view.paused.reason ? `, ${markdown(view.paused.reason)}` : ''}`);
  if (lead)
    lines.push(
      `- **Cause ${lead.no}:** ${markdown(lead.title)} (${lead.severity}, confidence ${lead.confidence}). ${markdown(lead.summary)}`,
    );
  if (others.length > 0) lines.push(`- **Also found:** ${others.map((finding) => `${finding.no} ${markdown(finding.title)}`).join('; ')}`);
  for (const { no, title, waiver } of findings)
    if (waiver)
      lines.push(
        `- **Accepted:** ${no} ${markdown(title)}, by ${markdown(waiver.by)} until ${utc(waiver.until)}: ${markdown(waiver.reason)}`,
      );
  if (view.unknownBecause) lines.push(`- **Not judged because:** ${markdown(view.unknownBecause)}`);
  if (lead && lead.observations.length > 0) {
    lines.push('', '### Evidence', '', '| What | Seen | A healthy server shows |', '| --- | --- | --- |');
    for (const { label, seen, healthy } of lead.observations)
      lines.push(`| ${markdown(label)} | ${markdown(seen)} | ${markdown(healthy)} |`);
  }
  if (view.evidence) {
    lines.push('', '### Stages', '');
    for (const { address, rows } of stageRows(view.evidence, findings)) {
      if (address && view.evidence.attempts.length > 1) lines.push(`Address ${inlineCode(address)}:`, '');
      for (const row of rows) {
        const time = row.ms === null ? '' : ` (${Math.round(row.ms)} ms)`;
        lines.push(`- ${row.label}: ${row.status.replace('-', ' ')}${row.result ? `, ${markdown(row.result)}` : ''}${time}`);
      }
      lines.push('');
    }
    lines.pop();
  }
  if (why) lines.push('', '### Resolve', '', `${resolve ? `${markdown(resolve)}: ` : ''}every step stands at ${why}`);
  if (verify) lines.push('', '### Verify', '', fenced(verify));
  lines.push('', link, '');
  return lines.join('\n');
}
