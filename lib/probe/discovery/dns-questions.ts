import type { Deadline } from '../deadline.ts';
import { type ResolveOptions, resolveName } from '../stages/resolve.ts';
import { askServices, type ServiceAnswer, type ServiceRecord } from './ask-srv.ts';
import { eachAtOnce } from './at-once.ts';
import { discoveryLimits } from './limits.ts';
import type { DiscoveryQuestion } from './record.ts';
import type { ServerList } from './server-list.ts';

/** The questions of one discovery to DNS: their answers go into the list of servers, and each question is kept. */
export type DnsQuestions = {
  questions: DiscoveryQuestion[];
  /** DNS servers that were asked. */
  resolvers(): string[];
  /** The domain's controllers, and which of them is the primary. True when DNS named any. */
  askDomain(domain: string): Promise<boolean>;
  /** Controllers of the domain that serve a site; read-only ones are named nowhere else. */
  askSite(domain: string, site: string): Promise<void>;
  /** Names that the forest's global catalogs are found by; null when DNS does not tell. */
  askGlobalCatalogs(forestRoot: string): Promise<string[] | null>;
  /** Addresses of every server that has none yet. */
  findAddresses(): Promise<void>;
};

type DnsOptions = { resolvers: readonly string[]; hostsFile?: string | null };

export function createDnsQuestions(servers: ServerList, options: DnsOptions, deadline: Deadline): DnsQuestions {
  const questions: DiscoveryQuestion[] = [];
  const asked = new Set<string>();
  const addressed = new Set<string>();

  const ask = async (question: Pick<DiscoveryQuestion, 'name' | 'purpose' | 'domain' | 'site'>): Promise<ServiceRecord[] | null> => {
    const answer = await askServices(question.name, options.resolvers, deadline);
    for (const resolver of answer.resolvers) asked.add(resolver);
    questions.push({ ...question, ...outcomeOf(answer) });
    return answer.status === 'ok' ? answer.records : null;
  };

  return {
    questions,
    resolvers: () => [...asked],
    async askDomain(domain) {
      const [controllers, primary] = await Promise.all([
        ask({ name: `_ldap._tcp.dc._msdcs.${domain}`, purpose: 'domain-controllers', domain, site: null }),
        ask({ name: `_ldap._tcp.pdc._msdcs.${domain}`, purpose: 'primary', domain, site: null }),
      ]);
      for (const { target } of controllers ?? []) {
        const server = servers.find(target, 'dns', domain);
        if (server !== null) server.inDns = true;
      }
      if (primary !== null) {
        const names = new Set(primary.map(({ target }) => servers.known(target)?.name));
        for (const server of servers.all()) if (server.domain === domain) server.primary = names.has(server.name);
      }
      return (controllers ?? []).length > 0;
    },
    async askSite(domain, site) {
      const records = await ask({ name: `_ldap._tcp.${site}._sites.dc._msdcs.${domain}`, purpose: 'site', domain, site });
      for (const { target } of records ?? []) {
        const server = servers.find(target, 'dns', domain);
        if (server === null) continue;
        server.inDns = true;
        if (!server.servesSites.includes(site)) server.servesSites.push(site);
      }
    },
    async askGlobalCatalogs(forestRoot) {
      const [gc, ldap] = await Promise.all([
        ask({ name: `_gc._tcp.${forestRoot}`, purpose: 'global-catalogs', domain: forestRoot, site: null }),
        ask({ name: `_ldap._tcp.gc._msdcs.${forestRoot}`, purpose: 'global-catalogs', domain: forestRoot, site: null }),
      ]);
      return gc === null && ldap === null ? null : [...(gc ?? []), ...(ldap ?? [])].map(({ target }) => target);
    },
    async findAddresses() {
      const waiting = servers.all().filter(({ name }) => !addressed.has(name));
      const choice: ResolveOptions = {
        resolverFile: null,
        ...(options.resolvers.length > 0 ? { resolvers: options.resolvers } : {}),
        ...(options.hostsFile === undefined ? {} : { hostsFile: options.hostsFile }),
      };
      await eachAtOnce(waiting, discoveryLimits.questionsAtOnce, async (server) => {
        addressed.add(server.name);
        const resolved = await resolveName(server.name, choice, deadline, discoveryLimits.questionMs);
        if (resolved.status === 'ok') server.addresses = resolved.data.addresses.map(({ address }) => address);
        else server.addressFailure = resolved.status === 'failed' ? resolved.code : resolved.because;
      });
    },
  };
}

function outcomeOf(answer: ServiceAnswer): Pick<DiscoveryQuestion, 'failure' | 'recordCount' | 'leftOutCount'> {
  if (answer.status === 'ok') return { failure: null, recordCount: answer.recordCount, leftOutCount: answer.leftOutCount };
  return { failure: { code: answer.code, message: answer.message }, recordCount: 0, leftOutCount: 0 };
}
