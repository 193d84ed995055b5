import type { VerbContext } from '../access/verb-context.ts';
import type { Database } from '../db/client.ts';
import { demoDomains, demoManager } from '../fleet/demo/marks.ts';
import { applyFleetWithin } from '../fleet/desired/apply.ts';
import type { DesiredHost } from '../fleet/desired/desired-host.ts';
import { lockRegistration } from '../fleet/internal.ts';
import { setBindAccount } from '../fleet/set-bind-account.ts';
import { addTrustAnchors, addTrustStore } from '../fleet/trust/add-trust-store.ts';
import type { SecretBox } from '../secrets/secret-box.ts';
import type { IssuedCertificate } from '../simulation/certificate-factory.ts';
import type { DemoAuthorities } from './demo-host.ts';
import type { Ground } from './ground.ts';
import type { PlacedHost, StandingDemo } from './stand-up.ts';

const INTERVAL_SECONDS = 60;
/** The domain whose names are published, and asked for outside as well. */
const publishedDomain: (typeof demoDomains)[number] = 'aadds.corp.example';

const domainFacts: Readonly<Record<(typeof demoDomains)[number], { owner: string; notes: string; root: 'root' | 'publicRoot' }>> = {
  'corp.example': { owner: 'Directory team', notes: 'Root of the forest. **Changes on Tuesdays only.**', root: 'root' },
  'emea.corp.example': { owner: 'Directory team EMEA', notes: '', root: 'root' },
  'aadds.corp.example': { owner: 'Cloud team', notes: 'Managed domain of Microsoft Entra Domain Services.', root: 'publicRoot' },
};

const transportOf = (port: number): 'ldaps' | 'starttls' => (port === 389 || port === 3268 ? 'starttls' : 'ldaps');

function desiredHost({ host, name }: PlacedHost, ground: Ground, location: string): DesiredHost {
  const { expectedAddresses, ...registered } = host.registered ?? {};
  return {
    ...registered,
    name,
    site: host.site,
    ...(registered.tags === undefined ? {} : { tags: [...registered.tags].sort() }),
    ...(expectedAddresses === undefined ? {} : { expectedAddresses: [...expectedAddresses].sort() }),
    ...(registered.pauseReason === undefined ? {} : { paused: true }),
    doors: host.doors.map(({ port, slowAfterMs }) => ({
      ...{ port: ground.port(port), transport: transportOf(port), intervalSeconds: INTERVAL_SECONDS, probedFrom: [location] },
      ...(slowAfterMs === undefined ? {} : { slowAfterMs }),
    })),
  };
}

/** registered: it is there for the first time. known: it was there before. removed: nobody wants it any more, and nothing was done. */
export type Registration = 'registered' | 'known' | 'removed';

/**
 * Registers the standing demo: domains, trust stores, hosts and accounts, all marked as managed by the demo. Where it was registered
 * before, what people changed or removed since stays so, and only what is different about its place on this machine is brought up to
 * date. It is probed from this machine's location alone: from elsewhere the loopback network is another one. `box`
 * seals the passwords of its accounts.
 */
export async function registerDemo(
  db: Database,
  demo: StandingDemo,
  input: { location: string; box: SecretBox; now: Date },
): Promise<Registration> {
  const context: VerbContext = { db, now: input.now, actor: demoManager };
  const registration = await registerHosts(context, demo, input.location);
  if (registration === 'removed') return registration;
  await trustRoots(context, demo.authorities);
  if (registration === 'registered') await setAccounts(context, demo.hosts, input.box);
  return registration;
}

function registerHosts(context: VerbContext, demo: StandingDemo, location: string): Promise<Registration> {
  return context.db.$transaction(
    async (tx): Promise<Registration> => {
      await lockRegistration(tx);
      const installation = await tx.installation.findFirst({ select: { demoSince: true } });
      if (!installation?.demoSince) return 'removed';
      for (const name of demoDomains) {
        const { owner, notes } = domainFacts[name];
        const asked = { resolvers: [demo.resolver], ...(name === publishedDomain && { externalResolvers: [demo.outsideResolver] }) };
        await tx.domain.upsert({
          where: { name },
          create: { name, owner, notes, ...asked, managedBy: demoManager },
          update: asked,
          select: { id: true },
        });
      }
      const desired = demo.hosts.map((one) => desiredHost(one, demo.ground, location));
      const options = { managedBy: demoManager, intervalSeconds: INTERVAL_SECONDS };
      const known = await tx.host.findMany({
        where: { managedBy: demoManager },
        select: { id: true, name: true, domainId: true, endpoints: { select: { port: true, transport: true } } },
      });
      if (known.length === 0) {
        await applyFleetWithin(tx, context, desired, options);
        return 'registered';
      }
      // The one that is named by its address has another one in another part of the network.
      const [byAddress] = demo.hosts.filter(({ host }) => host.name === null);
      if (byAddress !== undefined)
        await tx.host.updateMany({ where: { managedBy: demoManager, domainId: null }, data: { name: byAddress.name } });
      const ldapsPort = demo.ground.port(636);
      const isMoved = !known.some(({ endpoints }) => endpoints.some(({ port }) => port === ldapsPort));
      if (isMoved) {
        const names = new Set(known.map(({ name }) => name));
        const doors = desired
          .filter(({ name }) => names.has(name))
          .map(({ name, doors: moved }) => ({ name, ...(moved && { doors: moved }) }));
        await tx.$executeRaw`DELETE FROM endpoints USING hosts WHERE hosts.id = host_id AND hosts.managed_by = ${demoManager}`;
        await applyFleetWithin(tx, context, doors, options);
      }
      await tx.$executeRaw`
        UPDATE endpoint_states SET next_due_at = ${context.now}::timestamptz FROM endpoints JOIN hosts ON hosts.id = endpoints.host_id
        WHERE endpoints.id = endpoint_id AND hosts.managed_by = ${demoManager} AND hosts.paused_at IS NULL AND next_due_at IS NOT NULL`;
      return 'known';
    },
    { timeout: 120_000, maxWait: 10_000 },
  );
}

/** Every domain trusts its own root and no other of the demo; hosts of other domains trust none of them. */
async function trustRoots(context: VerbContext, authorities: DemoAuthorities): Promise<void> {
  const domains = await context.db.domain.findMany({
    where: { managedBy: demoManager },
    select: {
      id: true,
      name: true,
      trustStores: { where: { managedBy: demoManager }, select: { id: true, anchors: { select: { sha256: true } } } },
    },
  });
  for (const { id: domainId, name, trustStores } of domains) {
    const facts = demoDomains.find((one) => one === name);
    if (facts === undefined) continue;
    const { pem: certificates, sha256 }: IssuedCertificate = authorities[domainFacts[facts].root].certificate;
    const [store] = trustStores;
    if (store === undefined)
      await addTrustStore(context, { name: `Demo roots of ${name}`, domainId, certificates }, { origin: 'file', managedBy: demoManager });
    else if (!store.anchors.some((anchor) => anchor.sha256 === sha256)) await addTrustAnchors(context, { storeId: store.id, certificates });
  }
}

async function setAccounts(context: VerbContext, hosts: readonly PlacedHost[], box: SecretBox): Promise<void> {
  for (const { host, name } of hosts) {
    if (host.account === undefined) continue;
    const { id: hostId } = await context.db.host.findUniqueOrThrow({ where: { name }, select: { id: true } });
    await setBindAccount(context, { hostId, scope: 'host', ...host.account }, box);
  }
}
