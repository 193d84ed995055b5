import { article } from '../article/texts/domain-controller-not-registered.ts';
import { list } from '../reading/wording.ts';
import type { FleetRule } from '../rule.ts';

/** A domain controller that a discovery found, beside the registration. */
export type FoundController = {
  name: string;
  domain: string;
  /** Null when nothing told. */
  site: string | null;
  addresses: readonly string[];
  /** An SRV record names it. */
  inDns: boolean;
  /** The directory has it; null when the directory was not read. */
  inDirectory: boolean | null;
  registered: boolean;
};

/** 601: DNS or the directory names a domain controller that nobody watches. */
export const domainControllerNotRegistered: FleetRule<FoundController> = {
  id: 'domain-controller-not-registered',
  no: 601,
  stage: 'fleet',
  scope: 'fleet',
  severities: ['warning'],
  profiles: ['ad-ds', 'entra-ds'],
  title: 'A domain controller is not registered',
  check({ name, domain, site, addresses, inDns, inDirectory, registered }) {
    if (registered || (!inDns && inDirectory !== true)) return null;
    const namedBy = inDns && inDirectory === true ? 'DNS and the directory name' : inDns ? 'DNS names' : 'The directory names';
    const place = site === null ? '' : ` in the site ${site}`;
    return {
      // A record that the directory does not confirm may have been left behind.
      confidence: inDns && inDirectory === false ? 'medium' : 'certain',
      summary: `${namedBy} ${name}${place} as a domain controller of ${domain}, and it is not registered.`,
      facts: { server: name, domain, site, addresses: [...addresses], inDns, inDirectory },
      observations: [
        { label: 'SRV records', seen: inDns ? `name ${name}` : 'do not name it', healthy: 'name registered servers' },
        {
          label: 'Directory',
          seen: inDirectory === null ? 'was not read' : inDirectory ? 'has it' : 'does not have it',
          healthy: 'agrees with DNS',
        },
        { label: 'Addresses', seen: list([...addresses], 6) || 'none', healthy: 'those of a registered host' },
      ],
    };
  },
  article,
};
