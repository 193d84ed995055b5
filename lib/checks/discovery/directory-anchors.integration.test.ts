import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VerbContext } from '../../access/verb-context.ts';
import { now } from '../../clock.ts';
import { startTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts';
import { registerHosts } from '../../fleet/register-hosts.ts';
import { setBindAccount } from '../../fleet/set-bind-account.ts';
import { addTrustStore } from '../../fleet/trust/add-trust-store.ts';
import { readTrustSettings } from '../../fleet/trust/read-trust-settings.ts';
import { trustDirectoryAnchors } from '../../fleet/trust/trust-directory-anchors.ts';
import { type SambaDomainController, startSamba } from '../../probe/testing/real/samba.ts';
import { authorityObject, placeholder, publishAuthorities } from '../../probe/testing/real/samba-authorities.ts';
import { makeServerCertificates } from '../../probe/testing/real/server-faults.ts';
import { openWorkingQueue, type WorkingQueue } from '../../queue/queue.ts';
import { type Authority, createAuthority, type IssuedCertificate } from '../../simulation/certificate-factory.ts';
import { ensureCheckPartitions } from '../partitions.ts';
import { requestDiscovery } from '../request-discovery.ts';
import { runCheck } from '../run-check.ts';
import { checkContext, testBox } from '../testing/check-context.ts';
import { makeLocation, mustClaim } from '../testing/fleet.ts';
import { createTrustSource } from '../trust.ts';
import { type DiscoveryContext, runDiscovery } from './run-discovery.ts';

const domain = 'samba.test';
const host = 'dc1.samba.test';
const address = '127.0.63.4';
const dayMs = 86_400_000;

let test: TestDatabase;
let queue: WorkingQueue;
let samba: SambaDomainController;
let location: { id: number; name: string };
let context: DiscoveryContext & ReturnType<typeof checkContext>;
let verbs: VerbContext;
let account: { dn: string; password: string };
let domainId: number;
let endpointId: string;
/** An authority before and after the renewal of its key, the one below the renewed one, and one that has ended. */
let [before, renewed, issuing]: Authority[] = [];
let ended: IssuedCertificate;

const certificateOf = (authority: Authority | undefined): IssuedCertificate => {
  if (authority === undefined) throw new Error('The authorities are not made yet.');
  return authority.certificate;
};

beforeAll(async () => {
  test = await startTestDatabase();
  const fail = (error: unknown): void => {
    throw error;
  };
  queue = await openWorkingQueue(test.url, fail);
  await ensureCheckPartitions(test.db, now());
  location = await makeLocation(test.db, 'here', now());
  verbs = { db: test.db, now: now(), actor: 'ada' };
  const rootName = 'CN=Samba Root CA,DC=samba,DC=test';
  const [old, young] = [await createAuthority({ subject: rootName }), await createAuthority({ subject: rootName })];
  [before, renewed, issuing] = [old, young, await young.intermediate({ subject: 'CN=Samba Issuing CA,DC=samba,DC=test' })];
  const past = { notBefore: new Date(now().getTime() - 400 * dayMs), notAfter: new Date(now().getTime() - dayMs) };
  ended = (await createAuthority({ subject: 'CN=Ended\\, Root CA', ...past })).certificate;

  samba = await startSamba({ address, certificate: (await makeServerCertificates(host, old)).healthy, dns: true });
  account = await samba.addAccount('reader', 'Re4der!pass');
  await publishAuthorities(samba, {
    rootPem: old.certificate.pem,
    objects: {
      [authorityObject.root('Samba Root CA')]: [old.certificate.der, young.certificate.der],
      [authorityObject.root('Ended\\, Root CA')]: [ended.der],
      [authorityObject.root('Broken')]: [Buffer.from('no certificate at all')],
      [authorityObject.ntAuth]: [issuing.certificate.der, young.certificate.der],
      [authorityObject.aia('Samba Root CA')]: [placeholder],
      [authorityObject.aia('Samba Issuing CA')]: [issuing.certificate.der],
    },
  });

  await registerHosts(verbs, { lines: host });
  domainId = (await test.db.domain.findUniqueOrThrow({ where: { name: domain } })).id;
  endpointId = (await test.db.endpoint.findFirstOrThrow({ where: { port: 636 } })).id;
  await addTrustStore(verbs, { name: 'Known before', domainId, certificates: old.certificate.pem });
  const trust = createTrustSource(test.db, { trustBundle: null, systemAnchors: false }, fail, { askAgainAfterMs: 0 });
  context = { ...checkContext(test.db, { location: location.name, trust }), resolvers: [samba.resolver], key: () => testBox };
}, 300_000);
// A worker that was not heard of for a minute is given nothing to do, and setting the domain up may take longer.
beforeEach(async () => {
  await test.db.location.update({ where: { id: location.id }, data: { lastSeenAt: now() } });
});
afterAll(async () => {
  await samba?.stop();
  await queue?.stop();
  await test?.stop();
});

/** Has a worker discover the domain. Returns what it says of the directory. */
async function discover(given: 'none' | 'stored') {
  const { runId } = await requestDiscovery({ ...verbs, now: now() }, { domain, account: given }, { queue, box: () => testBox });
  expect(await runDiscovery(context, runId)).toBe('done');
  const { record } = await test.db.discoveryRun.findUniqueOrThrow({ where: { id: runId } });
  return (record as { directory: unknown }).directory;
}
const settings = () => readTrustSettings(test.db, { domain, now: now() });
/** Checks the door at once. Returns its verdict and what was found first. */
async function check() {
  const outcome = await runCheck(context, await mustClaim(test.db, endpointId, location.id));
  if (outcome.status !== 'saved') throw new Error(`The check was not saved: ${outcome.status}.`);
  const { rootCauseId } = await test.db.endpointState.findFirstOrThrow({ where: { endpointId } });
  return `${outcome.verdict} ${rootCauseId ?? 'without a finding'}`;
}

describe('certificates of authorities that a real Samba directory publishes', () => {
  it('are not shown to strangers: without an account nothing is offered, and the discovery says why', async () => {
    await expect(discover('stored')).rejects.toMatchObject({
      faults: [{ field: 'account', message: `No account is stored for ${domain}. Type one, or use none.` }],
    });
    expect(await discover('none')).toMatchObject({ status: 'root-dse', boundAs: null, identityProven: true });
    expect(await settings()).toMatchObject({
      offers: [],
      unread: [{ domain, because: expect.stringMatching(/^Nobody signed in, .* Discover the domain with an account\.$/) }],
    });
  });

  it('are offered with container and fingerprint once the stored account reads them, and none is trusted for that', async () => {
    const { id: hostId } = await test.db.host.findUniqueOrThrow({ where: { name: host } });
    await setBindAccount(verbs, { hostId, scope: 'domain', ...account }, testBox);
    expect(await discover('stored')).toMatchObject({ status: 'read', boundAs: account.dn, incompleteBecause: null });
    const { offers, unread, stores } = await settings();
    expect(unread).toEqual([]);
    expect(offers).toMatchObject([{ domain, incompleteBecause: null, unreadable: 1 }]);
    const offered = offers[0]?.certificates.map(({ sha256, name, containers, kind, dates, inStores }) => [
      ...[sha256, name, containers.toSorted().join(' '), kind],
      ...[dates, inStores.join()],
    ]);
    expect(offered?.toSorted()).toEqual(
      [
        [certificateOf(before).sha256, 'Samba Root CA', 'root', 'root', 'valid', 'Known before'],
        [certificateOf(renewed).sha256, 'Samba Root CA', 'nt-auth root', 'root', 'valid', ''],
        [certificateOf(issuing).sha256, 'Samba Issuing CA', 'aia nt-auth', 'authority', 'valid', ''],
        [ended.sha256, 'Ended, Root CA', 'root', 'root', 'expired', ''],
      ].toSorted(),
    );
    expect(stores.map(({ name, anchors }) => [name, anchors.length])).toEqual([['Known before', 1]]);
    expect((await context.trust.everything()).anchors.map(({ sha256 }) => sha256)).toEqual([certificateOf(before).sha256]);
  });

  it('heal a door whose chain ends in one of them with the next check after it was ticked, and not before', async () => {
    expect(await check()).toBe('healthy without a finding');
    await samba.useCertificate((await makeServerCertificates(host, renewed)).healthy);
    expect(await check()).toBe('critical issuer-not-trusted');
    // The password goes to nobody whom only the directory vouches for; what it published stays on offer.
    expect(await discover('stored')).toMatchObject({ status: 'not-opened', code: 'identity-not-proven' });
    const {
      offers: [offer],
      unread,
    } = await settings();
    expect(unread).toMatchObject([{ domain, because: expect.stringContaining('Trust the issuer of its chain') }]);
    expect(offer?.certificates).toHaveLength(4);
    expect(await check()).toBe('critical issuer-not-trusted');

    const chosen = certificateOf(renewed).sha256;
    const change = await trustDirectoryAnchors({ ...verbs, now: now() }, { runId: offer?.runId ?? '', domainId, chosen: [chosen] });
    expect(change).toMatchObject({ name: `From the directory of ${domain} (${domain})`, added: 1, doors: 1 });
    expect(await check()).toBe('healthy certificate-changed');
    expect(await discover('stored')).toMatchObject({ status: 'read', boundAs: account.dn });
    const trusted = (await settings()).offers[0]?.certificates.filter(({ inStores }) => inStores.length > 0);
    expect(trusted?.map(({ sha256 }) => sha256).toSorted()).toEqual([certificateOf(before).sha256, chosen].toSorted());
  });
});
