import { article } from '../article/texts/registered-host-not-in-dns.ts';
import { list } from '../reading/wording.ts';
import type { FleetRule } from '../rule.ts';

/** A registered domain controller that a discovery did not find in DNS. */
export type LostController = {
  name: string;
  domain: string;
  /** One sentence: where it was looked for in vain. */
  because: string;
  /** DNS servers that were asked. */
  resolvers: readonly string[];
  /** Nothing failed and nothing was left out. */
  lookedWhole: boolean;
};

/** 602: a registered domain controller is in no SRV record of its domain. */
export const registeredHostNotInDns: FleetRule<LostController> = {
  id: 'registered-host-not-in-dns',
  no: 602,
  stage: 'fleet',
  scope: 'fleet',
  severities: ['warning'],
  profiles: ['ad-ds', 'entra-ds'],
  title: 'A registered domain controller is not in DNS',
  check({ name, domain, because, resolvers, lookedWhole }) {
    if (!lookedWhole) return null;
    return {
      summary: `${name} is in no SRV record of ${domain}: clients do not find it as a domain controller.`,
      facts: { host: name, domain, resolvers: [...resolvers] },
      observations: [
        { label: 'SRV records of the domain', seen: because, healthy: `name ${name}` },
        { label: 'DNS servers asked', seen: list([...resolvers], 6) || 'those of this machine', healthy: 'those of the domain' },
      ],
    };
  },
  article,
};
