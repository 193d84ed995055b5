import type { Transaction } from '../../db/client.ts';
import { domainControllerNotRegistered } from '../../diagnosis/fleet-rules/domain-controller-not-registered.ts';
import { registeredHostNotInDns } from '../../diagnosis/fleet-rules/registered-host-not-in-dns.ts';
import type { DiscoveryRecord } from '../../probe/discovery/record.ts';
import { type FoundInFleet, reconcileFleetFindings } from '../findings/reconcile.ts';
import type { DiscoveryComparison } from './views.ts';

/**
 * Keeps 601 and 602 of one domain as a discovery found them. 602 is left as it is where the look left something out, and so are open
 * findings of 601 about servers that such a look did not see.
 */
export async function judgeRecord(
  tx: Transaction,
  { domain, record, comparison, now }: { domain: string; record: DiscoveryRecord; comparison: DiscoveryComparison; now: Date },
): Promise<void> {
  const looked = record.domains.find(({ name }) => name === domain);
  if (looked === undefined) return;
  const whole = looked.incompleteBecause === null;
  const missing = comparison.servers.filter((server) => server.domain === domain && server.standing === 'new');
  const found = missing.flatMap((server): FoundInFleet[] => {
    const discovery = domainControllerNotRegistered.check({
      name: server.name,
      domain,
      site: server.site,
      addresses: server.addresses,
      inDns: server.inDns,
      inDirectory: server.inDirectory,
      registered: false,
    });
    return discovery === null ? [] : [{ subject: server.name, domain, hosts: [], discovery }];
  });
  await reconcileFleetFindings(tx, { rule: domainControllerNotRegistered, domain, found, now, partial: !whole });
  if (!whole) return;
  const gone = comparison.gone.filter((host) => host.domain === domain);
  const lost = gone.flatMap(({ name, because }): FoundInFleet[] => {
    const discovery = registeredHostNotInDns.check({ name, domain, because, resolvers: record.resolvers, lookedWhole: whole });
    return discovery === null ? [] : [{ subject: name, domain, hosts: [name], discovery }];
  });
  await reconcileFleetFindings(tx, { rule: registeredHostNotInDns, domain, found: lost, now });
}

/**
 * Ends 601 of servers that are registered by now, 602 of hosts that are registered no more, and both of domains that no schedule
 * discovers, for nobody would end them there.
 */
export async function endSettledFindings(tx: Transaction): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM fleet_findings AS finding
    WHERE (finding.finding_id = ${domainControllerNotRegistered.id} AND EXISTS (SELECT 1 FROM hosts WHERE hosts.name = finding.subject))
      OR (finding.finding_id = ${registeredHostNotInDns.id} AND NOT EXISTS (SELECT 1 FROM hosts WHERE hosts.name = finding.subject))
      OR (finding.finding_id IN (${domainControllerNotRegistered.id}, ${registeredHostNotInDns.id})
        AND NOT EXISTS (SELECT 1 FROM domains WHERE domains.name = finding.domain AND domains.discovery <> 'off'))`;
}
