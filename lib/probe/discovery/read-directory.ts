import type { Deadline } from '../deadline.ts';
import { eachAtOnce } from './at-once.ts';
import { readDirectoryAnchors } from './directory-anchors.ts';
import type { DiscoveryOptions } from './discovery-options.ts';
import { domainOfObject, siteOfObject } from './distinguished-name.ts';
import { discoveryLimits } from './limits.ts';
import { type DirectorySession, openDirectory } from './open-directory.ts';
import { type Forest, readForest } from './read-forest.ts';
import type { DiscoveredServer, DiscoveryRecord, PublishedCertificates } from './record.ts';
import type { ServerList } from './server-list.ts';

/** Supported capability of a read-only domain controller (MS-ADTS section 3.1.1.3.4.3.7). */
const PARTIAL_SECRETS_OID = '1.2.840.113556.1.4.1920';

export type DirectoryRead = {
  record: DiscoveryRecord['directory'];
  forest: Forest | null;
  rootDomain: string | null;
  anchors: PublishedCertificates | null;
};

/** Opens the directory at the first server that lets us, and reads what may be read there. */
export async function readDirectory(options: DiscoveryOptions, servers: ServerList, deadline: Deadline): Promise<DirectoryRead> {
  const candidates = servers.all().filter(({ addresses }) => addresses.length > 0);
  const notOpened = (code: string, message: string, server: string | null): DirectoryRead => ({
    record: { status: 'not-opened', code, message, server },
    forest: null,
    rootDomain: null,
    anchors: null,
  });
  let failure = notOpened('no-server', 'DNS named no server with an address.', null);
  for (const server of candidates.slice(0, discoveryLimits.directoryServers)) {
    if (deadline.overBecause() !== null) return failure;
    const opened = await openDirectory(directoryOptions(options, server));
    if (opened.status === 'open') {
      try {
        return await readOpen(opened, options.noBindBecause ?? null);
      } finally {
        await opened.close();
      }
    }
    // A certificate that proves nothing says more than that another server cannot be reached.
    if (failure.record.status !== 'not-opened' || failure.record.code !== 'identity-not-proven')
      failure = notOpened(opened.code, opened.message, server.name);
    if (opened.passwordSent || opened.code === 'account-not-used') return failure;
  }
  return failure;
}

const directoryOptions = ({ anchors, bind, doors, signal }: DiscoveryOptions, { name, addresses }: DiscoveredServer) => ({
  host: name,
  addresses: addresses.slice(0, 2),
  anchors,
  ...(bind === undefined ? {} : { bind }),
  ...(doors === undefined ? {} : { doors }),
  ...(signal === undefined ? {} : { signal }),
});

async function readOpen(session: DirectorySession, noBindBecause: string | null): Promise<DirectoryRead> {
  const read = await readForest(session);
  const forest = 'forest' in read ? read.forest : null;
  const because = 'forest' in read ? read.forest.incompleteBecause : (noBindBecause ?? read.unreadableBecause);
  return {
    record: {
      status: forest === null ? 'root-dse' : 'read',
      server: session.host,
      address: session.address,
      port: session.door.port,
      boundAs: session.boundAs,
      identityProven: session.identityProven,
      incompleteBecause: because,
      referrals: forest?.referrals.slice(0, discoveryLimits.referrals) ?? [],
      referralCount: forest?.referralCount ?? 0,
    },
    forest,
    // Of a stranger who answers in the server's place nothing is offered.
    anchors: forest !== null && session.identityProven ? await readDirectoryAnchors(session) : null,
    rootDomain: domainOfObject(session.rootDse.rootDomainNamingContext?.[0] ?? ''),
  };
}

/** Asks servers themselves: the rootDSE may be read by everybody. */
export async function askRootDses(options: DiscoveryOptions, servers: ServerList, deadline: Deadline): Promise<void> {
  const reachable = servers.all().filter(({ addresses }) => addresses.length > 0);
  const { bind: _, ...anonymous } = options;
  const signal = AbortSignal.any([
    AbortSignal.timeout(Math.min(discoveryLimits.rootDsesMs, deadline.remainingMs())),
    ...(options.signal === undefined ? [] : [options.signal]),
  ]);
  await eachAtOnce(reachable.slice(0, discoveryLimits.rootDses), discoveryLimits.rootDsesAtOnce, async (server) => {
    if (signal.aborted) return;
    const opened = await openDirectory({ ...directoryOptions({ ...anonymous, signal }, server), openMs: discoveryLimits.rootDseOpenMs });
    if (opened.status === 'failed') return;
    const { rootDse } = opened;
    await opened.close();
    server.site = siteOfObject(rootDse.dsServiceName?.[0] ?? '');
    if (rootDse.supportedCapabilities !== undefined) server.readOnly = rootDse.supportedCapabilities.includes(PARTIAL_SECRETS_OID);
  });
}
