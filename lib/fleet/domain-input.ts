import { isIP } from 'node:net';
import { z } from 'zod';
import { normaliseHostName } from './host-name.ts';

/** A DNS domain in its one spelling: lower case, no dot at its end, A-labels (RFC 1123, RFC 5890). */
export const domainName = z
  .string('Name the domain, such as corp.example.')
  .trim()
  .transform((text, context) => {
    if (text === '') {
      context.addIssue('Name the domain, such as corp.example.');
      return z.NEVER;
    }
    if (isIP(text.replace(/^\[|\]$/g, '')) !== 0) {
      context.addIssue(`${text} is an address. Name the domain, such as corp.example.`);
      return z.NEVER;
    }
    const named = normaliseHostName(text);
    if (named.ok) return named.name;
    context.addIssue(named.message.replaceAll('host name', 'domain name').replaceAll('dc01.corp.example', 'corp.example'));
    return z.NEVER;
  });

const resolversMax = 8;
const dnsPort = 53;

const listOfServers = z.union(
  [z.string().transform((text) => text.split(/[\s,;]+/).filter(Boolean)), z.array(z.string().trim())],
  'The DNS servers are a list.',
);

function serversOf(list: readonly string[], context: z.RefinementCtx): string[] {
  const servers = new Set<string>();
  for (const text of list) {
    const server = resolverOf(text);
    if (server !== null) servers.add(server);
    else
      context.addIssue(
        `${JSON.stringify(text.slice(0, 80))} is not a DNS server: write an address, as in 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:53.`,
      );
  }
  if (servers.size > resolversMax) context.addIssue(`At most ${resolversMax} DNS servers can be asked.`);
  return [...servers];
}

/**
 * DNS servers as address or address:port, as text with commas, blanks or lines between them, or as a list; each once, in its one spelling,
 * which leaves out the usual port.
 */
export const dnsServers = listOfServers.transform(serversOf);
/** The same, and none where they are left out. */
export const resolverList = listOfServers.default([]).transform(serversOf);

function resolverOf(text: string): string | null {
  const groups = /^(?:\[(?<six>[^\]]+)\]|(?<bare>[^[\]]*?))(?::(?<port>\d{1,5}))?$/.exec(text)?.groups;
  const whole = isIP(text) !== 0 ? text : null;
  const address = whole ?? groups?.six ?? groups?.bare ?? '';
  const port = whole === null ? (groups?.port ?? null) : null;
  if (isIP(address) === 0 || address.includes('%')) return null;
  if (port !== null && (Number(port) < 1 || Number(port) > 65_535)) return null;
  const named = normaliseHostName(address);
  if (!named.ok) return null;
  return port === null || Number(port) === dnsPort
    ? named.name
    : `${named.name.includes(':') ? `[${named.name}]` : named.name}:${Number(port)}`;
}
