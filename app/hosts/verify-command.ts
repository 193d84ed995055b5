import type { HostView } from '#lib/checks/read/views.ts';
import { fill, fillArticle } from '#lib/diagnosis/article/fill.ts';
import { rules } from '#lib/diagnosis/rules/index.ts';

const usual = {
  ldaps: 'openssl s_client -connect {hostPort} -servername {host} -verify_hostname {host} -showcerts </dev/null',
  starttls: 'openssl s_client -connect {hostPort} -starttls ldap -servername {host} -verify_hostname {host} -showcerts </dev/null',
};

/** A command that shows what is wrong with the leading finding, or how the door stands when nothing is. */
export function verifyCommand({ findings, door }: HostView): string {
  const [lead] = findings;
  const target = { ...door.target, address: lead?.addresses[0] ?? null };
  const article = rules.find((rule) => rule.id === lead?.id)?.article;
  const ways = article ? fillArticle(article, target).verify.filter((way) => way.command !== null) : [];
  const chosen = ways.find((way) => way.tool === 'openssl') ?? ways[0];
  return chosen?.command?.text ?? fill(usual[door.target.transport], target);
}
