import { discoveryLimits } from './limits.ts';
import type { DiscoveredServer, DiscoveryRecord } from './record.ts';

/** The one spelling of a host's name, or in words why a text is none. */
export type NameRule = (text: string) => { ok: true; name: string } | { ok: false; message: string };

/** Servers while they are being found, by name. A name is put in one domain, by whoever names it first. */
export type ServerList = {
  /** The server of that name, made when there is none yet; null when the text is no host name or there are too many servers. */
  find(text: string, where: 'dns' | 'directory', domain: string): DiscoveredServer | null;
  /** The server of that name when it is known. */
  known(text: string): DiscoveredServer | undefined;
  all(): DiscoveredServer[];
  oddNames: DiscoveryRecord['oddNames'];
  /** How many servers were left out because there were too many. */
  leftOutCount: number;
};

export function createServerList(nameRule: NameRule): ServerList {
  const servers = new Map<string, DiscoveredServer>();
  const odd = new Set<string>();
  const list: ServerList = {
    oddNames: [],
    leftOutCount: 0,
    find(text, where, domain) {
      const named = nameRule(text);
      if (!named.ok) {
        const key = `${where} ${text}`;
        if (!odd.has(key) && odd.size < discoveryLimits.oddNames) {
          odd.add(key);
          list.oddNames.push({ where, text, because: named.message });
        }
        return null;
      }
      const before = servers.get(named.name);
      if (before !== undefined) return before;
      if (servers.size >= discoveryLimits.servers) {
        list.leftOutCount += 1;
        return null;
      }
      const server: DiscoveredServer = {
        name: named.name,
        domain,
        site: null,
        servesSites: [],
        addresses: [],
        addressFailure: null,
        inDns: false,
        inDirectory: null,
        globalCatalog: null,
        readOnly: null,
        primary: null,
      };
      servers.set(named.name, server);
      return server;
    },
    known: (text) => {
      const named = nameRule(text);
      return named.ok ? servers.get(named.name) : undefined;
    },
    all: () => [...servers.values()].sort((a, b) => (a.domain + a.name < b.domain + b.name ? -1 : 1)),
  };
  return list;
}
