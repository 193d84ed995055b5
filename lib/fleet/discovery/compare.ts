import type { DiscoveredServer, DiscoveryRecord } from '../../probe/discovery/record.ts';
import { customaryTransport } from '../host-list.ts';
import {
  type ComparedServer,
  type DiscoveryComparison,
  type DiscoveryConflict,
  type GoneHost,
  lookupWords,
  type RegisteredController,
} from './views.ts';

/**
 * What was found beside what is registered. Pure. Registered domain controllers are gone only from domains that were looked at whole: a
 * look that failed or left something out says nothing of what it did not see.
 */
export function compareDiscovery(record: DiscoveryRecord, registered: readonly RegisteredController[]): DiscoveryComparison {
  const hostByName = new Map(registered.map((host) => [host.name, host]));
  const found = new Set(record.servers.map(({ name }) => name));
  const hostsAt = new Map<string, string[]>();
  for (const { name, addresses, standsForDomain } of registered) {
    if (standsForDomain) continue;
    for (const address of addresses) hostsAt.set(address, [...(hostsAt.get(address) ?? []), name]);
  }
  const servers = record.servers.map((server): ComparedServer => {
    const host = hostByName.get(server.name);
    return {
      ...server,
      standing: host === undefined ? 'new' : 'known',
      conflicts: [...conflictsOfServer(server, hostsAt, found), ...(host === undefined ? [] : conflictsOfHost(server, host))],
      registeredPorts: host?.doors.map(({ port }) => port) ?? [],
    };
  });
  return { servers, gone: goneFrom(record, registered) };
}

function conflictsOfServer(
  server: DiscoveredServer,
  hostsAt: ReadonlyMap<string, readonly string[]>,
  found: ReadonlySet<string>,
): DiscoveryConflict[] {
  const conflicts: DiscoveryConflict[] = [];
  const others = new Map<string, string>();
  for (const address of server.addresses)
    for (const name of hostsAt.get(address) ?? []) if (name !== server.name && !found.has(name)) others.set(name, address);
  for (const [name, address] of [...others].slice(0, 3))
    conflicts.push({ code: 'address-of-other-host', words: `Its address ${address} is that of the registered host ${name}.` });
  if (server.inDns && server.inDirectory === false)
    conflicts.push({ code: 'not-in-directory', words: 'DNS names it, but the directory has no such domain controller.' });
  if (!server.inDns && server.inDirectory === true)
    conflicts.push({ code: 'not-in-dns', words: 'The directory has it, but no SRV record names it: clients do not find it.' });
  if (server.addresses.length === 0) {
    const { addressFailure } = server;
    const why = addressFailure === null ? 'not looked up' : (lookupWords[addressFailure] ?? addressFailure);
    conflicts.push({ code: 'no-address', words: `Its name leads to no address: ${why}.` });
  }
  return conflicts;
}

function conflictsOfHost(server: DiscoveredServer, host: RegisteredController): DiscoveryConflict[] {
  const conflicts: DiscoveryConflict[] = [];
  const site = host.site === '' ? host.siteDetected : host.site;
  if (server.site !== null && site !== '' && site.toLowerCase() !== server.site.toLowerCase())
    conflicts.push({ code: 'other-site', words: `It is registered in the site ${site}, and was found in ${server.site}.` });
  if (host.domain !== null && host.domain !== server.domain)
    conflicts.push({ code: 'other-domain', words: `It is registered in the domain ${host.domain}, and was found in ${server.domain}.` });
  for (const { port, transport } of host.doors) {
    const custom = customaryTransport(port);
    if (custom !== null && custom !== transport)
      conflicts.push({
        code: 'other-transport',
        words: `Its port ${port} is registered as ${transport === 'ldaps' ? 'LDAPS' : 'StartTLS'}, which is not what it speaks by custom.`,
      });
  }
  return conflicts;
}

function goneFrom(record: DiscoveryRecord, registered: readonly RegisteredController[]): GoneHost[] {
  const whole = new Set(record.domains.filter(({ incompleteBecause }) => incompleteBecause === null).map(({ name }) => name));
  const servers = new Map(record.servers.map((server) => [server.name, server]));
  return registered.flatMap(({ name, domain, site, siteDetected, isController, standsForDomain }) => {
    if (domain === null || !whole.has(domain) || !isController || standsForDomain) return [];
    const server = servers.get(name);
    if (server?.inDns === true) return [];
    const because =
      server === undefined
        ? `No SRV record of ${domain} names it${record.directory.status === 'read' ? ', and the directory does not know it' : ''}.`
        : `The directory has it, but no SRV record of ${domain} names it.`;
    return [{ name, domain, site: site === '' ? siteDetected : site, because }];
  });
}
