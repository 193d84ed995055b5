import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { now } from '../clock.ts';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { createAuthority } from '../simulation/certificate-factory.ts';
import { type SimulatedDnsServer, startDnsServer } from '../simulation/dns-server.ts';
import { startLdapServer } from '../simulation/ldap-server.ts';
import type { SimulatedServer } from '../simulation/listener.ts';
import { claimDeepScan } from './claim-deep-scan.ts';
import { ensureCheckPartitions } from './partitions.ts';
import { runCheck } from './run-check.ts';
import { checkContext } from './testing/check-context.ts';
import { makeEndpoint, makeLocation, mustClaim, type TestEndpoint } from './testing/fleet.ts';

let test: TestDatabase;
let server: SimulatedServer;
let inside: SimulatedDnsServer;
let usual: SimulatedDnsServer;
let endpoint: TestEndpoint;

beforeAll(async () => {
  test = await startTestDatabase();
  await ensureCheckPartitions(test.db, now());
  const leaf = await (await createAuthority()).issue({ subject: 'CN=dc01.corp.test', dnsNames: ['dc01.corp.test'] });
  server = await startLdapServer({ tls: { cert: leaf.chainPem, key: leaf.keyPem }, hostName: 'dc01.corp.test' });
  inside = await startDnsServer({ 'dc01.corp.test': { A: [server.address] } });
  usual = await startDnsServer({});
});
afterAll(async () => {
  await Promise.all([server.stop(), inside.stop(), usual.stop()]);
  await test.stop();
});
beforeEach(async () => {
  await test.db.$executeRaw`TRUNCATE hosts, domains, locations CASCADE`;
  const domain = await test.db.domain.create({ data: { name: 'corp.test', resolvers: [inside.resolver] } });
  endpoint = await makeEndpoint(test.db, { name: 'dc01.corp.test', port: server.port, now: now() });
  await test.db.host.updateMany({ data: { domainId: domain.id } });
});

async function look(reach: 'inside' | 'outside') {
  const location = await makeLocation(test.db, 'berlin', now());
  await test.db.location.update({ where: { id: location.id }, data: { reach } });
  await test.db.endpointState.create({ data: { endpointId: endpoint.endpointId, locationId: location.id, nextDueAt: now() } });
  const context = { ...checkContext(test.db, { location: 'berlin' }), resolvers: [usual.resolver] };
  await runCheck(context, await mustClaim(test.db, endpoint.endpointId, location.id));
  const scan = await claimDeepScan(test.db, { endpointId: endpoint.endpointId, locationId: location.id });
  const state = await test.db.endpointState.findFirstOrThrow();
  return { addresses: state.addresses, cause: state.rootCauseId, scanned: scan.status === 'claimed' ? scan.scan.resolvers : null };
}

it('asks the resolvers of the domain rather than those of the worker', async () => {
  expect(await look('inside')).toMatchObject({ addresses: [server.address], scanned: [inside.resolver] });
});

it('asks the resolvers of the worker where it looks from outside', async () => {
  expect(await look('outside')).toMatchObject({ addresses: [], cause: 'name-not-found', scanned: [] });
});
