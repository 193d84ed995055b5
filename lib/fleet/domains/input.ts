import { isIPv4, isIPv6 } from 'node:net';
import { z } from 'zod';
import { normaliseHostName } from '../host-name.ts';

const resolversMax = 8;
const dnsPort = 53;
const allowed = 'an address such as 10.0.0.1 or 2001:db8::1, with another port as 10.0.0.1:5353 or [2001:db8::1]:5353';

/** The one spelling of a DNS server; null for what is none. */
function normaliseResolver(text: string): string | null {
  const match = /^(?:\[(?<bracketed>[^\]]+)\]|(?<plain>[^:[\]]+))(?::(?<port>\d{1,5}))?$/.exec(text);
  const address = match?.groups?.bracketed ?? match?.groups?.plain ?? text;
  const port = match?.groups?.port === undefined ? dnsPort : Number(match.groups.port);
  if (port < 1 || port > 65_535 || (!isIPv4(address) && !isIPv6(address))) return null;
  const normalised = normaliseHostName(address);
  if (!normalised.ok) return null;
  if (port === dnsPort) return normalised.name;
  return isIPv6(normalised.name) ? `[${normalised.name}]:${port}` : `${normalised.name}:${port}`;
}

/** DNS servers, as a list or as text with commas, spaces or lines between them; in their one spelling, each once, in the order given. */
export const resolvers = z
  .union([z.string().transform((text) => text.split(/[\s,;]+/).filter(Boolean)), z.array(z.string().trim())], 'The resolvers are a list.')
  .transform((list, context) => {
    const servers = new Set<string>();
    for (const text of list) {
      const server = normaliseResolver(text);
      if (server === null) context.addIssue(`${JSON.stringify(text.slice(0, 80))} is not a DNS server: allowed is ${allowed}.`);
      else servers.add(server);
    }
    if (servers.size > resolversMax)
      context.addIssue(`A domain can have ${resolversMax} resolvers of each kind at most; these are ${servers.size}.`);
    return [...servers];
  });

/** The name of a DNS domain, in its one spelling. */
export const domainName = z.string().transform((text, context) => {
  const name = normaliseHostName(text.trim());
  if (name.ok && !isIPv4(name.name) && !isIPv6(name.name)) return name.name;
  context.addIssue(name.ok ? 'A domain has a name, such as corp.example, and not an address.' : name.message);
  return z.NEVER;
});
