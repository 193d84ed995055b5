import { demoDomains } from '../../fleet/demo/marks.ts';
import type { DemoHost } from '../demo-host.ts';
import { certificateHosts } from './certificate-hosts.ts';
import { directoryHosts } from './directory-hosts.ts';
import { doorHosts } from './door-hosts.ts';
import { healthyHosts } from './healthy-hosts.ts';
import { managedDomainHosts } from './managed-domain-hosts.ts';

/** Every simulated server, in the order of their addresses. */
export const demoHosts: readonly DemoHost[] = [
  ...healthyHosts,
  ...doorHosts,
  ...certificateHosts,
  ...directoryHosts,
  ...managedDomainHosts,
];

/** Named by the SRV records, and registered by nobody. */
export const unregisteredController = 'dc-nyc-99.corp.example';

/** What the fleet as a whole shows beside the hosts, with what shows it. */
export const shownByFleet: Readonly<Record<string, string>> = { 'domain-controller-not-registered': unregisteredController };

/** The domain that a name lies in. */
export const domainOfName = (name: string): (typeof demoDomains)[number] | null => {
  const rest = name.slice(name.indexOf('.') + 1);
  return demoDomains.find((domain) => domain === rest) ?? null;
};
