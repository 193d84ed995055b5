import { afterAll, beforeAll, expect, it } from 'vitest';
import { now } from '../clock.ts';
import { startTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { createAuthority } from '../simulation/certificate-factory.ts';
import { startLdapServer } from '../simulation/ldap-server.ts';
import { ensureCheckPartitions } from './partitions.ts';
import { readHost } from './read/read-host.ts';
import { runCheck } from './run-check.ts';
import { checkContext } from './testing/check-context.ts';
import { makeEndpoint, makeLocation, mustClaim } from './testing/fleet.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await startTestDatabase();
});
afterAll(() => test.stop());

it('a host that LDAPS is not intended on is left alone: healthy, without a certificate that could expire', async () => {
  const authority = await createAuthority();
  const leaf = await authority.issue({ subject: 'CN=dc1.corp.test', dnsNames: ['dc1.corp.test'] });
  let connections = 0;
  const onRequest = () => {
    connections += 1;
    return undefined;
  };
  const server = await startLdapServer({ tls: { cert: leaf.chainPem, key: leaf.keyPem }, hostName: 'dc1.corp.test', onRequest });
  try {
    await ensureCheckPartitions(test.db, now());
    const location = await makeLocation(test.db, 'here', now());
    const door = await makeEndpoint(test.db, { name: 'dc1.corp.test', port: server.port, address: server.address, now: now() });
    await test.db.endpointState.create({ data: { endpointId: door.endpointId, locationId: location.id, nextDueAt: now() } });
    const context = checkContext(test.db, { location: location.name, authorityPem: authority.certificate.pem });
    const check = async () => runCheck(context, await mustClaim(test.db, door.endpointId, location.id));
    const view = () => readHost(test.db, { name: 'dc1.corp.test', port: null, now: now() });
    expect(await check()).toEqual({ status: 'saved', verdict: 'healthy' });
    expect((await view())?.door.expiresAt).not.toBeNull();
    const seen = connections;

    await test.db.host.update({ where: { id: door.hostId }, data: { ldapsIntended: false } });
    expect(await check()).toEqual({ status: 'saved', verdict: 'healthy' });
    expect(connections).toBe(seen);
    const shown = await view();
    expect(shown?.evidence).toMatchObject({ resolve: { status: 'skipped', because: 'LDAPS is not intended on this host' }, attempts: [] });
    expect(shown?.door).toMatchObject({ state: 'healthy', leafSha256: null, expiresAt: null });
    expect(shown?.subject.ldapsIntended).toBe(false);
    const { evidenceId, lastGoodEvidenceId } = await test.db.endpointState.findFirstOrThrow();
    expect(lastGoodEvidenceId).not.toBe(evidenceId);
  } finally {
    await server.stop();
  }
});
