import type { TicketExtras } from '#components/host/ticket.ts';
import type { HostView } from '#lib/checks/read/views.ts';
import { settings } from '#lib/config/env.ts';
import { fill, fillArticle } from '#lib/diagnosis/article/fill.ts';
import { rules } from '#lib/diagnosis/rules/index.ts';
import { leadingFinding } from '#lib/diagnosis/waivers.ts';
import { paths } from '#lib/paths.ts';

const usual = {
  ldaps: 'openssl s_client -connect {hostPort} -servername {host} -verify_hostname {host} -showcerts </dev/null',
  starttls: 'openssl s_client -connect {hostPort} -starttls ldap -servername {host} -verify_hostname {host} -showcerts </dev/null',
};

/** A command that shows what is wrong with the leading finding, or how the door stands when nothing is. */
function verifyCommand({ findings, door }: HostView): string {
  const lead = leadingFinding(findings);
  const target = { ...door.target, address: lead?.addresses[0] ?? null };
  const article = rules.find((rule) => rule.id === lead?.id)?.article;
  const ways = article ? fillArticle(article, target).verify.filter((way) => way.command !== null) : [];
  const chosen = ways.find((way) => way.tool === 'openssl') ?? ways[0];
  return chosen?.command?.text ?? fill(usual[door.target.transport], target);
}

/** The title of the first way to mend the leading finding on this kind of server; null when nothing is to mend. */
function firstResolution({ findings, profile }: HostView): string | null {
  const article = rules.find((rule) => rule.id === leadingFinding(findings)?.id)?.article;
  const ways = article?.resolve ?? [];
  return (ways.find(({ profiles }) => profile !== null && profiles.includes(profile)) ?? ways[0])?.title ?? null;
}

const whole = (path: string): string => new URL(path, settings().baseUrl).href;

/** What a ticket takes along beside the host: where to read on, how to mend it, and a command that proves it. */
export function ticketExtras(view: HostView): TicketExtras {
  const lead = leadingFinding(view.findings);
  const { port } = view.door.target;
  return {
    link: whole(paths.host(view.name, port)),
    why: lead ? whole(paths.why(view.name, port, lead.id)) : null,
    resolve: lead ? firstResolution(view) : null,
    verify: verifyCommand(view),
  };
}
